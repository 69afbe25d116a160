"""How far an evaluation is: counts, money, and how fast it goes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from workbench.domain.evaluations import Cell, Evaluation, EvaluationProgress, EvaluationState
from workbench.domain.runs import Outcome

RECENT = 30.0
"""Seconds that the rate is of."""


class Tally:
    def __init__(self, evaluation: Evaluation, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._counts = EvaluationProgress(evaluation.id, evaluation.state, 0, evaluation.total)
        self._lately: deque[tuple[float, int]] = deque([(clock(), 0)])
        self.in_flight = 0
        self.reason = ""

    @property
    def spent(self) -> Decimal:
        return self._counts.cost_usd

    @property
    def done(self) -> int:
        return self._counts.done

    def recorded(self, cell: Cell) -> None:
        """A cell of an earlier start: it counts, but it says nothing of today's speed."""
        self._count(cell, 1)
        self._lately = deque([(self._clock(), self._counts.done)])

    def begun_again(self, cell: Cell) -> None:
        """It was over. What it cost stays spent."""
        self._count(replace(cell, cost_usd=None, judging_usd=None), -1)
        self._lately = deque([(self._clock(), self._counts.done)])

    def over(self, cell: Cell) -> None:
        self._count(cell, 1)

    def paid(self, amount: Decimal | None) -> None:
        """For what belongs to a cell that is over already."""
        self._counts = replace(self._counts, cost_usd=self.spent + (amount or 0))

    def progress(self, state: EvaluationState) -> EvaluationProgress:
        now = self._clock()
        self._lately.append((now, self._counts.done))
        while len(self._lately) > 2 and self._lately[1][0] <= now - RECENT:
            self._lately.popleft()
        since, before = self._lately[0]
        passed, done = now - since, self._counts.done - before
        rate = done / passed if passed > 0 else 0.0
        left = self._counts.total - self._counts.done
        return replace(
            self._counts,
            state=state,
            in_flight=self.in_flight,
            cells_per_second=rate,
            seconds_left=left / rate if rate and state is EvaluationState.RUNNING else None,
            reason=self.reason,
        )

    def _count(self, cell: Cell, sign: int) -> None:
        if not cell.outcome.over:
            return
        counts = self._counts
        self._counts = replace(
            counts,
            done=counts.done + sign,
            failed=counts.failed + sign * (cell.outcome is not Outcome.FINISHED),
            cached=counts.cached + sign * cell.cached,
            cost_usd=counts.cost_usd + (cell.cost_usd or 0) + (cell.judging_usd or 0),
        )
