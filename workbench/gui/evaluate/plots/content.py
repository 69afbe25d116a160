"""What a chart shows, without a toolkit: axes, marks, lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

TOKENS = ("accent", "syntax_number", "syntax_filter", "role_system", "passed", "removed")
"""Colours of columns and models, one after the other; a shape goes with each."""
SHAPES = ("o", "s", "t1", "d", "p", "star")
FAR = 20.0
"""Values that are so many times apart are shown on a scale of powers."""
MOST_TICKS = 6
ROOM = 0.08
"""Of the reach of the values, left free beyond them."""


@dataclass(frozen=True, slots=True)
class Axis:
    title: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    powers: bool = False
    """Places are logarithms to the base of ten."""

    def place(self, value: float) -> float:
        return math.log10(max(value, 1e-12)) if self.powers else value


@dataclass(frozen=True, slots=True)
class Mark:
    """A point. Its place is on the axes, as `Axis.place` gives it."""

    x: float
    y: float
    words: str
    """All its figures."""
    token: str = "accent"
    shape: str = "o"
    filled: bool = True
    low: float | None = None
    high: float | None = None
    """Ends of its whisker."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    points: tuple[tuple[float, float], ...]
    token: str = "muted"
    dashed: bool = False
    steps: bool = False
    """It stays at a height until the next point."""
    label: str = ""
    """Its name at its end."""


@dataclass(frozen=True, slots=True)
class Content:
    x: Axis
    y: Axis
    marks: tuple[Mark, ...] = ()
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """The same as a table: a row for each mark, in their order."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Either a content, or why there is none."""

    content: Content | None
    numbers: Numbers = Numbers((), ())
    missing: str = ""
    note: str = ""
    """What must be known to read it."""


def token_of(number: int) -> str:
    return TOKENS[number % len(TOKENS)]


def shape_of(number: int) -> str:
    return SHAPES[number % len(SHAPES)]


def axis_of(
    title: str, values: Sequence[float], words: Callable[[float], str], *, from_zero: bool = False
) -> Axis:
    """That holds all values, with round ticks; of powers where they are far apart."""
    low, high = min(values), max(values)
    if low > 0 and high / low >= FAR:
        return _of_powers(title, low, high, words)
    if from_zero:
        low = min(low, 0.0)
    reach = (high - low) or abs(high) or 1.0
    bottom = low if from_zero and low == 0 else low - ROOM * reach
    top = high + ROOM * reach
    # There is room beside a point at 0, and nothing there that could be read
    read = [tick for tick in round_ticks(bottom, top) if tick >= 0 or low < 0]
    return Axis(title, bottom, top, tuple((tick, words(tick)) for tick in read))


def share_axis(title: str, values: Sequence[float], words: Callable[[float], str]) -> Axis:
    """From 0 to 1, or of the upper part where nothing is below it."""
    low = min(values, default=0.0)
    bottom = 0.0 if low < 0.5 else math.floor((low - 0.05) * 10) / 10
    bottom = max(0.0, min(bottom, 0.8))
    ticks = tuple((tick, words(tick)) for tick in round_ticks(bottom, 1.0))
    return Axis(title, bottom - 0.03 * (1 - bottom), 1 + 0.04 * (1 - bottom), ticks)


def round_ticks(low: float, high: float) -> list[float]:
    """At most `MOST_TICKS` round numbers from `low` to `high`."""
    reach = high - low
    if reach <= 0 or not math.isfinite(reach):
        return [low]
    rough = reach / MOST_TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in (1, 2, 2.5, 5, 10) if power * each >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [round(number * step, 12) for number in range(first, last + 1)]


def _of_powers(title: str, low: float, high: float, words: Callable[[float], str]) -> Axis:
    bottom, top = math.log10(low), math.log10(high)
    reach = top - bottom
    places = [
        (math.log10(factor) + power, factor * 10.0**power)
        for power in range(math.floor(bottom) - 1, math.ceil(top) + 1)
        for factor in ((1, 3) if reach < 3 else (1,))
    ]
    bottom, top = bottom - ROOM * reach, top + ROOM * reach
    ticks = tuple((place, words(value)) for place, value in places if bottom <= place <= top)
    return Axis(title, bottom, top, ticks, powers=True)
