"""Keys that do not answer: on, back, undo, comment, skip."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence


class Wish(StrEnum):
    NEXT = "next"
    BACK = "back"
    FORWARD = "forward"
    UNDO = "undo"
    SKIP = "skip"
    COMMENT = "comment"
    UNANSWERED = "unanswered"
    FULL_SCREEN = "full screen"
    WINDOW = "window"
    """Leave the full screen."""
    KEYS = "keys"
    """See which keys there are."""
    LEAVE = "leave"


PLAIN = {
    Qt.Key.Key_Return: Wish.NEXT,
    Qt.Key.Key_Enter: Wish.NEXT,
    Qt.Key.Key_Backspace: Wish.BACK,
    Qt.Key.Key_Escape: Wish.WINDOW,
    Qt.Key.Key_C: Wish.COMMENT,
    Qt.Key.Key_S: Wish.SKIP,
    Qt.Key.Key_U: Wish.UNDO,
}
SHIFT = {Qt.Key.Key_Return: Wish.BACK, Qt.Key.Key_Enter: Wish.BACK}
ALT = {Qt.Key.Key_Left: Wish.BACK, Qt.Key.Key_Right: Wish.FORWARD}


def wish_of(event: QKeyEvent) -> Wish | None:
    key = Qt.Key(event.key())
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.matches(QKeySequence.StandardKey.Undo):
        return Wish.UNDO
    if held == Qt.KeyboardModifier.AltModifier:
        return ALT.get(key)
    if held == Qt.KeyboardModifier.ControlModifier:
        return Wish.NEXT if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) else None
    if held == Qt.KeyboardModifier.ShiftModifier and key in SHIFT:
        return SHIFT[key]
    if event.text() == "?":
        return Wish.KEYS
    return None if held else PLAIN.get(key)


def is_ours(event: QEvent) -> bool:
    """Before the window's commands get them: these keys mean something else elsewhere."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return bool(event.modifiers()) and wish_of(event) is not None


class PassOn(QObject):
    """For widgets that scroll: they take arrow keys with Alt for their own, and do nothing."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in ALT or wish_of(event) is None:
            return False
        event.ignore()
        return True
