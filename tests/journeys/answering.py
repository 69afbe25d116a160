"""Answers to dialogs that hold up whoever opened them, typed as soon as they have the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from tests.journeys.window import turn_until

LOOK_MS = 50
PATIENCE = 20.0
Step = tuple[type[QDialog], Callable[[], None]]


@contextmanager
def answers(*steps: Step) -> Iterator[None]:
    """What is done in dialogs of which kind, one after the other, until all is done.

    A button that is pressed by its letter acts a moment later.
    """
    waiting, deadline, problems = list(steps), monotonic() + PATIENCE, []
    timer = QTimer(interval=LOOK_MS)

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            if waiting and isinstance(dialog, waiting[0][0]) and dialog.isActiveWindow():
                waiting.pop(0)[1]()
            assert monotonic() < deadline, f"{dialog!r} was not answered"
        except Exception as error:
            problems.append(error)
            timer.stop()
            QApplication.activeModalWidget().reject()

    timer.timeout.connect(look)
    timer.start()
    try:
        yield
        turn_until(lambda: not waiting or problems)
    finally:
        timer.stop()
    for problem in problems:
        raise problem
