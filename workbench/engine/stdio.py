"""Standard input and output as the engine's two pipes, on every system.

Threads read and write them, because not every system's event loop can wait for a pipe. The
descriptors are moved away first: whatever a library prints goes to standard error, and no
child process inherits the pipes.
"""

from __future__ import annotations

import asyncio
import os
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass

PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Pipes:
    """File descriptors that belong to the protocol alone."""

    incoming: int
    outgoing: int


def claim_stdio() -> Pipes:
    """Call it before anything else can print."""
    sys.stdout.flush()
    pipes = Pipes(os.dup(0), os.dup(1))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (pipes.incoming, pipes.outgoing):
            msvcrt.setmode(descriptor, os.O_BINARY)
    return pipes


def read_in_thread(
    descriptor: int,
    received: Callable[[bytes], None],
    closed: Callable[[], None],
    closed_here: Callable[[], None],
) -> None:
    """Pass on what arrives, in the running loop; `closed_here` is called in the thread."""
    loop = asyncio.get_running_loop()

    def read() -> None:
        while data := _read(descriptor):
            loop.call_soon_threadsafe(received, data)
        closed_here()
        loop.call_soon_threadsafe(closed)

    threading.Thread(target=read, name="requests", daemon=True).start()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, PIECE)
    except OSError:
        return b""


class Writer:
    """Writes in a thread, in order; `send` never waits. A closed pipe is told once."""

    def __init__(self, descriptor: int, broken: Callable[[], None]) -> None:
        self._descriptor, self._broken = descriptor, broken
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write_all, name="answers", daemon=True)
        self._thread.start()

    def send(self, line: bytes) -> None:
        self._lines.put(line)

    def finish(self, patience: float) -> None:
        """Write what is left, waiting no longer than `patience`."""
        self._lines.put(None)
        self._thread.join(patience)

    def _write_all(self) -> None:
        try:
            while (line := self._lines.get()) is not None:
                left = memoryview(line)
                while left:
                    left = left[os.write(self._descriptor, left[:PIECE]) :]
        except OSError:
            self._broken()
