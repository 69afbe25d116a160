"""A process with the real window, at which somebody types and runs models for ever.

    python -m tests.journeys.typist WORKSPACE [MODEL…]

Says on standard output what it does as it is done: `typed COUNT TIME`, `engine PID`,
`text RUN COUNT`, `ended RUN OUTCOME TEXT`. With models it runs the draft again whenever
nothing is running. Closes the window when standard input ends.
"""

from __future__ import annotations

import json
import sys
import threading
from itertools import count
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from tests.journeys.keyboard import press, write
from workbench.desktop import open_window
from workbench.domain.run_events import RunEnded, TextArrived
from workbench.gui.kit.engine import EngineState
from workbench.gui.shell.assembly import Assembly
from workbench.gui.shell.main_window import MainWindow

PROMPT = "meetings/summary"
LOOK_MS, BETWEEN_KEYS_MS = 10, 30


def characters():
    """` 0 1 2 3…`, so that what is missing can be seen."""
    for number in count():
        yield from f" {number}"


def say(*words: object) -> None:
    print(*words, flush=True)


class Typist(QObject):
    input_ended = Signal()

    def __init__(self, models: tuple[str, ...]) -> None:
        super().__init__()
        self._models, self._characters, self._count = models, characters(), 0
        self._lengths: dict[str, int] = {}
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._looking.start()
        self._typing = QTimer(self, interval=BETWEEN_KEYS_MS)
        self._typing.timeout.connect(self._type)
        self.input_ended.connect(self._close)
        threading.Thread(target=self._listen, daemon=True).start()

    def _look(self) -> None:
        """Wait for the window, then for its editor."""
        windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
        assembly = windows[0].findChild(Assembly) if windows else None
        if not assembly or not assembly.opened:
            return
        self._window, self._opened = windows[0], assembly.opened
        session = self._opened.places.write.session
        if not session.open or not self._opened.places.write.editor.cards.cards:
            return
        if session.open.prompt.path != PROMPT:
            press("Ctrl+Alt+1")
            write(PROMPT)
            press("Return", "Escape")
            return
        self._looking.stop()
        self._begin()

    def _begin(self) -> None:
        engine = self._opened.engine
        engine.run_events.connect(self._on_events)
        engine.state_changed.connect(self._on_engine)
        self._on_engine(engine.state)
        press("Ctrl+Alt+2", "Ctrl+End")
        self._typing.start()

    def _type(self) -> None:
        write(next(self._characters))
        self._count += 1
        say("typed", self._count, monotonic())
        actions = self._window.actions_
        if self._models and not actions.context.running and not actions.reason("run.start"):
            self._opened.places.write.models.rows.tick(self._models)
            press("Ctrl+Return")

    def _on_engine(self, state: EngineState) -> None:
        if state is EngineState.READY:
            say("engine", self._opened.engine.process_id)

    def _on_events(self, events: list) -> None:
        for event in events:
            if isinstance(event, TextArrived):
                length = self._lengths.get(event.run_id, 0) + len(event.text)
                self._lengths[event.run_id] = length
                say("text", event.run_id, length)
            elif isinstance(event, RunEnded):
                run = event.run
                say("ended", run.id, json.dumps([run.outcome, run.text]))

    def _close(self) -> None:
        self._typing.stop()
        self._window.close()

    def _listen(self) -> None:
        sys.stdin.read()
        self.input_ended.emit()


def main(workspace: str, *models: str) -> int:
    application = QApplication(sys.argv[:1])
    typist = Typist(models)
    typist.setParent(application)
    return open_window(Path(workspace), theme="light")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
