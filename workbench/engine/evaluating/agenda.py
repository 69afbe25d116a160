"""What is left to be done of an evaluation: a byte a cell, however many there are."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Iterator, Sequence

from workbench.domain.evaluations import Cell, Evaluation
from workbench.engine.evaluating.cells import Work, next_attempt, work_left
from workbench.engine.lanes import provider_of
from workbench.services.ports import EvaluationStore

PAGE = 2_000
"""Cells that are read at once."""


async def recorded_cells(
    evaluations: EvaluationStore, evaluation_id: str
) -> AsyncIterator[list[Cell]]:
    """All that are on record, in pages."""
    after = -1
    while cells := await asyncio.to_thread(
        evaluations.cells, evaluation_id, after=after, limit=PAGE
    ):
        yield cells
        after = cells[-1].number


class Agenda:
    """Cells come in the order of their numbers, for each provider apart: none waits for another."""

    def __init__(self, evaluation: Evaluation, *, retry: bool, only: Sequence[int] = ()) -> None:
        self._evaluation, self._retry = evaluation, retry
        chosen = {number for number in only if 0 <= number < evaluation.total}
        self._only = sorted(chosen) if only else range(evaluation.total)
        self._left = bytearray(evaluation.total)
        for number in self._only:
            self._left[number] = Work.RUN
        self._attempts: dict[int, int] = {}

    def recorded(self, cell: Cell) -> None:
        """A cell that an earlier start has left."""
        if self._left[cell.number]:
            self._left[cell.number] = work_left(cell, retry=self._retry)
            if self._left[cell.number] == Work.RUN and cell.run_id:
                self._attempts[cell.number] = next_attempt(self._evaluation.id, cell)

    def work(self, number: int) -> Work:
        return Work(self._left[number])

    def attempt(self, number: int) -> int:
        """Which run of the cell the next one is, from 1."""
        return self._attempts.get(number, 1)

    @property
    def providers(self) -> dict[str, frozenset[int]]:
        """The columns of each."""
        found: dict[str, set[int]] = {}
        for index, column in enumerate(self._evaluation.columns):
            found.setdefault(provider_of(column.model), set()).add(index)
        return {name: frozenset(columns) for name, columns in found.items()}

    def cells(self, columns: Collection[int], work: Work | None = None) -> Iterator[int]:
        """Each is handed out once, and only when it is asked for; those of some work if given."""
        width = len(self._evaluation.columns)
        for number in self._only:
            left = self._left[number]
            if left and number % width in columns and work in (None, left):
                yield number
