"""The whole window as a person meets it, and what can be read off it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from tests.journeys.keyboard import press, write
from workbench.gui.kit.engine import EngineState
from workbench.gui.shell.application import Frame
from workbench.gui.write.board.cell import Cell
from workbench.gui.write.board.wording import STATES, translate
from workbench.gui.write.page import WritePlace
from workbench.services.opened import Services

LOOK_MS = 20
PATIENCE = 60.0
"""Seconds that a busy machine may take for anything."""
ROWS_TOLD, COLUMNS_TOLD = 3, 60
Kind = TypeVar("Kind", bound=QWidget)


class OpenWindow:
    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.window = frame.window
        self.crashes: list[str] = []
        frame.crash_hook.crashed.connect(lambda report, _path: self.crashes.append(report))

    wait = staticmethod(lambda condition: turn_until(condition))

    @property
    def services(self) -> Services:
        """To look at what is on disk; nothing is done through them."""
        return self._opened.services

    @property
    def write(self) -> WritePlace:
        return self._opened.places.write

    @property
    def engine(self) -> Any:
        return self._opened.engine

    @property
    def _opened(self) -> Any:
        assert self.frame.assembly.opened is not None, "no workspace is open"
        return self.frame.assembly.opened

    def settle(self, *, for_reading: bool = False) -> OpenWindow:
        """Until the workspace, a prompt, its analysis, the engine and its models are there."""
        self.wait(lambda: self.frame.assembly.opened is not None)
        self.wait(lambda: self.engine.state is EngineState.READY)
        self.wait(lambda: self.path and self.cards and QApplication.focusWidget() is not None)
        self.wait(lambda: self.write.models.rows.models)
        self.wait(lambda: for_reading or self.reason("run.start") == "")
        return self

    def turn_to(self) -> None:
        """As the system does when the person goes from one window to another."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    @property
    def path(self) -> str:
        """Of the open prompt."""
        opened = self.write.session.open
        return opened.prompt.path if opened else ""

    @property
    def prompt_id(self) -> str:
        opened = self.write.session.open
        assert opened is not None, "no prompt is open"
        return opened.prompt.id

    @property
    def cards(self) -> list[Any]:
        return list(self.write.editor.cards.cards)

    @property
    def cells(self) -> list[Cell]:
        return list(self.write.board.grid.widgets)

    def cell(self, model: str) -> Cell:
        [found] = [cell for cell in self.cells if cell.job.model == model]
        return found

    def all_shown(self) -> bool:
        """Every run is over, and its cell says so."""
        return bool(self.cells) and all(
            cell.outcome.over and cell.header.state.text() == translate(STATES[cell.outcome].word)
            for cell in self.cells
        )

    def reason(self, command_id: str) -> str:
        """Why a command cannot run now; empty if it can."""
        return self.window.actions_.reason(command_id)

    def find(self, kind: type[Kind], name: str) -> Kind:
        found = self.window.findChild(kind, name)
        assert found is not None, f"there is no {name}"
        return found

    def command(self, words: str) -> None:
        """By the command palette."""
        press("Ctrl+Shift+P")
        self.wait(lambda: focused_name() == "palette.query")
        write(words)
        press("Return")

    def dialog(self, name: str) -> QWidget:
        """The dialog of that name, once it has the keyboard."""

        def here() -> bool:
            dialog = QApplication.activeModalWidget()
            return dialog is not None and dialog.objectName() == name and dialog.isActiveWindow()

        self.wait(here)
        return QApplication.activeModalWidget()

    def dialog_gone(self) -> None:
        self.wait(lambda: QApplication.activeModalWidget() is None and self.window.isActiveWindow())


class KeyboardGiver(QTimer):
    """What a system does and a screen that is not there does not: when a window closes, the
    keyboard goes to the one that was below it."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(interval=LOOK_MS)
        self._application = application
        self.timeout.connect(self._look)
        self.start()

    def _look(self) -> None:
        if self._application.focusWindow() is None:
            shown = [w for w in self._application.topLevelWidgets() if w.isVisible()]
            if below := self._application.activeModalWidget() or next(iter(shown), None):
                below.activateWindow()


def turn_until(condition: Callable[[], Any]) -> None:
    """Turns the event loop until it is so, as the application does."""
    deadline, loop, looking = monotonic() + PATIENCE, QEventLoop(), QTimer(interval=LOOK_MS)
    looking.timeout.connect(loop.quit)
    looking.start()
    while not condition():
        assert monotonic() < deadline, f"it did not come about in {PATIENCE:g} s; {situation()}"
        loop.exec()
    looking.stop()


def situation() -> str:
    """What a person would look at who wonders why nothing happens."""
    windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    shown = ", ".join(_called(each) for each in windows)
    lists = [
        f"{_called(each)} {rows}"
        for window in windows
        for each in window.findChildren(QAbstractItemView)
        if each.isVisible() and (rows := _first_rows(each))
    ]
    return (
        f"the keyboard is in {_called(QApplication.focusWidget())} "
        f"of {_called(QGuiApplication.focusWindow())}, "
        f"active is {_called(QApplication.activeWindow())}; shown: {shown}; {'; '.join(lists)}"
    )


def _first_rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    rows = range(min(model.rowCount(), ROWS_TOLD)) if model else ()
    return [str(model.index(row, 0).data())[:COLUMNS_TOLD] for row in rows]


def _called(thing: QObject | None) -> str:
    return f"{type(thing).__name__} {thing.objectName()}".strip() if thing else "nothing"


def focused_name() -> str:
    widget = QApplication.focusWidget()
    return widget.objectName() if widget else ""
