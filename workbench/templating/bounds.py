"""Bounds that a process puts on itself before it renders anything."""

from __future__ import annotations

import _thread
import faulthandler
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from workbench.templating.limits import OutOfTime

MEMORY = 512 * 1024 * 1024
"""Bytes of address space, what Python itself needs included."""
GRACE = 1.0
"""Seconds from the gentle end of a rendering to the hard one."""


def bound_memory() -> None:
    """Where the platform can; elsewhere the checks on sizes and time have to do."""
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            continue


class Deadline:
    """Ends what runs too long: by an exception first, and if that does not help, the process.

    The second works even inside one long operation that lets no other Python code run, and
    when nobody is left to kill the process from outside.
    """

    def __init__(self) -> None:
        self._over = self._running = False
        self._nowhere = open(os.devnull, "w")  # noqa: SIM115 - open as long as the process
        signal.signal(signal.SIGINT, self._interrupt)

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Raises `OutOfTime` into the block when `seconds` have passed."""
        timer = threading.Timer(seconds, self._end)
        timer.daemon = True
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=self._nowhere)
        _bound_cpu(seconds + 2 * GRACE)
        timer.start()
        try:
            self._running = True
            try:
                yield
            finally:
                self._running = False
        finally:
            timer.cancel()
            timer.join()
            faulthandler.cancel_dump_traceback_later()

    def _end(self) -> None:
        self._over = True
        _thread.interrupt_main()

    def _interrupt(self, _signal: int, _frame: Any) -> None:
        """Also what Ctrl+C in a terminal comes to, which is not meant for a worker."""
        over, self._over = self._over, False
        if over and self._running:
            raise OutOfTime


def _bound_cpu(seconds: float) -> None:
    """From now on, on top of what was used."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    limit = int(used.ru_utime + used.ru_stime + seconds) + 1
    if hard == resource.RLIM_INFINITY or limit <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))
