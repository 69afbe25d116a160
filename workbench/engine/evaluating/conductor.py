"""All evaluations of one engine: started, paused, stopped, each at most once at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence

from workbench.domain.checks import Check, Score
from workbench.domain.errors import InvalidInput, WorkbenchError, WorkspaceReadOnly
from workbench.domain.evaluations import (
    Evaluation,
    EvaluationEstimate,
    EvaluationEvent,
    EvaluationProgress,
    EvaluationState,
    EvaluationSummary,
    Rescored,
)
from workbench.engine.evaluating.agenda import Agenda, recorded_cells
from workbench.engine.evaluating.askers import askers_of
from workbench.engine.evaluating.course import Course, Judgement, Wanted
from workbench.engine.evaluating.estimating import Estimating
from workbench.engine.evaluating.grouping import GroupScoring
from workbench.engine.evaluating.rescoring import Question, Rescoring
from workbench.engine.evaluating.scoring import Checklist, Scoring
from workbench.engine.parts import EngineParts
from workbench.engine.scheduler import Scheduler

LOG = logging.getLogger(__name__)
ABANDONED = "The program that ran it ended. What had arrived is kept."
Tell = Callable[[list[EvaluationEvent]], None]


class Conductor:
    """Lives in the scheduler's event loop."""

    def __init__(self, parts: EngineParts, scheduler: Scheduler, tell: Tell) -> None:
        self._parts, self._scheduler, self._tell = parts, scheduler, tell
        self._askers = askers_of(parts, scheduler)
        self._scoring = Scoring(self._askers, parts.templates)
        self._groups = GroupScoring(self._askers.group)
        self._rescoring = Rescoring(parts, self._scoring, self._groups)
        self._estimating = Estimating(parts, lambda: scheduler.settings, scheduler.width)
        self._courses: dict[str, Course] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def welcome(self) -> None:
        """Say which evaluations a process that is gone has left: they are paused now."""
        if self._parts.read_only:
            return
        store = self._parts.evaluations
        try:
            if left := await asyncio.to_thread(store.pause_abandoned, ABANDONED):
                summaries = await asyncio.to_thread(store.summaries)
                self._tell([_standing(each) for each in summaries if each.evaluation.id in left])
        except WorkbenchError as error:
            LOG.warning("Evaluations that were left could not be paused: %s", error)

    def start(self, evaluation_id: str, *, retry: bool = False, only: Sequence[int] = ()) -> None:
        """Returns at once; what cannot be started is told, with the reason."""
        work = self.run(evaluation_id, retry=retry, only=only)
        task = asyncio.create_task(self._told(evaluation_id, work), name=f"start {evaluation_id}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def run(
        self, evaluation_id: str, *, retry: bool = False, only: Sequence[int] = ()
    ) -> Evaluation:
        """To its end, or until it is halted; as it is then. One that is under way goes on.

        Raises `NotFound`, `WorkspaceReadOnly`, and `InvalidInput` where another process runs it.
        """
        if self._parts.read_only:
            raise WorkspaceReadOnly("The workspace is open for reading only.")
        await self.welcome()
        store = self._parts.evaluations
        evaluation = await asyncio.to_thread(store.evaluation, evaluation_id)
        if evaluation_id in self._courses:
            return evaluation
        course = Course(
            self._parts,
            self._scheduler,
            Judgement(self._scoring, self._groups, self._estimating),
            evaluation,
            self._tell,
            Wanted(retry, tuple(only)),
        )
        self._courses[evaluation_id] = course
        self._scheduler.forgive(evaluation_id)
        self._rescoring.forget(evaluation_id)
        try:
            if await asyncio.to_thread(store.claim, evaluation_id) is None:
                raise InvalidInput(
                    "Another process is running this evaluation.",
                    hint="Pause it there, or wait until it is over.",
                )
            await course.conduct()
        finally:
            del self._courses[evaluation_id]
            self._rescoring.forget(evaluation_id)
        return course.evaluation

    def pause(self, evaluation_id: str) -> None:
        """One that does not run is left as it is."""
        if course := self._courses.get(evaluation_id):
            course.pause()

    def stop(self, evaluation_id: str) -> None:
        if course := self._courses.get(evaluation_id):
            course.stop()

    async def rescored(
        self, evaluation_id: str, checklist: Checklist, *, judge: bool = False
    ) -> AsyncGenerator[Rescored, None]:
        """Part after part, the last one with `complete`; nothing is recorded.

        Raises `NotFound`.
        """
        store = self._parts.evaluations
        evaluation = await asyncio.to_thread(store.evaluation, evaluation_id)
        keep = evaluation_id not in self._courses
        async for part in self._rescoring.rescored(Question(evaluation, checklist, judge, keep)):
            yield part

    async def estimate(self, evaluation_id: str) -> EvaluationEstimate:
        """Of what is left of it. Raises `NotFound`."""
        store = self._parts.evaluations
        evaluation = await asyncio.to_thread(store.evaluation, evaluation_id)
        frozen = await asyncio.to_thread(store.frozen_dataset, evaluation.dataset_digest)
        agenda = Agenda(evaluation, retry=False)
        async for cells in recorded_cells(store, evaluation_id):
            for cell in cells:
                agenda.recorded(cell)
        return await self._estimating.estimate(evaluation, evaluation.with_judges(frozen), agenda)

    async def tried(self, check: Check, run_id: str, *, judge: bool = False) -> Score:
        """Of one output on record. Raises `NotFound`."""
        return await self._rescoring.tried(check, run_id, judge=judge)

    def end(self) -> None:
        """Nothing is begun any more. To be called before the scheduler ends."""
        for course in self._courses.values():
            course.end()

    async def shut_down(self, patience: float) -> None:
        """Record how far each is, once the scheduler has ended what was under way."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        await self._askers.close()

    async def _told(self, evaluation_id: str, work: Awaitable[object]) -> None:
        try:
            await work
        except WorkbenchError as error:
            state = EvaluationState.PAUSED
            self._tell([EvaluationProgress(evaluation_id, state, 0, 0, reason=error.message)])


def _standing(summary: EvaluationSummary) -> EvaluationProgress:
    evaluation = summary.evaluation
    return EvaluationProgress(
        evaluation.id,
        evaluation.state,
        summary.done,
        evaluation.total,
        cost_usd=summary.cost_usd,
        reason=evaluation.pause_reason,
    )
