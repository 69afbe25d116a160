"""The geometry of the board: which places are in sight, and where each stands. Pure arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from workbench.gui.write.board.arrangement import Place


@dataclass(frozen=True, slots=True)
class Geometry:
    """All columns have one width and all rows one height, so nothing has to be laid out."""

    rows: int = 0
    columns: int = 0
    width: int = 1
    height: int = 1
    gap: int = 0

    @property
    def size(self) -> QSize:
        """Of the whole board, with a gap around it."""
        across = self.columns * (self.width + self.gap) + self.gap
        down = self.rows * (self.height + self.gap) + self.gap
        return QSize(across, down)

    def area(self, place: Place) -> QRect:
        row, column = place
        left = self.gap + column * (self.width + self.gap)
        top = self.gap + row * (self.height + self.gap)
        return QRect(left, top, self.width, self.height)

    def in_sight(self, window: QRect) -> list[Place]:
        """Places of which something is within the window, row by row."""
        if not self.rows or not self.columns:
            return []
        step_down, step_across = self.height + self.gap, self.width + self.gap
        first_row = max(0, (window.top() - self.gap) // step_down)
        last_row = min(self.rows - 1, (window.bottom() - self.gap) // step_down)
        first_column = max(0, (window.left() - self.gap) // step_across)
        last_column = min(self.columns - 1, (window.right() - self.gap) // step_across)
        return [
            (row, column)
            for row in range(first_row, last_row + 1)
            for column in range(first_column, last_column + 1)
        ]


def fitted(rows: int, columns: int, room: QSize, gap: int, narrowest: int, lowest: int) -> Geometry:
    """As large as there is room for, but readable."""
    width = (room.width() - gap * (columns + 1)) // max(1, columns)
    height = (room.height() - gap * (rows + 1)) // max(1, rows)
    return Geometry(rows, columns, max(narrowest, width), max(lowest, height), gap)
