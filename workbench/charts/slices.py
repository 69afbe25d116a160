"""Slices × columns as a heat map: where which column is weak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.comparisons import ColumnSummary, Measure

ALL = "all cases"


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`rows[slice][column]`; None where the column has no such case that is over."""

    slices: tuple[str, ...]
    """The first are all cases, then the labels."""
    columns: tuple[str, ...]
    rows: tuple[tuple[Measure | None, ...], ...]

    @property
    def reach(self) -> tuple[float, float]:
        """The least and the greatest rate shown: the ends of the colours."""
        shown = [each.value for row in self.rows for each in row if each is not None]
        return (min(shown), max(shown)) if shown else (0.0, 1.0)


def heat_map(
    summaries: Sequence[ColumnSummary], labels: Sequence[str], *, by_score: bool = False
) -> HeatMap:
    """Of pass rates, or of mean scores."""
    names = sorted({each.label for summary in summaries for each in summary.slices})
    known: list[dict[str, Measure]] = []
    for summary in summaries:
        of = {each.label: each.score if by_score else each.pass_rate for each in summary.slices}
        if summary.cells:
            of[ALL] = summary.score if by_score else summary.pass_rate
        known.append(of)
    return HeatMap(
        (ALL, *names),
        tuple(labels[summary.column] for summary in summaries),
        tuple(tuple(of.get(name) for of in known) for name in (ALL, *names)),
    )
