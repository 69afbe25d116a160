"""A part made of several, in one of which the keyboard begins."""

from __future__ import annotations

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget


class Entered(QWidget):
    """Hands on the keyboard when it is given to it. As a focus proxy it would be handed on by Tab,
    too, each time it comes round to the whole: what stands before that one was never reached."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first: QWidget | None = None

    def begin_at(self, first: QWidget) -> None:
        self._first = first

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._first is not None:
            self._first.setFocus(event.reason())
