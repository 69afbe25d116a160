"""Where the labels of points stand, so that none covers another one or a point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Box(NamedTuple):
    left: float
    top: float
    width: float
    height: float

    def covers(self, other: Box) -> float:
        """The area that both have in common."""
        width = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        height = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)


def label_places(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    area: tuple[float, float],
    gap: float,
) -> list[Box]:
    """In the order of the points, in pixels of `area`: at the side where least is covered."""
    around = [Box(x - gap, y - gap, 2 * gap, 2 * gap) for x, y in points]
    placed: list[Box] = []
    for number, ((x, y), size) in enumerate(zip(points, sizes, strict=True)):
        others = [*placed, *around[:number], *around[number + 1 :]]
        boxes = [_within(box, area) for box in _beside(x, y, size, gap)]
        placed.append(min(boxes, key=lambda box: _cost(box, others, around[number])))
    return placed


def _beside(x: float, y: float, size: tuple[float, float], gap: float) -> list[Box]:
    """Best first: right, left, then the corners; above and below, a whisker would cross it."""
    width, height = size
    right, left = x + gap, x - gap - width
    rows = (y - height / 2, y - gap - height, y + gap)
    return [Box(column, row, width, height) for row in rows for column in (right, left)]


def _within(box: Box, area: tuple[float, float]) -> Box:
    width, height = area
    left = min(max(box.left, 0.0), max(0.0, width - box.width))
    top = min(max(box.top, 0.0), max(0.0, height - box.height))
    return box._replace(left=left, top=top)


def _cost(box: Box, others: Sequence[Box], own: Box) -> float:
    return sum(box.covers(other) for other in others) + 2 * box.covers(own)
