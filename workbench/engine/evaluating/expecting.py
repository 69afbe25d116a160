"""What one cell may come to, at most as far as it can be known: so much is promised for it."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from decimal import Decimal

from workbench.domain.checks import Check
from workbench.domain.evaluations import Cell, Evaluation
from workbench.domain.runs import RunJob
from workbench.engine.evaluating.estimating import Estimating


class Expecting:
    """The answer is taken to be as long as its limit allows, or, where it has none, as usual; but
    no cheaper than the dearest one of its column so far."""

    def __init__(self, evaluation: Evaluation, estimating: Estimating) -> None:
        self._evaluation, self._estimating = evaluation, estimating
        self._dearest: dict[int, Decimal] = defaultdict(Decimal)
        self._dearest_judging: dict[int, Decimal] = defaultdict(Decimal)

    async def cost(
        self, number: int, job: RunJob, checks: tuple[Check, ...], *, batched: bool = False
    ) -> Decimal:
        """In USD; what has no known price counts as nothing, and so does an answer on record."""
        column = self._evaluation.place(number).column
        estimate = await self._estimating.of_job(job, batched=batched)
        answer = estimate.output_tokens if estimate else 0
        judging = await asyncio.to_thread(self._estimating.of_judging, checks, answer)
        own = max(estimate.cost_usd or Decimal(0), self._dearest[column]) if estimate else 0
        return own + max(judging or Decimal(0), self._dearest_judging[column])

    def settled(self, cell: Cell) -> None:
        column = self._evaluation.place(cell.number).column
        self._dearest[column] = max(self._dearest[column], cell.cost_usd or Decimal(0))
        judging = cell.judging_usd or Decimal(0)
        self._dearest_judging[column] = max(self._dearest_judging[column], judging)
