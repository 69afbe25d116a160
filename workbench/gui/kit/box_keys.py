"""Keys that open a list stay with the list: `Alt+Up` and `Alt+Down` are shortcuts elsewhere."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

OPENING = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class BoxKeys(QObject):
    """Holds for every drop-down list of the application that gets the keyboard."""

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            pressed = cast("QKeyEvent", event)
            alone = pressed.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if pressed.key() in OPENING and alone == Qt.KeyboardModifier.AltModifier:
                event.accept()
                return True
        return False

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QComboBox):
            old.removeEventFilter(self)
        if isinstance(new, QComboBox):
            new.installEventFilter(self)
