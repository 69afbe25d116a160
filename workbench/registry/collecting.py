"""Much is read at once and nothing of it is in circles: looking for those would take a while."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_LOCK = Lock()
_paused = 0
_was_enabled = False


@contextmanager
def uncollected() -> Iterator[None]:
    """Python looks for no circles meanwhile, in any thread; afterwards it does as it did before."""
    global _paused, _was_enabled
    with _LOCK:
        if not _paused:
            _was_enabled = gc.isenabled()
            gc.disable()
        _paused += 1
    try:
        yield
    finally:
        with _LOCK:
            _paused -= 1
            if not _paused and _was_enabled:
                gc.enable()
