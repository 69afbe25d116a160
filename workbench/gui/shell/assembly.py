"""Puts the product into the frame, after its first paint.

The workspace is opened in the background, where the slow imports happen too; what these name of Qt
is there before. Then the places are built over the services. What cannot be opened is told in the
window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.qt_names import make_names, used
from workbench.gui.shell.opening import Opening
from workbench.gui.shell.opening_problem import OpeningProblem
from workbench.gui.shell.opening_wait import OpeningWait
from workbench.gui.shell.parts import Parts

if TYPE_CHECKING:
    from workbench.gui.kit.background import Background
    from workbench.gui.shell.open_workspace import OpenWorkspace
    from workbench.services.opened import Services

KINDS = "Workspaces (*.db *.workbench *.sqlite);;All files (*)"


class Assembly(QObject):
    assembled = Signal()
    """The workspace is open and its places can be used."""
    failed = Signal(object)
    """`WorkbenchError`: it could not be opened, and the window says so."""
    leaving = Signal()
    """Everything is on disk, and the window is about to close."""
    left = Signal()
    """The window is closed, and nothing runs any more."""

    def __init__(self, parts: Parts, opening: Opening) -> None:
        super().__init__(parts.window)
        self._parts, self._window, self._background = parts, parts.window, parts.background
        self.opening = opening
        self.opened: OpenWorkspace | None = None
        self._card: QWidget | None = None
        """What stands in place of the places: that it takes a while, or a problem."""
        self._closing = self._left = False
        parts.background.failed.connect(parts.ask.show_error)
        self._window.painted.connect(self._start_soon)
        self._window.close_requested.connect(self.close)
        self._window.actions_.on("workspace.open", self.open_another)
        self._window.actions_.on("app.quit", self.close)

    @property
    def background(self) -> Background:
        """Where the places have their work done."""
        return self._background

    def open(self) -> None:
        """Open the workspace of `opening`, in the background."""
        opening = self.opening
        if not opening.read_only:
            look = partial(opening.needs_update, opening.workspace)
            self._background.run(self, look, self._say_if_it_takes_long)
        self._background.run(self, _work(self.opening), self._plug_in, self._show_problem)

    def open_another(self) -> None:
        """In this window if it has none, else in a window of its own."""
        title, start = self.tr("Open workspace"), self.opening.workspace.parent
        path = self._parts.ask.open_file(title, start, KINDS)
        if path is None:
            return
        if self.opened is None:
            self._open_here(replace(self.opening, workspace=path, read_only=False))
        else:
            program, *arguments = self.opening.window_command(path)
            QProcess.startDetached(program, arguments)

    def close(self) -> None:
        """Everything typed to the disk, the engine ended, the workspace given back.

        Asks only if what was typed cannot be saved.
        """
        if self.opened is None:
            self._leave()
        elif not self._closing:
            self._closing = True
            self.opened.flush(self._leave_if_kept)

    def _leave_if_kept(self) -> None:
        if self.opened is None or self.opened.may_close():
            self._leave()
        self._closing = False

    def _leave(self) -> None:
        if self._left:
            return
        self._left = True
        self.leaving.emit()
        self._window.hide()
        if self.opened is not None:
            self.opened.close()
            services = self.opened.services
            self._background.close_asides()
            self._background.run(self, lambda: self.opening.close(services))
        self._background.close()
        self._window.leave()
        self.left.emit()

    def _start_soon(self) -> None:
        QTimer.singleShot(0, self, lambda: make_names(used(), self, self.open))

    def _plug_in(self, services: Services) -> None:
        from workbench.gui.shell.open_workspace import OpenWorkspace

        self._forget_card()
        self.opened = OpenWorkspace(self._parts, self.opening, services, self)
        self.opened.show()
        self.assembled.emit()

    def _say_if_it_takes_long(self, needs_update: bool) -> None:
        if needs_update:
            self._show_card(OpeningWait(self.opening.workspace, self._window.theme))

    def _show_problem(self, error: WorkbenchError) -> None:
        problem = OpeningProblem(error, self._window.theme, read_only=self.opening.read_only)
        problem.again_requested.connect(self.open)
        problem.other_requested.connect(self.open_another)
        problem.read_only_requested.connect(
            lambda: self._open_here(replace(self.opening, read_only=True))
        )
        problem.writing_requested.connect(
            lambda: self._open_here(replace(self.opening, read_only=False))
        )
        self._show_card(problem)
        self.failed.emit(error)

    def _show_card(self, card: QWidget) -> None:
        self._forget_card()
        self._card = card
        self._window.stack.addWidget(card)
        self._window.stack.setCurrentWidget(card)

    def _open_here(self, opening: Opening) -> None:
        self.opening = opening
        self.open()

    def _forget_card(self) -> None:
        if self._card is not None:
            self._window.stack.removeWidget(self._card)
            self._card.deleteLater()
            self._card = None


def _work(opening: Opening) -> Callable[[], Services]:
    def work() -> Services:
        services = opening.open(opening.workspace, read_only=opening.read_only)
        # Imported here, so that the window stays awake while they load
        import workbench.gui.shell.open_workspace  # noqa: F401

        return services

    return work
