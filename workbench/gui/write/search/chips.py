"""The filters a search can have, each a chip that writes it into the field."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from workbench.domain.searches import FILTERS
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme


class FilterChips(QWidget):
    """As many in a row as have room; the others below."""

    chosen = Signal(str)
    """The name of a filter."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = theme.unit
        self.chips: list[QPushButton] = []
        for name, example in FILTERS.items():
            chip = named(QPushButton(f"{name}:", self), f"search.filter.{name}", example)
            chip.setProperty("kind", "chip")
            chip.setToolTip(example)
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chip.clicked.connect(partial(self.chosen.emit, name))
            self.chips.append(chip)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._places(width)[-1].bottom() + 1

    def sizeHint(self) -> QSize:
        return QSize(40 * self._gap, self.heightForWidth(max(self.width(), 40 * self._gap)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(max(1, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for chip, place in zip(self.chips, self._places(self.width()), strict=True):
            chip.setGeometry(place)
        self.updateGeometry()

    def _places(self, width: int) -> list[QRect]:
        places: list[QRect] = []
        x = y = 0
        for chip in self.chips:
            size = chip.sizeHint()
            if x and x + size.width() > width:
                x, y = 0, y + size.height() + self._gap
            places.append(QRect(x, y, size.width(), size.height()))
            x += size.width() + self._gap
        return places
