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
GATHERING = 0.01
"""Seconds in which the runs of evaluations, of which many end at a time, are gathered."""
MOST_TOGETHER = 200
"""Runs in one transaction."""


class Recorder:
    """What is recorded later is written later: a run's end is never overtaken by its middle.

    Runs that come while others are being written wait, and are written together.
    """

    def __init__(self, runs: RunStore, clock: Callable[[], float]) -> None:
        self._runs, self._clock = runs, clock
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="recording")
        self._waiting: list[tuple[Run, asyncio.Future[None]]] = []
        self._writing: asyncio.Task[None] | None = None
        self.progressing = 0
        """Runs that are being streamed now: they share the disk."""

    async def record(self, run: Run) -> None:
        """Recorded when this returns. Raises what the store raises."""
        await asyncio.shield(self._put(run))

    def progress(self) -> Progress:
        return Progress(self, self._clock)

    def record_in_passing(self, run: Run) -> asyncio.Future[None]:
        recorded = self._put(run)
        recorded.add_done_callback(lambda future: _told_quietly(run, future))
        return recorded

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _put(self, run: Run) -> asyncio.Future[None]:
        recorded = asyncio.get_running_loop().create_future()
        self._waiting.append((run, recorded))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write(), name="recording")
        return recorded

    async def _write(self) -> None:
        group: list[tuple[Run, asyncio.Future[None]]] = []
        try:
            while self._waiting:
                if all(run.job.evaluation for run, _ in self._waiting):
                    await asyncio.sleep(GATHERING)
                group, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                _settle(group, await self._written_in_thread([run for run, _ in group]))
        except asyncio.CancelledError:
            for _, recorded in (*group, *self._waiting):
                recorded.cancel()
            raise
        finally:
            self._writing = None

    async def _written_in_thread(self, runs: list[Run]) -> list[Exception | None]:
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._thread, self._written, runs)
        except RuntimeError as error:  # Closed: the engine ends
            return [error] * len(runs)

    def _written(self, runs: list[Run]) -> list[Exception | None]:
        """What went wrong with each. One that cannot be written keeps no other from it."""
        try:
            self._runs.record_all(runs)
        except Exception as error:
            if len(runs) == 1:
                return [error]
            return [failed for run in runs for failed in self._written([run])]
        return [None] * len(runs)


def _settle(group: list[tuple[Run, asyncio.Future[None]]], errors: list[Exception | None]) -> None:
    for (_, recorded), error in zip(group, errors, strict=True):
        if recorded.done():
            continue
        if error:
            recorded.set_exception(error)
        else:
            recorded.set_result(None)


def _told_quietly(run: Run, recorded: asyncio.Future[None]) -> None:
    """The end of the run is recorded too, and tells it if it fails."""
    if not recorded.cancelled() and (error := recorded.exception()):
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
