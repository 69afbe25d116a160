"""One line on standard error that says how far a fetch, push or clone is."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from workbench.cli.output import printable
from workbench.domain.syncing import SyncPhase, SyncProgress, SyncWork

WORDS = {
    SyncPhase.CONNECTING: "Asking the remote",
    SyncPhase.COUNTING: "Counting",
    SyncPhase.COMPRESSING: "Packing",
    SyncPhase.RECEIVING: "Receiving",
    SyncPhase.RESOLVING: "Unpacking",
    SyncPhase.WRITING: "Sending",
    SyncPhase.CHECKING: "Checking",
    SyncPhase.FILES: "Putting files in place",
}


@contextmanager
def told_work() -> Iterator[SyncWork]:
    """Written over on a terminal; a line for each step in a log. Ctrl+C ends it cleanly."""
    line = _Line()
    work = SyncWork(line.tell)

    def stop(_number: int, _frame: FrameType | None) -> None:
        work.cancel()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield work
    finally:
        signal.signal(signal.SIGINT, before)
        line.end()


class _Line:
    def __init__(self) -> None:
        self._over = sys.stderr.isatty()
        self._phase: SyncPhase | None = None
        self._width = 0

    def tell(self, progress: SyncProgress) -> None:
        if self._over:
            words = printable(_words(progress))
            sys.stderr.write("\r" + words.ljust(self._width))
            self._width = len(words)
        elif progress.phase is not self._phase:
            sys.stderr.write(f"{WORDS[progress.phase]}\n")
        self._phase = progress.phase
        sys.stderr.flush()

    def end(self) -> None:
        if self._over and self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()


def _words(progress: SyncProgress) -> str:
    percent = "" if progress.percent is None else f"{progress.percent} %"
    return " ".join(part for part in (WORDS[progress.phase], percent, progress.rate) if part)
