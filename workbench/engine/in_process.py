"""The engine without a process of its own: what the command line runs jobs on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from workbench.domain.checks import CellScore
from workbench.domain.estimates import Estimate
from workbench.domain.evaluations import Evaluation, EvaluationEstimate
from workbench.domain.models import Model
from workbench.domain.runs import Outcome, RunJob
from workbench.engine.batching import Emit
from workbench.engine.evaluating.conductor import Conductor, Tell
from workbench.engine.evaluating.scoring import Checklist
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
        self._told: Tell = lambda events: None
        self._conductor = Conductor(parts, self._scheduler, lambda events: self._told(events))

    async def execute(self, jobs: Sequence[RunJob], emit: Emit) -> None:
        """Every job to its end. Cancelling keeps and records what has arrived, then raises."""
        await self._scheduler.execute(jobs, emit)

    async def models(self) -> list[Model]:
        return await self._questions.models(self._settings)

    async def known(self, names: Sequence[str]) -> list[Model]:
        return await self._questions.known(names)

    async def estimate(self, jobs: Sequence[RunJob]) -> Estimate:
        return await self._questions.estimate(jobs)

    async def evaluate(
        self, evaluation_id: str, tell: Tell, *, retry: bool = False, at_once: int | None = None
    ) -> Evaluation:
        """Start or resume it, and wait until it is over or halted; as it is then.

        `at_once`: how many runs of each provider, where that is more than the settings say.
        Raises `NotFound`, `InvalidInput` where another process runs it, `WorkspaceReadOnly`.
        """
        self._told = tell
        self._scheduler.ask_width(evaluation_id, at_once)
        try:
            return await self._conductor.run(evaluation_id, retry=retry)
        finally:
            self._scheduler.ask_width(evaluation_id, None)

    def pause(self, evaluation_id: str) -> None:
        """What is being answered is finished; nothing more is begun."""
        self._conductor.pause(evaluation_id)

    def interrupt(self) -> None:
        """What is being answered ends as interrupted, and evaluations pause."""
        self._conductor.end()
        self._scheduler.stop(self._scheduler.active, Outcome.INTERRUPTED)

    async def estimate_evaluation(self, evaluation_id: str) -> EvaluationEstimate:
        """Of what is left of it. Raises `NotFound`."""
        return await self._conductor.estimate(evaluation_id)

    async def rescore(
        self, evaluation_id: str, checklist: Checklist, *, judge: bool = False
    ) -> list[tuple[int, CellScore]]:
        """Of all outputs on record, by the numbers of their cells. Raises `NotFound`."""
        found: dict[int, CellScore] = {}
        async for part in self._conductor.rescored(evaluation_id, checklist, judge=judge):
            found.update(part.scores)
        return sorted(found.items())

    async def close(self) -> None:
        self._conductor.end()
        await self._scheduler.shut_down(PATIENCE)
        await self._conductor.shut_down(PATIENCE)
        await self._templates.close()


@asynccontextmanager
async def in_process(parts: EngineParts) -> AsyncIterator[InProcessEngine]:
    engine = InProcessEngine(parts)
    try:
        yield engine
    finally:
        await engine.close()
        parts.close()
