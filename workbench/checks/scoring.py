"""From checks to scores: what each check says of an output, and what all say together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from workbench.checks.filling import TAG, fill_of, filled, needs_rendering, templates_of
from workbench.checks.kinds import Asks, Scorer
from workbench.checks.outcomes import CannotTell, error
from workbench.checks.output import Output
from workbench.checks.table import kind_of, unknown
from workbench.domain.checks import SET, CellScore, Check, Score, Verdict
from workbench.domain.errors import InvalidInput

CellScorer = Callable[[Sequence[Score]], CellScore]
PASSED, FAILED, ERROR, _ = Verdict  # looked up once: a hundred thousand cells ask for them
MOST_MADE = 512
"""Scorers kept for values that are filled in: the outputs of one case share theirs."""


def scorer_of(check: Check, *, rendered: bool = False) -> Scorer:
    """For checks that ask nothing. Raises `InvalidInput` where a field cannot be used.

    What it returns never raises and takes bounded time. `rendered`: all templates are filled in
    already, and what looks like one is text of the case.
    """
    if not rendered and templates_of(check):
        return _filling(check)
    if check.kind == SET:
        return _set_scorer(check)
    kind = kind_of(check)
    if kind.compile is None:
        raise InvalidInput(f"{check.name} cannot be told from the output alone.")
    return kind.compile(check)


def cell_score(
    checks: Sequence[Check], scores: Sequence[Score], threshold: float | None = None
) -> CellScore:
    """All checks of one output together, by promptfoo's rule.

    The value is the mean of the scores by their weights. With a threshold it decides; without
    one, every check that has a weight has to pass. An output that nothing is asked of passes.
    """
    return cell_scorer(checks, threshold)(scores)


def cell_scorer(checks: Sequence[Check], threshold: float | None = None) -> CellScorer:
    """The same for any number of outputs, whose scores come in the order of the checks."""
    weights = tuple(check.weight for check in checks)
    whole = sum(weights)

    def scored(scores: Sequence[Score]) -> CellScore:
        scores = tuple(scores)
        total, passed, undecided, weighed = 0.0, True, None, True
        for weight, score in zip(weights, scores, strict=True):
            weighed = weighed and score.weight == weight
            if not weight:
                continue
            verdict = score.verdict
            total += weight * score.value
            if verdict is not PASSED:
                passed = False
                if verdict is not FAILED and undecided is not ERROR:
                    undecided = verdict
        value = total / whole if whole else 0.0
        if threshold is not None:
            passed = value >= threshold
        if not weighed:
            pairs = zip(weights, scores, strict=True)
            scores = tuple(score._replace(weight=weight) for weight, score in pairs)
        return CellScore(undecided or (PASSED if passed else FAILED), value, scores)

    if not checks:
        return lambda scores: CellScore(PASSED, 1.0, tuple(scores))
    return _once_for_the_same(scored)


def _once_for_the_same(scored: CellScorer) -> CellScorer:
    """Checks that say yes or no give the same two objects for every output: what they come to
    together is worked out once."""
    known: dict[tuple[int, ...], tuple[CellScore, tuple[Score, ...]]] = {}
    """By the ids of the scores, with them: else another object could get their ids."""

    def score(scores: Sequence[Score]) -> CellScore:
        key = tuple(map(id, scores))
        made = known.get(key)
        if made is None:
            if len(known) >= MOST_MADE:
                known.clear()
            made = known[key] = scored(scores), tuple(scores)
        return made[0]

    return score


def set_score(check: Check, scores: Sequence[Score]) -> Score:
    """Of a set, from those of its checks."""
    whole = cell_score(check.checks, scores, check.threshold)
    passed = sum(score.passed for score in scores)
    reason = f"{passed} of {len(scores)} checks pass."
    return Score(whole.verdict, whole.value, reason, check.metric, whole.scores)


def problems_of(check: Check) -> list[str]:
    """What keeps a check from being used, for people; empty is good."""
    if check.kind != SET:
        return _problems(check)
    if check.negated:
        return ["A set has no not-: turn the checks inside it around."]
    if not check.checks:
        return ["A set needs checks of its own."]
    return [problem for inner in check.checks for problem in problems_of(inner)]


def _problems(check: Check) -> list[str]:
    try:
        kind = kind_of(check)
        if kind.value_needed and check.value in (None, "", ()):
            return [f"{check.name} needs a value."]
        if kind.asks is Asks.NOTHING and not templates_of(check):
            scorer_of(check)
    except InvalidInput as problem:
        return [f"{problem.message} {problem.hint}".strip()]
    return []


def _set_scorer(check: Check) -> Scorer:
    if problems := problems_of(check):
        raise InvalidInput(problems[0])
    scorers = [scorer_of(inner, rendered=True) for inner in check.checks]
    return lambda output: set_score(check, [score(output) for score in scorers])


def _filling(check: Check) -> Scorer:
    """Made again for each value that the template comes to; the last ones are kept."""
    if check.kind != SET:
        kind_of(check)
    elif check.negated:
        raise unknown(check)
    if needs_rendering(check):
        raise InvalidInput(f"{check.name}: its template has to be rendered first.")
    templates = templates_of(check)
    if len(templates) == 1 and check.value == templates[0] and not TAG.search(check.metric):
        return _remembering(check, fill_of(templates[0]), partial(_with_value, check))
    fills = [fill_of(template) for template in templates]
    return _remembering(
        check,
        lambda output: tuple(fill(output) for fill in fills),
        lambda _texts, output: filled(check, output),
    )


def _with_value(check: Check, value: str, _output: Output) -> Check:
    return replace(check, value=value)


Key = TypeVar("Key", bound=Hashable)


def _remembering(
    check: Check, key_of: Callable[[Output], Key], concrete: Callable[[Key, Output], Check]
) -> Scorer:
    made: dict[Key, Scorer] = {}

    def score(output: Output) -> Score:
        try:
            key = key_of(output)
            scorer = made.get(key)
            if scorer is None:
                if len(made) >= MOST_MADE:
                    made.clear()
                scorer = made[key] = scorer_of(concrete(key, output), rendered=True)
        except (CannotTell, InvalidInput) as problem:
            return error(check, str(problem))
        return scorer(output)

    return score
