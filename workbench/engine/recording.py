"""Runs on their way to the workspace: in order, in one thread, at a bounded cost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from workbench.domain.runs import Run
from workbench.services.ports import RunStore

LOG = logging.getLogger(__name__)
INTERVAL = 0.5
"""Seconds between two recordings of a text that is still arriving, at least."""
BYTES_PER_SECOND = 128 * 1024
"""What one run may write again and again; a long text is recorded less often."""
RUNS_PER_SECOND = 32


class Recorder:
    """What is recorded later is written later: a run's end is never overtaken by its middle."""

    def __init__(self, runs: RunStore, clock: Callable[[], float]) -> None:
        self._runs, self._clock = runs, clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="recording")
        self.progressing = 0
        """Runs that are being streamed now: they share the disk."""

    async def record(self, run: Run) -> None:
        """Recorded when this returns. Raises what the store raises."""
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, self._runs.record, run)

    def progress(self) -> Progress:
        return Progress(self, self._clock)

    def record_in_passing(self, run: Run) -> asyncio.Future[None]:
        loop = asyncio.get_running_loop()
        return loop.run_in_executor(self._thread, self._record_quietly, run)

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _record_quietly(self, run: Run) -> None:
        try:
            self._runs.record(run)
        except Exception as error:  # The end of the run is recorded too, and tells it if it fails
            LOG.warning("Run %s: its text so far was not recorded: %s", run.id, error)


class Progress:
    """When the text so far of one run is worth recording again."""

    def __init__(self, recorder: Recorder, clock: Callable[[], float]) -> None:
        self._recorder, self._clock = recorder, clock
        self._next: float | None = None
        self._under_way: asyncio.Future[None] | None = None

    def due(self) -> bool:
        if self._next is None:
            self._next = self._clock() + INTERVAL
        if self._clock() < self._next:
            return False
        return self._under_way is None or self._under_way.done()

    def record(self, run: Run, size: int) -> None:
        """Starts recording and returns; nothing waits for it."""
        share = self._recorder.progressing / RUNS_PER_SECOND
        self._next = self._clock() + max(INTERVAL, share, size / BYTES_PER_SECOND)
        self._under_way = self._recorder.record_in_passing(run)
