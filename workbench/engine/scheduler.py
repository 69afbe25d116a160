"""Many runs at once: who is under way, who waits, who is stopped."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager

from workbench.domain.run_events import RunEvent
from workbench.domain.runs import Outcome, Run, RunJob
from workbench.domain.settings import Settings
from workbench.engine.batching import Emit, EventBatcher
from workbench.engine.execution import Execution, Surroundings
from workbench.engine.known import Known
from workbench.engine.lanes import Lanes
from workbench.engine.parts import EngineParts
from workbench.engine.recording import Recorder
from workbench.engine.refusals import Refusals
from workbench.engine.together import Together
from workbench.engine.widths import Widths

LOG = logging.getLogger(__name__)
PREPARED_AT_ONCE = 32
"""Runs of evaluations whose templates are filled in at the same time."""


class Scheduler:
    """Lives in one event loop. One run failing leaves the others alone."""

    def __init__(self, parts: EngineParts) -> None:
        self._parts, self._settings = parts, parts.settings
        self._widths = Widths(parts.settings, parts.local_servers)
        self._lanes = Lanes(self._widths.of, parts.clock, parts.sleep)
        self._recorder = Recorder(parts.runs, parts.clock)
        self._known, self._refusals = Known(parts), Refusals()
        self._around = Surroundings(
            parts,
            self._lanes,
            self._recorder,
            self._known,
            self._refusals,
            asyncio.Semaphore(PREPARED_AT_ONCE),
            Together(),
            lambda: self._settings,
            self._warmed_up,
        )
        self._warming_up: asyncio.Future[None] | None = None
        self._executions: dict[str, Execution] = {}
        self._tasks: dict[str, asyncio.Task[Run]] = {}

    @property
    def active(self) -> frozenset[str]:
        """Ids of the runs that have not ended."""
        return frozenset(self._tasks)

    @property
    def settings(self) -> Settings:
        """Those in force."""
        return self._settings

    def configure(self, settings: Settings) -> None:
        """From the next run on."""
        self._settings = settings
        self._widths.configure(settings)
        self._known.forget_models()
        self._lanes.limits_changed()

    def ask_width(self, who: str, width: int | None) -> None:
        """Run so many at once for each provider while `who` works; None: no longer."""
        self._widths.ask(who, width)
        self._lanes.limits_changed()

    def forgive(self, evaluation: str) -> None:
        """Ask models anew that refused so much of an evaluation that the rest was not sent."""
        self._refusals.forgive(evaluation)

    def width(self, provider: str) -> int:
        """Runs of a provider that are under way at once, at most."""
        return self._widths.of(provider)

    def turn(self, model: str) -> AbstractAsyncContextManager[None]:
        """For what is asked of a model beside the runs: it counts among those of its provider."""
        return self._lanes.turn(model)

    def reason(self, provider: str) -> str:
        """Why the runs of a provider go slowly, in words; empty where they do not."""
        return self._lanes.reason(provider)

    def start(
        self, jobs: Iterable[RunJob], announce: Callable[[RunEvent], None]
    ) -> list[asyncio.Task[Run]]:
        """Begin the jobs that are not under way yet. Call it inside the loop."""
        return [self._begin(job, announce) for job in jobs if job.run_id not in self._tasks]

    def stop(self, run_ids: Iterable[str], outcome: Outcome = Outcome.CANCELLED) -> None:
        for run_id in tuple(run_ids):
            if execution := self._executions.get(run_id):
                execution.stop(outcome)

    async def execute(self, jobs: Sequence[RunJob], emit: Emit) -> list[Run]:
        """Run the jobs side by side, telling `emit` batches of events; the runs, in order.

        Cancelling stops the runs, waits until what had arrived is recorded, and raises.
        """
        batcher = EventBatcher(emit, asyncio.get_running_loop().call_later)
        tasks = self.start(jobs, batcher.add)
        try:
            return list(await asyncio.gather(*(asyncio.shield(task) for task in tasks)))
        except asyncio.CancelledError:
            self.stop(job.run_id for job in jobs)
            await asyncio.gather(*tasks)
            raise
        finally:
            batcher.flush()

    async def shut_down(self, patience: float) -> None:
        """Record what is under way as interrupted, waiting for it no longer than `patience`."""
        self.stop(self.active, Outcome.INTERRUPTED)
        if tasks := tuple(self._tasks.values()):
            await asyncio.wait(tasks, timeout=patience)
        self._recorder.close()
        await self._parts.hang_up()

    async def _warmed_up(self) -> None:
        """Before the first run is sent: to load a library is not the model's time."""
        if self._warming_up is None:
            self._warming_up = asyncio.ensure_future(asyncio.to_thread(self._warm_up))
        await asyncio.shield(self._warming_up)

    def _warm_up(self) -> None:
        try:
            self._parts.warm_up()
        except Exception as error:  # The run will say it, in its own words
            LOG.warning("Loading ahead failed: %s", type(error).__name__)

    def _begin(self, job: RunJob, announce: Callable[[RunEvent], None]) -> asyncio.Task[Run]:
        execution = Execution(job, self._around, announce)
        task = asyncio.create_task(execution.conduct(), name=f"run {job.run_id}")
        self._executions[job.run_id], self._tasks[job.run_id] = execution, task
        task.add_done_callback(lambda _task: self._forget(job.run_id))
        return task

    def _forget(self, run_id: str) -> None:
        del self._executions[run_id], self._tasks[run_id]
