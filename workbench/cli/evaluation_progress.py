"""One line on standard error that says how far an evaluation is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from types import TracebackType
from typing import TextIO

from workbench.cli.output import printable
from workbench.domain.amounts import money, time_left
from workbench.domain.evaluations import EvaluationEvent, EvaluationProgress

SELDOM = 10.0
"""Seconds between two lines where they cannot be written over."""


class ProgressLine:
    """On a terminal it is written over; in a log it is a line now and then."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._over = stream, stream.isatty()
        self._said: float | None = None
        self._width = 0
        self._last: EvaluationProgress | None = None

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._last is not None:
            self._write(progress_words(self._last))
        if self._over and self._width:
            self._stream.write("\n")
        self._stream.flush()

    def told(self, events: Sequence[EvaluationEvent]) -> None:
        for event in events:
            if isinstance(event, EvaluationProgress):
                self._last = event
                if self._over or self._said is None or time.monotonic() - self._said > SELDOM:
                    self._write(progress_words(event))

    def say(self, text: str) -> None:
        """A line of its own."""
        if self._over and self._width:
            self._stream.write("\n")
            self._width = 0
        self._stream.write(printable(text) + "\n")
        self._stream.flush()

    def _write(self, text: str) -> None:
        line = printable(text)
        self._said = time.monotonic()
        if self._over:
            self._stream.write("\r" + line.ljust(self._width))
            self._width = len(line)
        else:
            self._stream.write(line + "\n")
        self._stream.flush()


def progress_words(progress: EvaluationProgress) -> str:
    counts = [f"{progress.done} of {progress.total} cells"]
    if progress.failed:
        counts.append(f"{progress.failed} without an answer")
    if progress.cached:
        counts.append(f"{progress.cached} cached")
    words = [", ".join(counts)]
    if progress.cells_per_second:
        words.append(f"{progress.cells_per_second:.1f}/s")
    words.append(money(progress.cost_usd))
    if progress.seconds_left is not None:
        words.append(f"{time_left(progress.seconds_left)} left")
    if progress.reason:
        words.append(progress.reason)
    return " · ".join(words)
