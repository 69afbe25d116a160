"""What only holds on to itself is collected on the UI thread alone.

Python looks for such circles in whichever thread happens to pass a threshold, and what it finds
dies there. A widget or a timer that dies in another thread than its own can crash the process, or
stop it for ever.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer

SOON_MS = 25
OLDEST = 2
GROWN = 1.25
"""The oldest are looked through again once there are so many times more of them than were left by
the last time, so that the work grows with what is there and not with its square (as Python does
by itself: https://devguide.python.org/internals/garbage-collector/)."""


class Collector(QObject):
    """From now on only this collects, and only once started: each time the window is about to
    wait for its next event, if as much was made as Python would look through. While `busy`, or
    where there was something, it does not let the window wait for long: what is made by then is
    looked through in one go."""

    def __init__(self, parent: QObject, busy: Callable[[], bool] = lambda: False) -> None:
        super().__init__(parent)
        gc.disable()
        self._rounds, self._busy = Rounds(), busy
        self._again = QTimer(self, singleShot=True, interval=SOON_MS)

    def start(self) -> None:
        """What is there now stays and is not looked through. Needs the application."""
        gc.freeze()
        QAbstractEventDispatcher.instance().aboutToBlock.connect(self._collect)

    def _collect(self) -> None:
        if (self._rounds.collect() or self._busy()) and not self._again.isActive():
            self._again.start()


class Rounds:
    """When which generation's turn is, by Python's own thresholds."""

    def __init__(self) -> None:
        self._left = 0

    def collect(self) -> bool:
        """In this thread, what is due; if anything was."""
        generation = self.due()
        if generation is None:
            return False
        gc.collect(generation)
        if generation == OLDEST:
            self._left = len(gc.get_objects(OLDEST))
        return True

    def due(self) -> int | None:
        """The oldest generation whose turn it is; nothing's while the first threshold is 0."""
        counts, limits = gc.get_count(), gc.get_threshold()
        over = [count > limit for count, limit in zip(counts, limits, strict=True)]
        if not (limits[0] and over[0]):
            return None
        if not over[1]:
            return 0
        return OLDEST if over[OLDEST] and self._many_more() else 1

    def _many_more(self) -> bool:
        return len(gc.get_objects(OLDEST)) > self._left * GROWN
