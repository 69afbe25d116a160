"""Undo that a field leaves to the window, whose steps are those of the draft."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

UNDO, REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


def asks_for(event: QEvent, *keys: QKeySequence.StandardKey) -> bool:
    """A field is asked whether these keys are for it, before the window's commands get them."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return any(event.matches(key) for key in keys)


class PlainLineEdit(QLineEdit):
    """Without steps of its own: what is typed in it is a part of the draft."""

    def event(self, event: QEvent) -> bool:
        if asks_for(event, UNDO, REDO):
            event.ignore()
            return False
        return super().event(event)


class LentLineEdit(QLineEdit):
    """Its own steps while there are some, then the window's: its value is no part of the draft."""

    def event(self, event: QEvent) -> bool:
        undo = asks_for(event, UNDO) and not self.isUndoAvailable()
        if undo or (asks_for(event, REDO) and not self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)
