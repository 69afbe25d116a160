"""Changes of the library: in the background, with progress for many, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from workbench.domain.errors import WorkbenchError
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.write.library.job_strip import JobStrip
from workbench.services.library import AT_ONCE, Progress

MOST_STEPS = 50

Undo = Callable[[], object]
Done = tuple[str, Undo | None]
"""What was done, in words, and what takes it back; None where nothing changed."""


class Changes(QObject):
    said = Signal(str)
    _progressed = Signal(int, int)

    def __init__(
        self, strip: JobStrip, background: Background, actions: Actions, ask: Ask, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._strip, self._background = strip, background
        self._actions, self._ask = actions, ask
        self._steps: list[tuple[str, Undo]] = []
        self._stopped = Event()
        self._progressed.connect(self._show_progress, Qt.ConnectionType.QueuedConnection)
        strip.stop_requested.connect(self._stopped.set)
        actions.on("library.undo", self.undo)

    def run(
        self,
        work: Callable[[Progress], Any],
        done: Callable[[Any], Done],
        then: Callable[[Any], None] | None = None,
    ) -> None:
        """`work` reports how far it is; `done` says what its result means."""
        self._stopped.clear()

        def finish(result: Any) -> None:
            self._strip.hide()
            words, undo = done(result)
            if undo:
                self._steps = [*self._steps[1 - MOST_STEPS :], (words, undo)]
                self._actions.report(library_undo=True)
                keys = self._actions["library.undo"].shortcut().toString()
                words = self.tr("{0} {1} takes it back.").format(words, keys)
            self.said.emit(words)
            if then:
                then(result)

        self._background.run(self, lambda: work(self._progress), finish, self._fail)

    def undo(self) -> None:
        if not self._steps:
            return
        words, undo = self._steps.pop()
        self._actions.report(library_undo=bool(self._steps))
        taken_back = self.tr("Taken back: {0}").format(words)
        self._background.run(self, undo, lambda _r: self.said.emit(taken_back), self._fail)

    def _progress(self, done: int, whole: int) -> bool:
        if whole > AT_ONCE:
            self._progressed.emit(done, whole)
        return not self._stopped.is_set()

    def _show_progress(self, done: int, whole: int) -> None:
        self._strip.show_progress(done, whole)
        if done >= whole:
            self._strip.hide()

    def _fail(self, error: WorkbenchError) -> None:
        self._strip.hide()
        self._ask.show_error(error)
