"""The part of an evaluation under way that goes through batch APIs: models, halts, words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from workbench.domain.datasets import Case
from workbench.domain.evaluations import Evaluation
from workbench.domain.runs import Run, RunJob
from workbench.domain.settings import Settings
from workbench.engine.evaluating.agenda import Agenda
from workbench.engine.evaluating.batches import Batched, batched_models
from workbench.engine.evaluating.budget import Budget
from workbench.engine.evaluating.cells import Work, job_of
from workbench.engine.lanes import provider_of
from workbench.engine.parts import EngineParts
from workbench.engine.scheduler import Scheduler


class SetAside(Protocol):
    async def __call__(
        self, number: int, *, wait: bool = ..., batched: bool = ...
    ) -> Decimal | None:
        """What was set aside for a cell; None where there is not so much."""
        ...


@dataclass(frozen=True, slots=True)
class Doing:
    """What the course of an evaluation does, whether its cells are batched or not."""

    case: Callable[[int], Case]
    set_aside: SetAside
    run: Callable[[int], Coroutine[Any, Any, None]]
    take: Callable[[int, Run], Coroutine[Any, Any, None]]
    written: Callable[[], Coroutine[Any, Any, None]]
    pause: Callable[[str], None]
    tell: Callable[[], None]


class Batching:
    """Implements `BatchedCells`."""

    def __init__(
        self,
        parts: EngineParts,
        scheduler: Scheduler,
        evaluation: Evaluation,
        agenda: Agenda,
        budget: Budget,
        doing: Doing,
        *,
        retrying: bool,
        whole: bool,
    ) -> None:
        self._parts, self._scheduler, self.evaluation = parts, scheduler, evaluation
        self._agenda, self._budget, self._doing = agenda, budget, doing
        self.retrying, self.whole = retrying, whole
        self.halted, self.stopped = asyncio.Event(), False
        self._batched: dict[str, Batched] = {}
        self.tell, self.written = doing.tell, doing.written

    async def prepare(self) -> None:
        """Find out which models are batched."""
        if self.evaluation.batch_api:
            for model in await batched_models(self._parts, self.evaluation):
                self._batched[model] = Batched(model, self, self._parts)

    @property
    def columns(self) -> frozenset[int]:
        """Those whose cells it runs."""
        columns = enumerate(self.evaluation.columns)
        return frozenset(index for index, column in columns if column.model in self._batched)

    def work(self) -> list[Coroutine[Any, Any, None]]:
        return [batched.conduct() for batched in self._batched.values()]

    def halt(self, *, stopped: bool = False) -> None:
        """Nothing more is sent, and what is with providers is left there, or cancelled."""
        self.stopped = self.stopped or stopped
        self.halted.set()

    @property
    def reasons(self) -> list[str]:
        """What is waited for, in words."""
        return [batched.reason for batched in self._batched.values()]

    @property
    def left_behind(self) -> list[str]:
        """What providers go on with though it is no longer waited for, in words."""
        return [batched.left_behind for batched in self._batched.values()]

    def settings(self) -> Settings:
        return self._scheduler.settings

    def width(self, model: str) -> int:
        return self._scheduler.width(provider_of(model))

    def cells_to_run(self, model: str) -> Iterator[int]:
        columns = enumerate(self.evaluation.columns)
        of_model = {index for index, column in columns if column.model == model}
        return self._agenda.cells(of_model, Work.RUN)

    def left(self, number: int, attempt: int) -> bool:
        known = 0 <= number < self.evaluation.total
        wanted = known and self._agenda.work(number) is Work.RUN
        return wanted and self._agenda.attempt(number) == attempt

    def job(self, number: int, attempt: int) -> RunJob:
        return job_of(self.evaluation, number, self._doing.case(number), attempt)

    def attempt(self, number: int) -> int:
        return self._agenda.attempt(number)

    def promise(self, number: int, amount: Decimal) -> None:
        self._budget.promise(number, amount)

    async def run(self, number: int) -> None:
        await self._doing.run(number)

    async def take(self, number: int, run: Run) -> None:
        await self._doing.take(number, run)

    def pause(self, reason: str) -> None:
        self._doing.pause(reason)

    async def set_aside(self, number: int, *, wait: bool) -> Decimal | None:
        return await self._doing.set_aside(number, wait=wait, batched=True)
