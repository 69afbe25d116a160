"""The results of an evaluation in compact arrays: a byte and a number for each cell.

A hundred thousand `Cell`s would take hundreds of megabytes; what a cell looks like is made of
these arrays when it is painted. Texts are not here: they are read for what is in sight.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from enum import IntEnum
from math import isnan, nan

from workbench.domain.checks import CellScore, Verdict
from workbench.domain.evaluations import Cell, Evaluation, Standing
from workbench.domain.runs import Outcome


class Sign(IntEnum):
    """What is seen of one sample. Those from `PASSED` on are over."""

    NOT_BEGUN = 0
    WAITING = 1
    RUNNING = 2
    UNJUDGED = 3
    """It has an output; a check has not said anything yet."""
    PASSED = 4
    FAILED = 5
    LOST = 6
    """It is over without an output."""
    UNTOLD = 7
    """It has an output, and a check could not tell."""


OF_VERDICTS = {
    Verdict.PASSED: Sign.PASSED,
    Verdict.FAILED: Sign.FAILED,
    Verdict.ERROR: Sign.UNTOLD,
    Verdict.PENDING: Sign.UNJUDGED,
}
ERRORS = (Sign.LOST, Sign.UNTOLD)
NOT_PASSED = (Sign.FAILED, *ERRORS)
TOLD_WRONG = (Sign.FAILED, Sign.UNTOLD)
WITH_OUTPUT = frozenset((Sign.UNJUDGED, Sign.PASSED, *TOLD_WRONG))
CACHED = 8
"""A bit beside the sign."""


def sign_of(cell: Cell | Standing) -> Sign:
    if cell.outcome is Outcome.FINISHED:
        return OF_VERDICTS[cell.verdict]
    if cell.outcome.over:
        return Sign.LOST
    return Sign.RUNNING if cell.outcome is Outcome.RUNNING else Sign.WAITING


class Results:
    """By the number of the cell; `per_case` of them belong to one case."""

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.columns, self.samples = len(evaluation.columns), evaluation.samples
        self.cases, self.per_case = evaluation.cases, self.columns * self.samples
        self._signs = bytearray(evaluation.total)
        self._marks = bytearray(evaluation.total)
        self._scores = array("d", [nan]) * evaluation.total
        self._counts = [evaluation.total, *[0] * (len(Sign) - 1)]

        self._recorded: tuple[bytearray, array[float], list[int]] | None = None
        """Signs, scores and counts on record, while others are shown in their place."""

    def put(self, cells: Iterable[Cell]) -> set[int]:
        """Take them over; the cases whose row looks different now."""
        return self.put_standings(map(Standing.of, cells))

    def put_standings(self, standings: Iterable[Standing]) -> set[int]:
        changed = set()
        for standing in standings:
            number, sign = standing.number, sign_of(standing)
            if not 0 <= number < len(self._signs):
                continue
            score = nan if standing.score is None else standing.score
            if self._recorded:
                signs, scores, counts = self._recorded
                counts[signs[number]] -= 1
                counts[sign] += 1
                signs[number], scores[number] = sign, score
            self._counts[self._signs[number]] -= 1
            self._counts[sign] += 1
            self._signs[number] = sign
            self._marks[number] = CACHED if standing.cached else 0
            self._scores[number] = score
            changed.add(number // self.per_case)
        return changed

    @property
    def previewed(self) -> bool:
        """Other scores are shown than those on record."""
        return self._recorded is not None

    def begin_preview(self) -> None:
        """From here on `put_scores` shows other scores; those on record are kept aside."""
        if self._recorded is None:
            self._recorded = (self._signs[:], self._scores[:], self._counts[:])

    def put_scores(self, scores: Iterable[tuple[int, CellScore]]) -> set[int]:
        """Of cells that have an output; the cases whose row looks different now."""
        changed = set()
        for number, score in scores:
            before = self._signs[number] if 0 <= number < len(self._signs) else Sign.NOT_BEGUN
            if before not in WITH_OUTPUT:
                continue
            sign = OF_VERDICTS[score.verdict]
            if sign != before:
                self._counts[before] -= 1
                self._counts[sign] += 1
                self._signs[number] = sign
            self._scores[number] = score.value
            changed.add(number // self.per_case)
        return changed

    def end_preview(self, *, keep: bool = False) -> None:
        """Back to what is on record, or what is shown is on record now."""
        if self._recorded and not keep:
            self._signs, self._scores, self._counts = self._recorded
        self._recorded = None

    def count_recorded(self, *signs: Sign) -> int:
        """As `count`, of what is on record."""
        counts = self._recorded[2] if self._recorded else self._counts
        return sum(counts[sign] for sign in signs)

    def recorded_signs(self, case: int, column: int) -> bytes:
        """As `signs`, of what is on record."""
        start, signs = case * self.per_case, self._recorded[0] if self._recorded else self._signs
        return bytes(signs[start + column : start + self.per_case : self.columns])

    def fixed_and_broken(self) -> tuple[int, int]:
        """Outputs that pass now and failed on record, and the other way round."""
        if self._recorded is None:
            return 0, 0
        pairs = Counter(zip(self._recorded[0], self._signs, strict=True))
        fixed = sum(pairs[before, Sign.PASSED] for before in TOLD_WRONG)
        broken = sum(pairs[Sign.PASSED, after] for after in TOLD_WRONG)
        return fixed, broken

    def numbers_of(self, sign: Sign) -> list[int]:
        """The cells that have this sign."""
        return [number for number, shown in enumerate(self._signs) if shown == sign]

    def count(self, *signs: Sign) -> int:
        return sum(self._counts[sign] for sign in signs)

    @property
    def left(self) -> int:
        """Cells that are not over."""
        return self.count(Sign.NOT_BEGUN, Sign.WAITING, Sign.RUNNING, Sign.UNJUDGED)

    def signs(self, case: int, column: int) -> bytes:
        """One for each sample."""
        start = case * self.per_case
        return bytes(self._signs[start + column : start + self.per_case : self.columns])

    def signs_of_case(self, case: int) -> bytes:
        """Of all its cells, in the order of their numbers."""
        return bytes(self._signs[case * self.per_case : (case + 1) * self.per_case])

    def score(self, case: int, column: int) -> float | None:
        """The mean of its samples that have one."""
        start = case * self.per_case
        scores = self._scores[start + column : start + self.per_case : self.columns]
        known = [score for score in scores if not isnan(score)]
        return sum(known) / len(known) if known else None

    def cached(self, case: int, column: int) -> bool:
        """Every sample's answer is an earlier one."""
        start = case * self.per_case
        return all(self._marks[start + column : start + self.per_case : self.columns])

    def number(self, case: int, column: int, sample: int = 0) -> int:
        return (case * self.samples + sample) * self.columns + column


def together(signs: bytes) -> Sign:
    """What the samples of one cell say as one: passed only where every one of them did."""
    for sign in (Sign.RUNNING, Sign.WAITING, Sign.UNJUDGED):
        if sign in signs:
            return sign
    if Sign.NOT_BEGUN in signs:
        return Sign.NOT_BEGUN if not any(signs) else Sign.WAITING
    for sign in (Sign.LOST, Sign.UNTOLD, Sign.FAILED):
        if sign in signs:
            return sign
    return Sign.PASSED


def flaky(signs: bytes) -> bool:
    """Some samples pass and some fail."""
    return Sign.PASSED in signs and Sign.FAILED in signs
