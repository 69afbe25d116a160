"""Type of a size of its own, which follows the size of all text while somebody reads."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workbench.gui.kit.theme import Theme


class Lettering(QObject):
    """`size` is a share of the size of all text."""

    def __init__(
        self, widget: QWidget, theme: Theme, size: float = 1.0, *, bold: bool = False
    ) -> None:
        super().__init__(widget)
        self._widget, self._theme = widget, theme
        self._size, self._bold = size, bold
        theme.theme_changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._widget.setFont(self._theme.font(self._size, bold=self._bold))
