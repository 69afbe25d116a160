"""Whether a model still behaves as it did, from sentinel runs and what they are held against.

Where the cases have checks, pass rates and mean scores are compared, case by case; where they have
none, the kinds of the answers are. Of several prompts, or of rates and scores at once, every test
is held to Holm's correction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from workbench.charts.kinds_of_answers import kinds
from workbench.domain.comparisons import PASS_RATE, SCORE, Comparison, Finding
from workbench.domain.evaluations import CellPlace, EvaluationState
from workbench.domain.runs import Outcome, Run
from workbench.domain.sentinels import AnsweredAs, Movement, SentinelSubject, SentinelVerdict
from workbench.services.comparing import ComparisonService
from workbench.services.evaluations import EvaluationService
from workbench.services.pairing import SharedCases, paired
from workbench.services.two_columns import TwoColumns
from workbench.statistics.holm import holm
from workbench.statistics.kinds_of_answers import kinds_differ
from workbench.statistics.paired import Paired, compared
from workbench.statistics.power import ALPHA, rounded_up
from workbench.statistics.quantiles import normal_point
from workbench.statistics.rates import wilson

Ran = Sequence[tuple[SentinelSubject, str]]
NAMES = ("then", "the model now")
MOST_ANSWERS = 5_000
"""Of one run; more are not read to compare their texts."""


@dataclass(slots=True)
class _Look:
    """One subject on its way to a verdict."""

    subject: SentinelSubject
    evaluation_id: str
    two: TwoColumns
    cases: SharedCases
    """Those that both sides answered, and every check of which could tell."""
    then: list[tuple[int, Run]]
    now: list[tuple[int, Run]]
    """Answers with the index of their case among the shared ones."""
    pairs: list[Paired]
    p_value: float | None = None
    """Of the kinds of answers, where there are no checks."""


def verdicts(
    evaluations: EvaluationService, comparing: ComparisonService, ran: Ran, margin: float
) -> list[SentinelVerdict]:
    looks: list[_Look | SentinelVerdict] = [
        _look(evaluations, comparing, subject, evaluation_id, margin)
        for subject, evaluation_id in ran
    ]
    pairs = [pair for look in looks if isinstance(look, _Look) for pair in look.pairs]
    comparisons = iter(compared(pairs))
    by_kinds = [each for each in looks if isinstance(each, _Look) and each.p_value is not None]
    adjusted = iter(holm([each.p_value or 0.0 for each in by_kinds]))
    return [
        look
        if isinstance(look, SentinelVerdict)
        else _by_kinds(look, next(adjusted), len(by_kinds), margin)
        if look.p_value is not None
        else _by_checks(look, [next(comparisons) for _ in look.pairs])
        for look in looks
    ]


def _look(
    evaluations: EvaluationService,
    comparing: ComparisonService,
    subject: SentinelSubject,
    evaluation_id: str,
    margin: float,
) -> _Look | SentinelVerdict:
    early = _not_comparable(evaluations, subject, evaluation_id)
    if early is not None:
        return early
    before = subject.before
    assert before
    two = comparing.two((before.evaluation_id, before.column), (evaluation_id, 0))
    cases = _told(two)
    then = answers(evaluations, before.evaluation_id, before.column, [one for one, _ in cases])
    now = answers(evaluations, evaluation_id, 0, [other for _, other in cases])
    look = _Look(subject, evaluation_id, two, cases, then, now, [])
    if two.candidate.figures.checked:
        look.pairs = [replace(pair, least=margin) for pair in _figures(two, cases)]
    else:
        look.p_value = kinds_differ(_kinds_by_case(then, now))
    return look


def _not_comparable(
    evaluations: EvaluationService, subject: SentinelSubject, evaluation_id: str
) -> SentinelVerdict | None:
    evaluation = evaluations.evaluation(evaluation_id)
    now = as_answered(
        run for _, run in answers(evaluations, evaluation_id, 0, range(evaluation.cases))
    )
    verdict = SentinelVerdict(subject, evaluation_id, Movement.NO_ANSWER, "", now=now)
    if evaluation.state is not EvaluationState.FINISHED:
        reason = evaluation.pause_reason or f"it is {evaluation.state.value}"
        return replace(verdict, sentence=f"The run did not come to its end: {reason}")
    standings = evaluations.standings(evaluation_id)
    if not any(each.outcome is Outcome.FINISHED for each in standings):
        failure = next((c.failure for c in evaluations.cells(evaluation_id) if c.failure), "")
        sentence = f"{subject.model} gave no answer. {failure}".strip()
        return replace(verdict, sentence=sentence)
    if subject.before is None:
        sentence = (
            f"No evaluation of {subject.name} on {subject.model} has these cases: what was"
            " answered now is kept, and the next run is held against it."
        )
        return replace(verdict, movement=Movement.NOTHING_BEFORE, sentence=sentence)
    return None


def _told(two: TwoColumns) -> SharedCases:
    """A provider that could not be reached says nothing of how its model behaves."""
    one, other = two.baseline.cases, two.candidate.cases
    return [
        (before, after)
        for before, after in two.cases
        if before in one and after in other and not one[before].errors and not other[after].errors
    ]


def _figures(two: TwoColumns, cases: SharedCases) -> Iterator[Paired]:
    """The pass rate, and the mean score where it says something else."""
    rate, score = (
        paired(two.baseline, two.candidate, what, cases, NAMES) for what in (PASS_RATE, SCORE)
    )
    yield rate
    if (score.before, score.after) != (rate.before, rate.after):
        yield score


def _by_checks(look: _Look, comparisons: Sequence[Comparison]) -> SentinelVerdict:
    """Moved if anything did; not moved only if nothing had room to."""
    findings = {each.finding for each in comparisons}
    if findings & {Finding.BETTER, Finding.WORSE}:
        movement = Movement.MOVED
        telling = [c for c in comparisons if c.finding in (Finding.BETTER, Finding.WORSE)]
    elif findings == {Finding.EQUAL}:
        movement, telling = Movement.NOT_MOVED, list(comparisons[:1])
    else:
        movement = Movement.CANNOT_TELL
        telling = [c for c in comparisons if c.finding is Finding.CANNOT_TELL]
    known = [c.more_cases for c in telling if c.more_cases is not None]
    return _verdict(
        look,
        movement,
        " ".join(each.sentence for each in telling),
        more_cases=max(known) if known and movement is Movement.CANNOT_TELL else None,
        method="; ".join(each.method for each in telling),
    )


def _by_kinds(look: _Look, adjusted: float, at_once: int, margin: float) -> SentinelVerdict:
    """Without checks a difference is one of words: said, and only called moved where samples of
    one case would not differ as much among themselves."""
    cases = _kinds_by_case(look.then, look.now)
    alike = sum(1 for before, after in cases if not set(before) ^ set(after))
    samples = max((len(side) for case in cases for side in case), default=1)
    seen = f"{alike:,} of {len(cases):,} cases have answers of the same kinds as then"
    method = (
        "kinds of answer (the same but for case and blanks, or nearly the same text); permutation"
        " test, samples dealt anew within each case"
    )
    more = None
    if adjusted < ALPHA:
        movement, rest = Movement.MOVED, "more differ than samples of one case do by chance"
    elif cases and alike == len(cases) and 1 - wilson(1.0, len(cases))[0] <= margin:
        movement, rest = Movement.NOT_MOVED, "there is no check that could tell more"
    else:
        movement = Movement.CANNOT_TELL
        rest = "a model may answer in other words and mean the same: a check would tell"
        if cases and alike == len(cases):
            needed = ceil(normal_point(0.975) ** 2 * (1 / margin - 1))
            more = rounded_up(max(1, needed - len(cases)))
            rest = f"about {more:,} more cases would settle it"
        elif samples == 1:
            rest += ", or three samples of each case on both sides"
    words = f"{seen[0].upper()}{seen[1:]}; {rest}."
    if at_once > 1:
        method += f"; Holm's correction over {at_once}"
    return _verdict(look, movement, words, more_cases=more, method=method)


def _verdict(
    look: _Look, movement: Movement, sentence: str, *, more_cases: int | None, method: str
) -> SentinelVerdict:
    return SentinelVerdict(
        look.subject,
        look.evaluation_id,
        movement,
        sentence,
        cases=len(look.cases),
        more_cases=more_cases,
        method=method,
        notes=tuple(_notes(look)),
        then=as_answered(run for _, run in look.then),
        now=as_answered(run for _, run in look.now),
    )


def _notes(look: _Look) -> Iterator[str]:
    asked = len(look.subject.dataset.cases)
    if asked > len(look.cases):
        yield (
            f"{asked - len(look.cases):,} of {asked:,} cases are left out: they were not run then,"
            " or an answer or a verdict is missing on one side."
        )
    judges = {check.judge or check.judge_prompt for check in look.subject.dataset.checks}
    if judges - {""}:
        yield "Some checks ask a judge: a model, too, that may have moved itself."


def answers(
    evaluations: EvaluationService, evaluation_id: str, column: int, cases: Sequence[int]
) -> list[tuple[int, Run]]:
    """Of the cases, with their place in the list that was given."""
    evaluation = evaluations.evaluation(evaluation_id)
    places = {
        evaluation.number(CellPlace(column, case, sample)): index
        for index, case in enumerate(cases)
        for sample in range(evaluation.samples)
    }
    numbers = sorted(places)[:MOST_ANSWERS]
    found = evaluations.runs_of(evaluation_id, numbers)
    return [(places[number], run) for number, run in found if run.outcome is Outcome.FINISHED]


def _kinds_by_case(
    then: Sequence[tuple[int, Run]], now: Sequence[tuple[int, Run]]
) -> list[tuple[list[int], list[int]]]:
    """The kinds of the answers to each case that both sides answered."""
    sides: list[dict[int, list[Run]]] = [{}, {}]
    for side, answers in zip(sides, (then, now), strict=True):
        for case, run in answers:
            side.setdefault(case, []).append(run)
    found = []
    for case in sides[0].keys() & sides[1].keys():
        before, after = sides[0][case], sides[1][case]
        numbered = {
            place: number
            for number, kind in enumerate(kinds([_said(run) for run in (*before, *after)]))
            for place in kind.answers
        }
        every = [numbered[place] for place in range(len(before) + len(after))]
        found.append((every[: len(before)], every[len(before) :]))
    return found


def _said(run: Run) -> str:
    calls = "\n".join(f"{call.name}({call.arguments})" for call in run.tool_calls)
    return f"{run.text}\n{calls}" if calls else run.text


def as_answered(runs: Iterable[Run]) -> AnsweredAs:
    told = [(run.resolved_model, run.system_fingerprint) for run in runs]
    models = dict.fromkeys(model for model, _ in told if model)
    return AnsweredAs(tuple(models), tuple(dict.fromkeys(each for _, each in told if each)))
