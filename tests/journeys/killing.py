"""A typist in a process of its own: what it said it did, and the end that is made of it."""

from __future__ import annotations

import itertools
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

import psutil

from tests.journeys.typist import characters
from tests.journeys.window import PATIENCE

ROOT = Path(__file__).parents[2]


@dataclass
class Said:
    """`typed` holds when each character was typed, `ended` outcome and text of each run."""

    typed: list[float] = field(default_factory=list)
    engines: list[int] = field(default_factory=list)
    streamed: dict[str, int] = field(default_factory=dict)
    ended: dict[str, tuple[str, str]] = field(default_factory=dict)

    def take(self, line: str) -> None:
        word, *rest = line.split(" ", 2)
        if word == "typed":
            self.typed.append(float(rest[1]))
        elif word == "engine":
            self.engines.append(int(rest[0]))
        elif word == "text":
            self.streamed[rest[0]] = int(rest[1])
        elif word == "ended":
            outcome, text = json.loads(rest[1])
            self.ended[rest[0]] = (outcome, text)

    @property
    def text(self) -> str:
        following = characters()
        return "".join(next(following) for _ in self.typed)

    def typed_before(self, moment: float) -> int:
        return sum(at <= moment for at in self.typed)

    def slowness(self, pace: float, since: float) -> float:
        """How long the window was kept from running at most since then, beyond its pace."""
        times = [at for at in self.typed if at >= since]
        waits = [after - before for before, after in itertools.pairwise(times)]
        return max(0.0, max(waits, default=0.0) - pace)


class TypistProcess:
    def __init__(self, workspace: Path, *models: str) -> None:
        self.said = Said()
        self.killed_at = 0.0
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.typist", str(workspace), *models],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._errors: list[str] = []
        self._threads = [
            threading.Thread(target=self._read, daemon=True),
            threading.Thread(target=self._read_errors, daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def listen(self, until: Callable[[Said], object]) -> Said:
        deadline = monotonic() + PATIENCE
        while not until(self.said):
            line = self._lines.get(timeout=max(0.1, deadline - monotonic()))
            assert line, "".join(self._errors)
            self.said.take(line)
        return self.said

    def kill(self) -> list[psutil.Process]:
        """With SIGKILL; the processes it had started."""
        started = psutil.Process(self.process.pid).children(recursive=True)
        self.killed_at = monotonic()
        self.process.kill()
        self._hear_the_rest()
        return started

    def close(self) -> list[psutil.Process]:
        """As a person does; the processes it had started."""
        started = psutil.Process(self.process.pid).children(recursive=True)
        self.process.stdin.close()
        self._hear_the_rest()
        assert self.process.returncode == 0, "".join(self._errors)
        return started

    def end(self) -> None:
        """However the test went."""
        if self.process.poll() is None:
            self.process.kill()
            self._hear_the_rest()

    def _hear_the_rest(self) -> None:
        self.process.wait(PATIENCE)
        for thread in self._threads:
            thread.join(PATIENCE)
        while line := self._lines.get(timeout=PATIENCE):
            if line.endswith("\n"):
                self.said.take(line)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def _read_errors(self) -> None:
        self._errors.extend(self.process.stderr)
