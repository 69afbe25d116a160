"""A word outside the window, where the desktop has a place for it: never more than short words."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

SETTLING_MS = 300
"""Until the icon has its place in the tray: a message that comes before points to nowhere."""


class Desktop(Protocol):
    def in_background(self, window: QWidget) -> bool:
        """The person looks at something else."""
        ...

    def tell(self, window: QWidget, title: str, words: str) -> None: ...


class SystemDesktop(QObject):
    """The window asks for attention; a message stands in the tray where there is one."""

    def __init__(self, icon: QIcon, parent: QObject) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tray: QSystemTrayIcon | None = None
        self._window: QWidget | None = None
        self._words = ("", "")
        self._settled = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self._settled.timeout.connect(self._show)
        QApplication.instance().applicationStateChanged.connect(self._on_state)  # type: ignore[union-attr]

    def in_background(self, window: QWidget) -> bool:
        return not window.window().isActiveWindow()

    def tell(self, window: QWidget, title: str, words: str) -> None:
        self._window = window.window()
        QApplication.alert(self._window)
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._icon, self)
            self._tray.messageClicked.connect(self._come_back)
            self._tray.activated.connect(lambda _reason: self._come_back())
        self._words = (title, words)
        self._tray.show()
        self._settled.start()

    def _show(self) -> None:
        if self._tray is not None:
            self._tray.showMessage(*self._words, self._icon)

    def _come_back(self) -> None:
        if self._window is not None:
            self._window.raise_()
            self._window.activateWindow()

    def _on_state(self, state: Qt.ApplicationState) -> None:
        """Somebody is here again: the icon in the tray has said what it had to say."""
        if self._tray is not None and state == Qt.ApplicationState.ApplicationActive:
            self._settled.stop()
            self._tray.hide()
