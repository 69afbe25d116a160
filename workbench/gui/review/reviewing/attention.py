"""Signs of life in the window: keys, the mouse, the wheel, a finger."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

ALIVE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)


class Attention(QObject):
    """Sees what the system sends to the window, before any widget takes it."""

    def __init__(self, touched: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._touched = touched
        self._window: QObject | None = None

    def watch(self, page: QWidget) -> None:
        """The window that the page is in now."""
        window = page.window().windowHandle()
        if window is not self._window:
            self.stop()
            self._window = window
            if window is not None:
                window.installEventFilter(self)

    def stop(self) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in ALIVE:
            self._touched()
        return False
