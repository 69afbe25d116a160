"""A choice among others in a page that scrolls: the wheel moves the page, never the choice."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class ChoiceBox(QComboBox):
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
