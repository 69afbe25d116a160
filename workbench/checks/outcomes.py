"""How a kind's finding becomes a score: one way for yes and no, one for figures."""

from __future__ import annotations

from collections.abc import Callable

from workbench.checks.kinds import Scorer
from workbench.checks.output import Output
from workbench.domain.checks import Check, Score, Verdict

LONGEST_QUOTE = 80
"""Characters of a value that a reason repeats."""


class CannotTell(Exception):
    """Neither passed nor failed: what has to be known is not known, or takes too long."""


def error(check: Check, reason: str) -> Score:
    return Score(Verdict.ERROR, 0.0, reason, check.metric)


def decided(check: Check, holds: Callable[[Output], bool], yes: str, no: str) -> Scorer:
    """`yes` and `no` say what was found, whichever of them the check wants.

    Both scores are made once, so that ten thousand outputs cost ten thousand calls of `holds`.
    """
    found, missing = _answer(check, True, yes), _answer(check, False, no)

    def score(output: Output) -> Score:
        try:
            return found if holds(output) else missing
        except CannotTell as problem:
            return error(check, str(problem))

    return score


def explained(check: Check, fault: Callable[[Output], str], yes: str) -> Scorer:
    """`fault` says what is wrong with an output; nothing where it is right."""
    found = _answer(check, True, yes)

    def score(output: Output) -> Score:
        try:
            wrong = fault(output)
        except CannotTell as problem:
            return error(check, str(problem))
        return _answer(check, False, wrong) if wrong else found

    return score


def measured(check: Check, name: str, likeness: Callable[[Output], float], usual: float) -> Scorer:
    """For scores from 0 to 1 that pass from the threshold on."""
    least = usual if check.threshold is None else check.threshold

    def score(output: Output) -> Score:
        try:
            value = likeness(output)
        except CannotTell as problem:
            return error(check, str(problem))
        reason = f"{name} {value:.4g}, at least {least:g} {'fails' if check.negated else 'passes'}."
        verdict = verdict_of((value >= least) != check.negated)
        return Score(verdict, 1 - value if check.negated else value, reason, check.metric)

    return score


def verdict_of(passed: bool) -> Verdict:
    return Verdict.PASSED if passed else Verdict.FAILED


def quoted(value: object) -> str:
    text = str(value)
    return f"“{text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + '…'}”"


def _answer(check: Check, holds: bool, reason: str) -> Score:
    passed = holds != check.negated
    return Score(verdict_of(passed), float(passed), reason, check.metric)
