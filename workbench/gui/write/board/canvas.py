"""What the cells of a board stand on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from workbench.gui.kit.theme import Theme


class Canvas(QWidget):
    """What the cells stand on. Opaque, so that scrolling moves what is drawn."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            # The style sheet has just taken it away
            self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._theme["panel"])
