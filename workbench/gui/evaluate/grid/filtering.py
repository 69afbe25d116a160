"""Which cases of an evaluation are shown: by how they went, by label, by words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

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
VERDICTS = (ChangeKind.FIXED, ChangeKind.BROKEN, ChangeKind.FLAKY)


def shown_cases(
    chosen: Filter, results: Results, cases: tuple[Case, ...], baseline: Baseline
) -> list[int]:
    """Indexes of the cases, in the order that is chosen."""
    fits = FITS[chosen.show]
    words = chosen.words.casefold().split()
    found = [
        index
        for index, case in enumerate(cases)
        if (not chosen.label or chosen.label in case.labels)
        and fits(results, index, case, baseline)
        and (not words or _says(case, words))
    ]
    if chosen.order is Order.CHANGES:
        found.sort(key=lambda index: -_biggest(index, results.columns, baseline))
    return found


def _biggest(case: int, columns: int, baseline: Baseline) -> float:
    there = (baseline.get((case, column)) for column in range(columns))
    return max((before.size for before in there if before), default=0.0)


def _says(case: Case, words: list[str]) -> bool:
    values = " ".join(str(value) for _name, value in case.values)
    text = f"{case.name} {values} {case.expected} {' '.join(case.labels)}".casefold()
    return all(word in text for word in words)


def _any_of(*signs: Sign) -> Callable[[Results, int, Case, Baseline], bool]:
    def fits(results: Results, index: int, _case: Case, _baseline: Baseline) -> bool:
        found = results.signs_of_case(index)
        return any(sign in found for sign in signs)

    return fits


def _since(*kinds: ChangeKind) -> Callable[[Results, int, Case, Baseline], bool]:
    words = {kind.value for kind in kinds}

    def fits(results: Results, index: int, _case: Case, baseline: Baseline) -> bool:
        return any(change(index, column, baseline) in words for column in range(results.columns))

    return fits


def _disagreeing(results: Results, index: int, _case: Case, _baseline: Baseline) -> bool:
    verdicts = {together(results.signs(index, column)) for column in range(results.columns)}
    return len({sign for sign in verdicts if sign >= Sign.PASSED}) > 1


def _flaky(results: Results, index: int, _case: Case, _baseline: Baseline) -> bool:
    return any(flaky(results.signs(index, column)) for column in range(results.columns))


def _critical(_results: Results, _index: int, case: Case, _baseline: Baseline) -> bool:
    return CRITICAL in case.labels


def change(case: int, column: int, baseline: Baseline) -> str:
    """`fixed`, `broken`, `flaky` or `changed` since the baseline; empty for none of them."""
    before = baseline.get((case, column))
    return before.kind.value if before and before.kind is not ChangeKind.SAME else ""


FITS: dict[Show, Callable[[Results, int, Case, Baseline], bool]] = {
    Show.ALL: lambda _results, _index, _case, _baseline: True,
    Show.FAILED: _any_of(*NOT_PASSED),
    Show.ERRORS: _any_of(*ERRORS),
    Show.CHANGED: _since(*VERDICTS),
    Show.BROKEN: _since(ChangeKind.BROKEN),
    Show.FIXED: _since(ChangeKind.FIXED),
    Show.OTHER: _since(ChangeKind.CHANGED),
    Show.DISAGREEING: _disagreeing,
    Show.FLAKY: _flaky,
    Show.CRITICAL: _critical,
}
