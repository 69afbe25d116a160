"""Cells of one model that go through its provider's batch API: half the price, up to a day later.

A batch is written down before it is sent. So whatever ends this process, the next one finds it
with the provider, by its id or by its mark, and nothing is paid for twice.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from decimal import Decimal
from itertools import count

from workbench.domain.errors import ProviderError, WorkbenchError
from workbench.domain.evaluations import Evaluation
from workbench.domain.provider_batches import BatchState, ProviderBatch
from workbench.engine.evaluating.batch_fetching import FIRST_WAIT, PASSING, Fetching, slept
from workbench.engine.evaluating.batch_lots import Lot, Lots
from workbench.engine.evaluating.batch_requests import BatchRequests
from workbench.engine.evaluating.batch_words import left_words, waiting_words
from workbench.engine.evaluating.batched_cells import BatchedCells
from workbench.engine.lanes import provider_of
from workbench.engine.parts import EngineParts

LOG = logging.getLogger(__name__)


async def offering(parts: EngineParts, evaluation: Evaluation) -> tuple[str, ...]:
    """The models of the evaluation that are sent through a batch API."""
    if not evaluation.batch_api:
        return ()
    models = dict.fromkeys(column.model for column in evaluation.columns)
    return tuple([model for model in models if await parts.batches.has_batches(model)])


async def batched_models(parts: EngineParts, evaluation: Evaluation) -> tuple[str, ...]:
    """With those that a provider has a batch of already, though it may not be reached now."""
    known = await asyncio.to_thread(parts.provider_batches.of, evaluation.id)
    out = [batch.model for batch in known if batch.out]
    return tuple(dict.fromkeys((*await offering(parts, evaluation), *out)))


class Batched:
    """The cells of one model in one evaluation."""

    def __init__(self, model: str, cells: BatchedCells, parts: EngineParts) -> None:
        self._model, self._cells, self._parts = model, cells, parts
        self._provider = provider_of(model)
        self._gateway, self._store = parts.batches, parts.provider_batches
        self._requests = BatchRequests(parts, cells.settings)
        self._fetchings: list[Fetching] = []
        self._alone: asyncio.Queue[int | None] = asyncio.Queue()

    @property
    def reason(self) -> str:
        """What is waited for, in words; empty for nothing."""
        if not (out := self._out()):
            return ""
        since = min(fetching.batch.submitted_at for fetching in out)
        standings = [fetching.standing for fetching in out]
        words = waiting_words(self._provider, since, self._parts.now(), standings)
        troubles = dict.fromkeys(fetching.trouble for fetching in out if fetching.trouble)
        return " ".join((words, *troubles))

    @property
    def left_behind(self) -> str:
        """What the provider goes on with though nobody waits for it; empty for nothing."""
        requests = sum(len(fetching.batch.cells) for fetching in self._out())
        if not requests:
            return ""
        return left_words(self._provider, requests, cancelled=self._cells.stopped)

    async def conduct(self) -> None:
        """To the end, or until the evaluation halts. What goes wrong pauses it."""
        width = self._cells.width(self._model)
        tasks = [asyncio.create_task(self._run_alone()) for _ in range(width)]
        try:
            claimed: set[int] = set()
            for batch in await self._known():
                claimed |= {number for number, _ in batch.cells}
                tasks.append(self._fetched(batch))
            lots = Lots(self._cells, self._requests, self._gateway, self._alone.put_nowait)
            async for lot in lots.of(self._model, claimed):
                tasks += [self._fetched(batch) for batch in await self._submit(lot)]
            for _ in range(width):
                self._alone.put_nowait(None)
            await asyncio.gather(*tasks)
        except WorkbenchError as error:
            self._cells.pause(error.message)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        if self._cells.stopped:
            await self._cancel()

    def _out(self) -> list[Fetching]:
        return [fetching for fetching in self._fetchings if not fetching.over]

    def _fetched(self, batch: ProviderBatch) -> asyncio.Task[None]:
        fetching = Fetching(batch, self._cells, self._requests, self._parts, self._kept)
        self._fetchings.append(fetching)
        return asyncio.create_task(fetching.fetch(), name=f"batch {batch.batch_id}")

    async def _run_alone(self) -> None:
        while (number := await self._alone.get()) is not None:
            await self._cells.run(number)

    async def _known(self) -> list[ProviderBatch]:
        """What an earlier start has sent, with those of its cells that are not over."""
        known = await asyncio.to_thread(self._store.of, self._cells.evaluation.id)
        found = []
        for batch in known:
            if batch.model != self._model or not batch.out:
                continue
            if batch.state is BatchState.SUBMITTING:
                batch = await self._looked_for(batch)
            if batch.out:
                found.append(self._promised(batch))
        return found

    async def _looked_for(self, batch: ProviderBatch) -> ProviderBatch:
        """The process that sent it ended before it knew whether it was there."""
        batch_id = await self._found(batch)
        state = BatchState.SUBMITTED if batch_id else BatchState.REFUSED
        return await self._kept(replace(batch, batch_id=batch_id, state=state))

    def _promised(self, batch: ProviderBatch) -> ProviderBatch:
        cells = tuple(cell for cell in batch.cells if self._cells.left(*cell))
        share = (batch.promised_usd or Decimal(0)) / max(len(batch.cells), 1)
        for number, _ in cells:
            self._cells.promise(number, share)
        return replace(batch, cells=cells)

    async def _submit(self, lot: Lot) -> list[ProviderBatch]:
        """None where the evaluation halted before it was sent, or before that was certain."""
        if self._cells.halted.is_set():
            return []
        batch = ProviderBatch(
            self._parts.new_id(),
            self._model,
            tuple(lot.cells),
            self._parts.now(),
            promised_usd=lot.amount,
        )
        await self._kept(batch)
        if not (batch_id := await self._sent(batch, lot)):
            return []
        return [await self._kept(replace(batch, batch_id=batch_id, state=BatchState.SUBMITTED))]

    async def _sent(self, batch: ProviderBatch, lot: Lot) -> str:
        """Tried again where that helps, once it is known not to be there."""
        for attempt in count(1):
            try:
                return await self._gateway.submit(self._model, lot.lines, self._marks(batch))
            except ProviderError as error:
                if error.kind not in PASSING or attempt >= self._cells.settings().limits.attempts:
                    raise
            if not await slept(self._parts, self._cells.halted, FIRST_WAIT * attempt):
                break
            if found := await self._found(batch):
                return found
        return ""

    async def _cancel(self) -> None:
        for fetching in self._out():
            try:
                await self._gateway.cancel(self._model, fetching.batch.batch_id)
            except ProviderError as error:
                LOG.warning("Batch %s was not cancelled: %s", fetching.batch.batch_id, error)

    async def _found(self, batch: ProviderBatch) -> str:
        return await self._gateway.find(self._model, self._marks(batch), batch.submitted_at)

    def _marks(self, batch: ProviderBatch) -> dict[str, str]:
        evaluation_id = self._cells.evaluation.id
        return {"workbench_evaluation": evaluation_id, "workbench_batch": batch.mark}

    async def _kept(self, batch: ProviderBatch) -> ProviderBatch:
        await asyncio.to_thread(self._store.keep, self._cells.evaluation.id, batch)
        return batch
