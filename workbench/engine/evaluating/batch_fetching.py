"""One batch that is with a provider: waited for, and its answers taken."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import islice

from workbench.domain.errors import ProviderError
from workbench.domain.provider_batches import BatchState, ProviderBatch
from workbench.domain.runs import FailureKind
from workbench.engine.evaluating.batch_requests import BatchRequests
from workbench.engine.evaluating.batch_words import (
    cancelled_words,
    not_there,
    refused_words,
    unanswered,
)
from workbench.engine.evaluating.batched_cells import BatchedCells
from workbench.engine.evaluating.cells import run_id_of
from workbench.engine.lanes import provider_of
from workbench.engine.parts import EngineParts
from workbench.services.model_ports import BatchAnswer, BatchStanding

FIRST_WAIT, LONGEST_WAIT, LONGER = 10.0, 300.0, 1.5
"""Seconds between two looks at a batch, and how much longer each wait is than the last."""
TOGETHER = 32
"""Answers that are recorded and scored side by side."""
PASSING = frozenset(
    {
        FailureKind.RATE_LIMITED,
        FailureKind.UNREACHABLE,
        FailureKind.TIMEOUT,
        FailureKind.PROVIDER,
        FailureKind.BROKEN_OFF,
        FailureKind.NOT_UNDERSTOOD,
    }
)
"""What may be over when it is tried again."""


class Fetching:
    def __init__(
        self,
        batch: ProviderBatch,
        cells: BatchedCells,
        requests: BatchRequests,
        parts: EngineParts,
        keep: Callable[[ProviderBatch], Awaitable[object]],
    ) -> None:
        self.batch, self._cells, self._requests = batch, cells, requests
        self._runs, self._gateway, self._parts = parts.runs, parts.batches, parts
        self._keep = keep
        self._provider = provider_of(batch.model)
        self._waiting = {
            run_id_of(cells.evaluation.id, number, attempt): (number, attempt)
            for number, attempt in batch.cells
            if cells.left(number, attempt)
        }
        self.standing = BatchStanding("", over=False, total=len(batch.cells))
        self.trouble = ""
        """Why it cannot be looked at just now."""
        self.over = False

    async def fetch(self) -> None:
        """Returns when all answers are taken, or the evaluation halts. Raises `ProviderError`."""
        wait = FIRST_WAIT
        while not self._cells.halted.is_set():
            try:
                await self._look()
            except ProviderError as error:
                if error.kind not in PASSING:
                    return await self._lost(error)
                self.trouble = error.message
            if self.over:
                return None
            self._cells.tell()
            await slept(self._parts, self._cells.halted, wait)
            wait = min(wait * LONGER, LONGEST_WAIT)
        return None

    async def _look(self) -> None:
        self.standing = await self._gateway.standing(self.batch.model, self.batch.batch_id)
        self.trouble = ""
        if not self.standing.over:
            return
        if self.standing.refused:
            await self._end(BatchState.REFUSED)
            self._cells.pause(refused_words(self._provider, self.standing))
            return
        await self._take_all()
        if self._cells.halted.is_set():
            return
        total, left = len(self.batch.cells), len(self._waiting)
        if self.standing.cancelled and left:
            await self._end(BatchState.FETCHED)
            self._cells.pause(cancelled_words(self._provider, total, left))
            return
        missing = [unanswered(self._provider, custom_id) for custom_id in self._waiting]
        await self._take_groups(missing)
        if not self._waiting:
            await self._end(BatchState.FETCHED)

    async def _take_all(self) -> None:
        group: list[BatchAnswer] = []
        async for answer in self._gateway.answers(self.batch.model, self.batch.batch_id):
            group.append(answer)
            if len(group) == TOGETHER:
                await self._take_groups(group)
                group = []
                if self._cells.halted.is_set():
                    return
        await self._take_groups(group)

    async def _take_groups(self, answers: Sequence[BatchAnswer]) -> None:
        rest = iter(answers)
        while (group := list(islice(rest, TOGETHER))) and not self._cells.halted.is_set():
            await self._take(group)

    async def _take(self, answers: Sequence[BatchAnswer]) -> None:
        """Those that are waited for, each once: a provider may send any others."""
        taken = []
        for answer in answers:
            if cell := self._waiting.pop(answer.custom_id, None):
                job = self._cells.job(*cell)
                run = await self._requests.run(job, answer, self.batch.submitted_at)
                taken.append((cell[0], run))
        if taken:
            await asyncio.to_thread(self._runs.record_all, [run for _, run in taken])
            await asyncio.gather(*(self._cells.take(number, run) for number, run in taken))

    async def _lost(self, error: ProviderError) -> None:
        """The provider will not tell of it."""
        if error.kind != FailureKind.NOT_FOUND:
            raise error
        if not self._cells.retrying:
            raise not_there(error)
        await self._end(BatchState.REFUSED)
        for number, _ in self._waiting.values():
            await self._cells.run(number)

    async def _end(self, state: BatchState) -> None:
        """Nobody waits for it any longer."""
        self.over = True
        if self._cells.whole:
            await self._cells.written()
            await self._keep(replace(self.batch, state=state))


async def slept(parts: EngineParts, halted: asyncio.Event, seconds: float) -> bool:
    """Whether the evaluation still runs: one that halts waits for nothing."""
    waits = (
        asyncio.ensure_future(parts.sleep(seconds)),
        asyncio.ensure_future(halted.wait()),
    )
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
    return not halted.is_set()
