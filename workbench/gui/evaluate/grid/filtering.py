"""Which cases of an evaluation are shown: by how they went, by label, by words."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache, partial

from workbench.domain.comparisons import ChangeKind
from workbench.domain.datasets import CRITICAL, Case
from workbench.gui.evaluate.grid.results import ERRORS, NOT_PASSED, Results, Sign, flaky, together


class Show(StrEnum):
    ALL = "all"
    FAILED = "failed"
    ERRORS = "errors"
    CHANGED = "changed"
    """Another verdict than in the baseline, or a flaky one."""
    BROKEN = "broken"
    FIXED = "fixed"
    OTHER = "other"
    """The same verdict as in the baseline, but another output or score."""
    DISAGREEING = "disagreeing"
    """Its columns came to different verdicts."""
    FLAKY = "flaky"
    CRITICAL = "critical"


class Order(StrEnum):
    DATASET = "dataset"
    CHANGES = "changes"
    """The biggest changes since the baseline first."""


@dataclass(frozen=True, slots=True)
class Filter:
    show: Show = Show.ALL
    label: str = ""
    words: str = ""
    order: Order = Order.DATASET

    @property
    def active(self) -> bool:
        return self != Filter()


@dataclass(frozen=True, slots=True)
class Before:
    """What became of a cell since the baseline, and the cell it was there."""

    kind: ChangeKind
    evaluation_id: str
    number: int
    size: float = 0.0
    """How much changed: 0 is nothing."""


Baseline = Mapping[tuple[int, int], Before]
"""By case and column of the evaluation that is shown."""
STRETCH = 64
"""Cases between two looks at the clock."""
MOST_KNOWN = 4_096
VERDICTS = (ChangeKind.FIXED, ChangeKind.BROKEN, ChangeKind.FLAKY)


class Sieve:
    """Goes through all cases, as far as there is time at each turn."""

    def __init__(
        self, chosen: Filter, results: Results, cases: tuple[Case, ...], baseline: Baseline
    ) -> None:
        self._chosen, self._cases = chosen, cases
        self._columns, self._baseline = results.columns, baseline
        self._fits = _test_of(chosen.show, results, baseline)
        self._words = chosen.words.casefold().split()
        self._next, self._found = 0, list[int]()

    def go_on(self, seconds: float) -> bool:
        """Whether all cases were looked at."""
        until = time.perf_counter() + seconds
        while self._next < len(self._cases):
            stretch = range(self._next, min(self._next + STRETCH, len(self._cases)))
            self._found += [index for index in stretch if self._passes(index)]
            self._next = stretch.stop
            if time.perf_counter() >= until:
                break
        return self._next >= len(self._cases)

    @property
    def found(self) -> list[int]:
        """Indexes of the cases, in the order that is chosen."""
        if self._chosen.order is not Order.CHANGES:
            return self._found
        sizes = partial(_biggest, columns=self._columns, baseline=self._baseline)
        return sorted(self._found, key=lambda index: -sizes(index))

    def _passes(self, index: int) -> bool:
        case, label = self._cases[index], self._chosen.label
        return (
            (not label or label in case.labels)
            and self._fits(index, case)
            and (not self._words or _says(case, self._words))
        )


def _biggest(case: int, columns: int, baseline: Baseline) -> float:
    there = (baseline.get((case, column)) for column in range(columns))
    return max((before.size for before in there if before), default=0.0)


def _says(case: Case, words: list[str]) -> bool:
    values = " ".join(str(value) for _name, value in case.values)
    text = f"{case.name} {values} {case.expected} {' '.join(case.labels)}".casefold()
    return all(word in text for word in words)


def _test_of(show: Show, results: Results, baseline: Baseline) -> Callable[[int, Case], bool]:
    if told := OF_SIGNS.get(show):
        # Many cases look alike
        known, columns = lru_cache(maxsize=MOST_KNOWN)(told), results.columns
        return lambda index, _case: known(results.signs_of_case(index), columns)
    if kinds := SINCE.get(show):
        places, words = range(results.columns), {kind.value for kind in kinds}
        return lambda index, _case: any(change(index, c, baseline) in words for c in places)
    if show is Show.CRITICAL:
        return lambda _index, case: CRITICAL in case.labels
    return lambda _index, _case: True


def _any_of(*wanted: Sign) -> Callable[[bytes, int], bool]:
    return lambda signs, columns: any(sign in signs for sign in wanted)


def _disagreeing(signs: bytes, columns: int) -> bool:
    verdicts = {together(signs[column::columns]) for column in range(columns)}
    return len({sign for sign in verdicts if sign >= Sign.PASSED}) > 1


def _flaky(signs: bytes, columns: int) -> bool:
    return any(flaky(signs[column::columns]) for column in range(columns))


def change(case: int, column: int, baseline: Baseline) -> str:
    """`fixed`, `broken`, `flaky` or `changed` since the baseline; empty for none of them."""
    before = baseline.get((case, column))
    return before.kind.value if before and before.kind is not ChangeKind.SAME else ""


OF_SIGNS: dict[Show, Callable[[bytes, int], bool]] = {
    Show.FAILED: _any_of(*NOT_PASSED),
    Show.ERRORS: _any_of(*ERRORS),
    Show.DISAGREEING: _disagreeing,
    Show.FLAKY: _flaky,
}
"""Told from the signs of a case and the number of columns they are of."""
SINCE: dict[Show, tuple[ChangeKind, ...]] = {
    Show.CHANGED: VERDICTS,
    Show.BROKEN: (ChangeKind.BROKEN,),
    Show.FIXED: (ChangeKind.FIXED,),
    Show.OTHER: (ChangeKind.CHANGED,),
}
"""Told from what became of it since the baseline."""
