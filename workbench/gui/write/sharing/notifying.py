"""Says that a long job ended: in the status line, or on the desktop while the window is away.

What is told is how many runs ended and of which prompt, never a word of prompts or answers.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.amounts import seconds
from workbench.domain.run_events import RunEnded, RunEvent, RunStarted
from workbench.domain.runs import Outcome, Run
from workbench.domain.settings import Settings
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.desktop_notice import Desktop
from workbench.gui.kit.engine import Engine
from workbench.gui.write.session import WriteSession

LONG = 10.0
"""Seconds from which on a job is worth a word."""


class Notifying(QObject):
    said = Signal(str)

    def __init__(
        self,
        place: QWidget,
        session: WriteSession,
        engine: Engine,
        actions: Actions,
        settings: Callable[[], Settings],
        desktop: Desktop,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(place)
        self._place, self._session, self._actions = place, session, actions
        self._settings, self._desktop, self._clock = settings, desktop, clock
        self._started: dict[str, float] = {}
        self._first: float | None = None
        self._ended: list[Run] = []
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._settle)
        engine.run_events.connect(self._on_events)

    def _on_events(self, events: list[RunEvent]) -> None:
        for event in events:
            if isinstance(event, RunStarted):
                self._started.setdefault(event.run_id, self._clock())
            elif isinstance(event, RunEnded):
                self._note(event.run)

    def _note(self, run: Run) -> None:
        began = self._started.pop(run.id, None)
        if run.job.live or began is None:
            return
        self._first = began if self._first is None else min(began, self._first)
        self._ended.append(run)
        self._soon.start()

    def _settle(self) -> None:
        """Once the board has been told too: is anything of the job still under way?"""
        if self._actions.context.running or self._first is None:
            return
        took, ended = self._clock() - self._first, self._ended
        self._first, self._ended = None, []
        if took < LONG or all(run.outcome is Outcome.CANCELLED for run in ended):
            return
        words = self._words(ended, took)
        self.said.emit(words)
        if self._settings().notify and self._desktop.in_background(self._place):
            self._desktop.tell(self._place, self.tr("Prompt Workbench"), words)

    def _words(self, ended: list[Run], took: float) -> str:
        opened = self._session.open
        known = opened and opened.prompt.id == ended[-1].job.prompt_id
        name = opened.prompt.path if opened and known else self.tr("Another prompt")
        failed = sum(run.outcome is not Outcome.FINISHED for run in ended)
        count = self.tr("1 run") if len(ended) == 1 else self.tr("{0} runs").format(len(ended))
        words = self.tr("{0}: {1} ended after {2}").format(name, count, seconds(took))
        return words + (self.tr(", {0} without an answer").format(failed) if failed else "")
