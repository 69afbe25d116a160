"""Much is read at once and nothing of it is in circles: looking for those would take a while."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_LOCK = Lock()
_paused = 0
_thresholds = gc.get_threshold()


@contextmanager
def uncollected() -> Iterator[None]:
    """Nobody looks for circles meanwhile, in any thread: neither Python nor a window that does so
    itself (a threshold of 0 says that). Afterwards it is as it was before."""
    global _paused, _thresholds
    with _LOCK:
        if not _paused:
            _thresholds = gc.get_threshold()
            gc.set_threshold(0)
        _paused += 1
    try:
        yield
    finally:
        with _LOCK:
            _paused -= 1
            if not _paused:
                gc.set_threshold(*_thresholds)
