"""Quality against cost and time: which columns no other one beats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.comparisons import ColumnSummary, Measure


@dataclass(frozen=True, slots=True)
class ColumnPoint:
    """A column as a point. Cost and latency are None where they are not known."""

    column: int
    label: str
    quality: Measure
    cost: Measure | None
    """Dollars a run."""
    latency: float | None
    """Seconds, the median."""
    best_for_cost: bool = False
    """No other column is as good for less, or better for as much."""
    best_for_time: bool = False
    best: bool = False
    """No other is at least as good, as cheap and as fast, and better in one of them."""


def points(
    summaries: Sequence[ColumnSummary], labels: Sequence[str], *, by_score: bool = False
) -> tuple[ColumnPoint, ...]:
    """Columns without a case that is over are left out."""
    known = [
        ColumnPoint(
            each.column,
            labels[each.column],
            each.score if by_score else each.pass_rate,
            each.cost_per_run,
            each.latency_p50,
        )
        for each in summaries
        if each.cells
    ]
    costs = [(_quality(each), _cost(each)) for each in known]
    times = [(_quality(each), each.latency) for each in known]
    both = [(_quality(each), _cost(each), each.latency) for each in known]
    return tuple(
        ColumnPoint(
            each.column,
            each.label,
            each.quality,
            each.cost,
            each.latency,
            for_cost,
            for_time,
            of_all,
        )
        for each, for_cost, for_time, of_all in zip(
            known, front(costs), front(times), front(both), strict=True
        )
    )


def front(places: Sequence[tuple[float | None, ...]]) -> list[bool]:
    """Of each place whether none beats it; less is better in every direction. One that is not
    known in a direction is on no front, and beats nothing."""
    whole = [None not in place for place in places]
    return [
        whole[index]
        and not any(
            whole[other] and _beats(place, places[index]) for other, place in enumerate(places)
        )
        for index in range(len(places))
    ]


def _beats(one: tuple[float | None, ...], other: tuple[float | None, ...]) -> bool:
    pairs = [
        (mine, theirs)
        for mine, theirs in zip(one, other, strict=True)
        if mine is not None and theirs is not None
    ]
    return all(mine <= theirs for mine, theirs in pairs) and any(
        mine < theirs for mine, theirs in pairs
    )


def _quality(point: ColumnPoint) -> float:
    return -point.quality.value


def _cost(point: ColumnPoint) -> float | None:
    return point.cost.value if point.cost else None
