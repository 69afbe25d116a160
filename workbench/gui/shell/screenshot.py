"""A picture of the window once everything in it has settled."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtWidgets import QApplication

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.engine import EngineState
from workbench.gui.shell.assembly import Assembly
from workbench.gui.shell.main_window import MainWindow
from workbench.gui.shell.pages import PAGES

SIZE = (1280, 800)
LOOK_MS, SETTLE_MS, LONGEST_MS = 50, 500, 30_000
FAILED = 3


class Screenshot(QObject):
    def __init__(self, window: MainWindow, assembly: Assembly, file: Path, page: str) -> None:
        super().__init__(window)
        self._window, self._assembly = window, assembly
        self._file, self._page = file, page
        self._status, self._asked = FAILED, False
        self._waited = QElapsedTimer()
        self._look = QTimer(self)
        self._look.timeout.connect(self._on_look)
        assembly.assembled.connect(self._show_page)
        assembly.failed.connect(self._give_up)
        window.resize(*SIZE)

    def take(self) -> int:
        """Runs the event loop until the picture is written. 0 if it was."""
        self._waited.start()
        QApplication.exec()
        return self._status

    def fail(self) -> None:
        """Something unexpected happened: no picture, and no dialog to wait for."""
        self._status = FAILED
        self._look.stop()
        QTimer.singleShot(0, self, lambda: QApplication.exit(FAILED))

    def _show_page(self) -> None:
        self._look.start(LOOK_MS)

    def _on_look(self) -> None:
        opened = self._assembly.opened
        state = opened.engine.state if opened else EngineState.STARTING
        if state is EngineState.READY and opened and not self._asked:
            # What the panels asked before is answered before this
            self._asked = True
            opened.engine.models(self._on_answer, self._on_answer)
        elif state is EngineState.STOPPED or self._waited.elapsed() > LONGEST_MS:
            self._on_answer(None)

    def _on_answer(self, _answer: object) -> None:
        if self._look.isActive():
            self._look.stop()
            QTimer.singleShot(SETTLE_MS, self, self._turn_to_page)

    def _turn_to_page(self) -> None:
        if self._page:
            self._window.actions_.run(PAGES[self._page])
        QTimer.singleShot(SETTLE_MS, self, self._draw_when_idle)

    def _draw_when_idle(self) -> None:
        """What is read for the page may take longer than it takes to build."""
        if self._assembly.background.idle or self._waited.elapsed() > LONGEST_MS:
            QTimer.singleShot(SETTLE_MS, self, self._draw)
        else:
            QTimer.singleShot(LOOK_MS, self, self._draw_when_idle)

    def _draw(self) -> None:
        shown = QApplication.activeModalWidget() or self._window
        picture = self._window.grab()
        if shown is not self._window:
            picture = shown.grab()
        if picture.save(str(self._file)):
            self._status = 0
        else:
            print(f"The picture cannot be written to {self._file}.", file=sys.stderr)
        if shown is not self._window:
            shown.close()
        self._window.close()

    def _give_up(self, error: WorkbenchError) -> None:
        print(f"{error.told}\n{error.hint}".rstrip(), file=sys.stderr)
        self._window.close()
