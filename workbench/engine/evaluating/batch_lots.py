"""Cells of a model, put together to what will be one batch each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from workbench.engine.evaluating.batch_requests import BatchRequests
from workbench.engine.evaluating.batched_cells import BatchedCells
from workbench.services.model_ports import BatchGateway

TOGETHER = 32
"""Cells that are prepared side by side."""


@dataclass(slots=True)
class Lot:
    cells: list[tuple[int, int]] = field(default_factory=list)
    """Numbers, each with the number of its run."""
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    amount: Decimal = Decimal(0)
    """USD that were set aside for it."""

    def add(self, cell: tuple[int, int], line: bytes, amount: Decimal) -> None:
        self.cells.append(cell)
        self.lines.append(line)
        self.size += len(line)
        self.amount += amount


class Lots:
    """As large as the provider allows; a smaller one where the budget is not enough."""

    def __init__(
        self,
        cells: BatchedCells,
        requests: BatchRequests,
        gateway: BatchGateway,
        alone: Callable[[int], None],
    ) -> None:
        """`alone` is told the cells of which nothing is to be sent, or nothing can be."""
        self._cells, self._requests, self._gateway = cells, requests, gateway
        self._alone = alone
        self._lot = Lot()

    async def of(self, model: str, claimed: Collection[int]) -> AsyncIterator[Lot]:
        """Without those that are claimed. Ends early where the evaluation halts."""
        numbers = (n for n in self._cells.cells_to_run(model) if n not in claimed)
        while group := list(islice(numbers, TOGETHER)):
            lines = await asyncio.gather(*(self._line(number) for number in group))
            for number, line in zip(group, lines, strict=True):
                if self._cells.halted.is_set():
                    return
                if line is None:
                    self._alone(number)
                    continue
                amount = None
                if not self._is_full(line):
                    amount = await self._cells.set_aside(number, wait=False)
                if amount is None and self._lot.cells:
                    yield self._taken()
                if amount is None:
                    amount = await self._cells.set_aside(number, wait=True)
                if amount is None:
                    return
                self._lot.add((number, self._cells.attempt(number)), line, amount)
        if self._lot.cells:
            yield self._taken()

    def _taken(self) -> Lot:
        lot, self._lot = self._lot, Lot()
        return lot

    async def _line(self, number: int) -> bytes | None:
        line = await self._requests.line(self._cells.job(number, self._cells.attempt(number)))
        return None if line is None or len(line) > self._gateway.most_bytes else line

    def _is_full(self, line: bytes) -> bool:
        lot, gateway = self._lot, self._gateway
        too_large = lot.size + len(line) > gateway.most_bytes
        return bool(lot.cells) and (too_large or len(lot.cells) >= gateway.most_requests)
