"""The dialogs of the frame: shortcuts, About, and what to say after a crash.

Each is imported when it is wanted, so that the first paint need not wait for it.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from workbench.gui.shell.main_window import MainWindow


class Dialogs(QObject):
    def __init__(self, window: MainWindow, workspace: Path, logs: Path) -> None:
        super().__init__(window)
        self._window, self._workspace, self._logs = window, workspace, logs
        self._crash: QDialog | None = None
        window.actions_.on("help.shortcuts", self._show_shortcuts)
        window.actions_.on("help.about", self._show_about)

    def show_crash(self, report: str, path: Path | None) -> None:
        """One at a time: a mistake that happens at every keystroke is shown once."""
        from workbench.gui.shell.crash_dialog import CrashDialog

        if self._crash is None:
            self._crash = CrashDialog(report, path, self._window.theme, self._window)
            self._crash.finished.connect(self._forget_crash)
            self._crash.open()

    def _forget_crash(self) -> None:
        self._crash = None

    def _show_shortcuts(self) -> None:
        from workbench.gui.shell.help_dialogs import ShortcutsDialog

        ShortcutsDialog(self._window.actions_, self._window.theme, self._window).open()

    def _show_about(self) -> None:
        from workbench.gui.shell.help_dialogs import AboutDialog

        AboutDialog(str(self._workspace), self._logs, self._window.theme, self._window).open()
