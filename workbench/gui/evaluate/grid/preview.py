"""What became of each cell under other checks, told only of the cells that are looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.domain.comparisons import ChangeKind
from workbench.gui.evaluate.grid.filtering import Before
from workbench.gui.evaluate.grid.results import TOLD_WRONG, Results, Sign, together

Place = tuple[int, int]


class PreviewChanges(Mapping[Place, Before]):
    """By case and column: what is shown, held against what is on record."""

    def __init__(self, results: Results) -> None:
        self._results = results

    def __getitem__(self, place: Place) -> Before:
        case, column = place
        results = self._results
        before = together(results.recorded_signs(case, column))
        after = together(results.signs(case, column))
        if before in TOLD_WRONG and after is Sign.PASSED:
            kind = ChangeKind.FIXED
        elif before is Sign.PASSED and after in TOLD_WRONG:
            kind = ChangeKind.BROKEN
        else:
            raise KeyError(place)
        return Before(kind, results.evaluation.id, results.number(case, column))

    def __iter__(self) -> Iterator[Place]:
        cases, columns = range(self._results.cases), range(self._results.columns)
        return (place for case in cases for column in columns if (place := (case, column)) in self)

    def __len__(self) -> int:
        return sum(1 for _place in self)
