"""Fields without undo of their own: what is typed in them are steps of the whole list."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from workbench.gui.kit.exact_text import ExactTextEdit
from workbench.gui.kit.window_undo import REDO, UNDO, asks_for


def steps_in(event: QKeyEvent) -> int:
    """-1 where it means undo, 1 for redo."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return -1
    return 1 if event.matches(QKeySequence.StandardKey.Redo) else 0


class StepLine(QLineEdit):
    def event(self, event: QEvent) -> bool:
        if asks_for(event, UNDO, REDO):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if steps_in(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class StepLines(ExactTextEdit):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("frame", "field")

    def event(self, event: QEvent) -> bool:
        if asks_for(event, UNDO, REDO):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if steps_in(event):
            event.ignore()
        else:
            super().keyPressEvent(event)
