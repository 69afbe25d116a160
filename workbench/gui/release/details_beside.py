"""A table with details of its chosen row: beside it, or in its place where there is little room."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme


@dataclass(frozen=True, slots=True)
class Room:
    """Widths in units of the theme."""

    details: int
    least: int
    narrow: int
    """Below that width, details take the room of the table while they are looked at."""
    table: int = 3
    """How many times as wide as the details, to begin with."""


class DetailsBeside(QSplitter):
    """`area` is the part of the details that is scrolled and has the keyboard."""

    def __init__(
        self, table: QWidget, details: QWidget, area: QWidget, name: str, room: Room, theme: Theme
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        named(self, name)
        self._table, self._details, self._area = table, details, area
        self._room, self._theme = room, theme
        self._there = self._opened = False
        self.wanted = True
        """Details are to be seen beside the table."""
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        details.setMinimumWidth(room.least * theme.unit)
        for index, part in enumerate((table, details)):
            self.addWidget(part)
            self.setStretchFactor(index, 1 - index)
        wide = room.details * theme.unit
        self.setSizes([room.table * wide, wide])
        details.hide()

    def show_there(self, there: bool) -> None:
        """Whether a row is chosen that details can be of."""
        self._there = there
        self._give_room()

    def want(self, wanted: bool) -> None:
        self.wanted = wanted
        self._opened = wanted and self.narrow and self.isVisible()
        self._give_room()

    def open(self) -> None:
        """The keyboard goes there."""
        self.wanted = self._opened = True
        self._give_room()
        if self._details.isVisible():
            self._details.setFocus()

    def close_details(self) -> None:
        """The keyboard goes back; who was reading beside the table finds them there again."""
        self._opened = False
        if not self.narrow and not self._area.hasFocus():
            self.wanted = False
        self._give_room()
        self._table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    @property
    def narrow(self) -> bool:
        """There is room for one of the two only."""
        return self.width() < self._room.narrow * self._theme.unit

    def _give_room(self) -> None:
        narrow = self.narrow
        shown = self._there and (self._opened if narrow else self.wanted)
        self._details.setVisible(shown)
        self._table.setVisible(not (shown and narrow))
