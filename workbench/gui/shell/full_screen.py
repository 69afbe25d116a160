"""One place on the whole screen: menus, places and status line are put away, and come back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from workbench.gui.shell.main_window import MainWindow

FULL = Qt.WindowState.WindowFullScreen


class FullScreen(QObject):
    left = Signal()
    """By the system's own means: whoever asked for it has to know."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._put_away: list[QWidget] = []
        self._on = False
        window.installEventFilter(self)

    def show(self, full: bool) -> None:
        if full == self._on:
            return
        self._on = full
        if full:
            frame = (self._window.menuBar(), self._window.activity_bar, self._window.status)
            self._put_away = [part for part in frame if not part.isHidden()]
        for part in self._put_away:
            part.setVisible(not full)
        state = self._window.windowState()
        self._window.setWindowState(state | FULL if full else state & ~FULL)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Asked by the window itself, `_on` says the same as the window: nothing is to be done."""
        changed = event.type() == QEvent.Type.WindowStateChange and watched is self._window
        if changed and self._on and not self._window.isFullScreen():
            self.show(False)
            self.left.emit()
        return False
