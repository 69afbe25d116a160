"""Puts the product into the frame, after its first paint.

The workspace is opened in the background, where the slow imports happen too; then the
places are built over the services. What cannot be opened is told in the window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.memory import Memory
from workbench.gui.shell.appearance import Appearance
from workbench.gui.shell.main_window import MainWindow
from workbench.gui.shell.opening import Opening
from workbench.gui.shell.opening_problem import OpeningProblem
from workbench.gui.shell.redaction import Redaction

if TYPE_CHECKING:
    from workbench.gui.shell.open_workspace import OpenWindow
    from workbench.services.opened import Services

KINDS = "Workspaces (*.db *.workbench *.sqlite);;All files (*)"


class Assembly(QObject):
    assembled = Signal()
    """The workspace is open and its places can be used."""
    failed = Signal(object)
    """`WorkbenchError`: it could not be opened, and the window says so."""
    left = Signal()
    """The window is closed, and nothing runs any more."""
    leaving = Signal()
    """Everything is on disk, and the window is about to close."""

    def __init__(
        self,
        window: MainWindow,
        opening: Opening,
        ask: Ask,
        memory: Memory,
        logs: Path,
        redaction: Redaction,
        appearance: Appearance | None = None,
    ) -> None:
        """`appearance` takes over what the settings say, unless it is left out."""
        super().__init__(window)
        self.window, self.opening, self.ask = window, opening, ask
        self.memory, self.logs, self.redaction = memory, logs, redaction
        self.appearance = appearance
        self.background = Background(self)
        self.background.failed.connect(ask.show_error)
        self.opened: OpenWindow | None = None
        self._problem: OpeningProblem | None = None
        window.painted.connect(self._start_soon)
        window.close_requested.connect(self.close)
        window.actions_.on("workspace.open", self.open_another)
        window.actions_.on("app.quit", self.close)

    def open(self) -> None:
        """Open the workspace of `opening`, in the background."""
        opening = self.opening
        work = _opening_of(opening)
        self.background.run(self, work, self._plug_in, self._show_problem)

    def open_another(self) -> None:
        """In this window if it has none, else in a window of its own."""
        title = self.tr("Open workspace")
        path = self.ask.open_file(title, self.opening.workspace.parent, KINDS)
        if path is None:
            return
        if self.opened is None:
            self._open_here(replace(self.opening, workspace=path, read_only=False))
        else:
            program, *arguments = self.opening.window_command(path)
            QProcess.startDetached(program, arguments)

    def close(self) -> None:
        """Everything typed to the disk, the engine ended, the workspace given back."""
        if self.opened is None:
            self._leave()
        else:
            self.opened.flush(self._leave)

    def _leave(self) -> None:
        self.leaving.emit()
        self.window.hide()
        if self.opened is not None:
            self.opened.close()
            services = self.opened.services
            self.background.run(self, lambda: self.opening.close(services))
        self.background.close()
        self.window.leave()
        self.left.emit()

    def _start_soon(self) -> None:
        QTimer.singleShot(0, self, self.open)

    def _plug_in(self, services: Services) -> None:
        from workbench.gui.shell.open_workspace import OpenWindow

        self._forget_problem()
        self.opened = OpenWindow(self, services)
        self.assembled.emit()

    def _show_problem(self, error: WorkbenchError) -> None:
        self._forget_problem()
        problem = self._problem = OpeningProblem(error, self.window.theme)
        problem.again_requested.connect(self.open)
        problem.other_requested.connect(self.open_another)
        problem.read_only_requested.connect(
            lambda: self._open_here(replace(self.opening, read_only=True))
        )
        self.window.stack.addWidget(problem)
        self.window.stack.setCurrentWidget(problem)
        self.failed.emit(error)

    def _open_here(self, opening: Opening) -> None:
        self.opening = opening
        self.open()

    def _forget_problem(self) -> None:
        if self._problem is not None:
            self.window.stack.removeWidget(self._problem)
            self._problem.deleteLater()
            self._problem = None


def _opening_of(opening: Opening) -> Callable[[], Services]:
    def work() -> Services:
        services = opening.open(opening.workspace, read_only=opening.read_only)
        # Imported here, so that the window stays awake while they load
        import workbench.gui.shell.open_workspace  # noqa: F401

        return services

    return work
