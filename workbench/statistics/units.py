"""What columns are compared by: which way is better, what difference matters, in which words."""

from __future__ import annotations

import math
from dataclasses import dataclass

from workbench.domain.comparisons import COST, LATENCY, PASS_RATE, SCORE

FINE_POINTS = 0.04
"""An interval narrower than this is told in tenths of points."""


@dataclass(frozen=True, slots=True)
class Unit:
    """`margin` is the smallest difference that matters, as a share of the baseline's mean where
    `relative`."""

    better: str
    """As in: v8 … than v7 on 9 of 60 cases."""
    worse: str
    alike: str
    margin: float
    relative: bool = False
    less_is_better: bool = False

    @property
    def worse_alone(self) -> str:
        """The word without its verb."""
        return self.worse.partition(" ")[2]

    @property
    def better_alone(self) -> str:
        return self.better.partition(" ")[2]


QUALITY = Unit("is better", "is worse", "do equally well", 0.02)
UNITS = {
    PASS_RATE: QUALITY,
    SCORE: QUALITY,
    COST: Unit("costs less", "costs more", "cost the same", 0.05, True, True),
    LATENCY: Unit("is faster", "is slower", "are equally fast", 0.05, True, True),
}


def unit_of(what: str) -> Unit:
    """Named metrics are scores."""
    return UNITS.get(what, QUALITY)


def figures(what: str, values: tuple[float, ...], width: float) -> list[str]:
    """Values of one kind, all with the digits that an interval of this width gives a meaning."""
    if what == PASS_RATE:
        digits = 1 if width < FINE_POINTS else 0
        return [_written(value * 100, digits) for value in values]
    width = width or max(map(abs, values)) / 10
    digits = min(10, max(2, -math.floor(math.log10(width / 2)))) if width else 2
    return [_written(value, digits) for value in values]


def _written(value: float, digits: int) -> str:
    """Nothing has no sign."""
    text = f"{value:,.{digits}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text
