"""A real engine process on real pipes, driven by the window's client."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from workbench.domain.run_events import RunEnded, RunEvent
from workbench.domain.runs import Run
from workbench.engine.client import EngineClient

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds a busy machine may take for anything."""


class EngineProcess:
    """The process and what it prints. One after the other serves one `Desk`."""

    def __init__(self, command: Sequence[str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
        )
        self.pieces: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._errors: list[bytes] = []
        self._threads = [
            threading.Thread(target=self._read, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def send(self, line: bytes) -> None:
        assert self.process.stdin
        # If it is dead, the reader notices
        with suppress(BrokenPipeError, ValueError):
            self.process.stdin.write(line)
            self.process.stdin.flush()

    def ended(self) -> str:
        """Wait for its end; what it wrote on standard error."""
        self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe
            with suppress(BrokenPipeError):
                pipe.close()
        return b"".join(self._errors).decode("utf-8", "replace")

    def _read(self) -> None:
        assert self.process.stdout
        while data := self.process.stdout.read1(65536):
            self.pieces.put(data)
        self.pieces.put(b"")

    def _read_errors(self) -> None:
        assert self.process.stderr
        while data := self.process.stderr.read1(65536):
            self._errors.append(data)


class Desk:
    """One window's client over a row of processes."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self.engine: EngineProcess | None = None
        self.events: list[RunEvent] = []
        self.readied = 0
        self.client = EngineClient(self._send, self.events.extend, self._on_ready)

    def open(self) -> EngineProcess:
        self.engine = EngineProcess(self._command)
        return self.engine

    def wait(self, until: Callable[[], object]) -> bool:
        """Listen until something is so; False if the process ended before."""
        assert self.engine
        while not until():
            data = self.engine.pieces.get(timeout=PATIENCE)
            if not data:
                self.client.lost()
                return False
            self.client.received(data)
        return True

    def ready(self) -> EngineProcess:
        engine = self.open()
        count = self.readied
        assert self.wait(lambda: self.readied > count), engine.ended()
        return engine

    def kill(self) -> None:
        """With SIGKILL, in the middle of whatever it does."""
        assert self.engine
        self.engine.process.kill()
        self.engine.ended()
        self.wait(lambda: False)

    def close(self) -> str:
        """Let it end by itself; what it wrote on standard error."""
        assert self.engine
        self.client.shut_down()
        self.wait(lambda: False)
        return self.engine.ended()

    def ends(self) -> dict[str, Run]:
        return {event.run.id: event.run for event in self.events if isinstance(event, RunEnded)}

    def _send(self, line: bytes) -> None:
        assert self.engine
        self.engine.send(line)

    def _on_ready(self) -> None:
        self.readied += 1
