"""The engine without a process of its own: what the command line runs jobs on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from workbench.domain.estimates import Estimate
from workbench.domain.models import Model
from workbench.domain.runs import RunJob
from workbench.engine.batching import Emit
from workbench.engine.parts import EngineParts
from workbench.engine.questions import Questions
from workbench.engine.scheduler import Scheduler

PATIENCE = 5.0
"""Seconds for what is under way to be recorded, should the work be left early."""


class InProcessEngine:
    """Runs of other processes are left alone: only the engine process looks after those."""

    def __init__(self, parts: EngineParts) -> None:
        self._settings, self._templates = parts.settings, parts.templates
        self._scheduler, self._questions = Scheduler(parts), Questions(parts)

    async def execute(self, jobs: Sequence[RunJob], emit: Emit) -> None:
        """Every job to its end. Cancelling keeps and records what has arrived, then raises."""
        await self._scheduler.execute(jobs, emit)

    async def models(self) -> list[Model]:
        return await self._questions.models(self._settings)

    async def known(self, names: Sequence[str]) -> list[Model]:
        return await self._questions.known(names)

    async def estimate(self, jobs: Sequence[RunJob]) -> Estimate:
        return await self._questions.estimate(jobs)

    async def close(self) -> None:
        await self._scheduler.shut_down(PATIENCE)
        await self._templates.close()


@asynccontextmanager
async def in_process(parts: EngineParts) -> AsyncIterator[InProcessEngine]:
    engine = InProcessEngine(parts)
    try:
        yield engine
    finally:
        await engine.close()
        parts.close()
