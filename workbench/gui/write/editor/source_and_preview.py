"""The messages and their preview: side by side, one below the other, or one in its place."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from workbench.gui.kit.theme import Theme

WIDE, TALL = 170, 110
"""From this width, in units of the grid, both stand side by side; from this height, above."""


class Arrangement(StrEnum):
    SOURCE = "source"
    BESIDE = "beside"
    BELOW = "below"
    INSTEAD = "instead"


class SourceAndPreview(QSplitter):
    def __init__(
        self, source: QWidget, preview: QWidget, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("editor.source_and_preview")
        self._source, self._preview, self._unit = source, preview, theme.unit
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for part in (source, preview):
            self.addWidget(part)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self._wanted = self._together = False
        self.arrangement = Arrangement.SOURCE
        preview.hide()

    def arrange(self, *, preview: bool, together: bool) -> None:
        """`together`: both are seen, where there is room."""
        self._wanted, self._together = preview, together
        self._show(self._fitting())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wanted and self._together:
            self._show(self._fitting())

    def _fitting(self) -> Arrangement:
        if not self._wanted:
            return Arrangement.SOURCE
        if self._together and self.width() >= WIDE * self._unit:
            return Arrangement.BESIDE
        if self._together and self.height() >= TALL * self._unit:
            return Arrangement.BELOW
        return Arrangement.INSTEAD

    def _show(self, arrangement: Arrangement) -> None:
        if arrangement is self.arrangement:
            return
        self.arrangement = arrangement
        below = arrangement is Arrangement.BELOW
        self.setOrientation(Qt.Orientation.Vertical if below else Qt.Orientation.Horizontal)
        self._preview.setVisible(arrangement is not Arrangement.SOURCE)
        self._source.setVisible(arrangement is not Arrangement.INSTEAD)
        if arrangement in (Arrangement.BESIDE, Arrangement.BELOW):
            half = (self.height() if below else self.width()) // 2
            self.setSizes([half, half])
