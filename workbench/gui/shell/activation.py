"""Gives the keyboard to the window when it is shown, to a dialog when it opens, and back.

A window manager does so; where there is none, as on a bare X server, nobody else would.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

SHOWN = (QEvent.Type.Show, QEvent.Type.WindowUnblocked)


class Activation(QObject):
    """A dialog blocks the windows below it: that is how any dialog is noticed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowBlocked or event.type() in SHOWN:
            QTimer.singleShot(0, self, self._activate)
        return False

    def _activate(self) -> None:
        """The dialog on top, or the window if there is none."""
        top = QApplication.activeModalWidget()
        if top is not None:
            top.installEventFilter(self)
        window = top or self.parent()
        if isinstance(window, QWidget) and window.isVisible() and not window.isActiveWindow():
            window.activateWindow()
