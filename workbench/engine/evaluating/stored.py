"""The outputs of an evaluation, read from the workspace in pages; the newest one's are kept."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import NamedTuple

from workbench.checks.output import Output
from workbench.domain.checks import Score
from workbench.domain.datasets import Case, Dataset
from workbench.domain.evaluations import Cell, Evaluation
from workbench.domain.runs import Outcome
from workbench.engine.evaluating.outputs import Outputs
from workbench.engine.parts import EngineParts

PAGE = 500
"""Outputs of the first page; the next ones are larger."""
LARGEST_PAGE = 2_000
"""What a window takes over without a frame being late."""
KEPT_CHARACTERS = 64 * 1024 * 1024


class Stored(NamedTuple):
    number: int
    output: Output
    case: Case
    scores: tuple[Score, ...] = ()
    """What its checks say on record."""


@dataclass(slots=True)
class _Kept:
    of: Evaluation | None
    """As it was: with other checks it has other scores on record."""
    pages: list[list[Stored]]
    after: int = -1
    """Number of the last cell among them."""
    characters: int = 0
    complete: bool = False


class StoredOutputs:
    """Bounded: of a long evaluation the first outputs are kept, the others read each time."""

    def __init__(self, parts: EngineParts) -> None:
        self._parts, self._outputs = parts, Outputs(parts)
        self._kept = _Kept(None, [])

    def forget(self, evaluation_id: str) -> None:
        """Its cells change."""
        if self._kept.of and self._kept.of.id == evaluation_id:
            self._kept = _Kept(None, [])

    async def pages(self, evaluation: Evaluation, *, keep: bool) -> AsyncIterator[list[Stored]]:
        """In the order of their numbers; cells without an output are left out."""
        if not _same_scores(self._kept.of, evaluation):
            self._kept = _Kept(evaluation, [])
        kept = self._kept
        for page in tuple(kept.pages):
            yield page
        if kept.complete:
            return
        frozen = await asyncio.to_thread(
            self._parts.evaluations.frozen_dataset, evaluation.dataset_digest
        )
        dataset = evaluation.with_judges(frozen)
        size, after = PAGE, kept.after
        while True:
            cells = await asyncio.to_thread(
                self._parts.evaluations.cells, evaluation.id, after=after, limit=size
            )
            if not cells:
                kept.complete = keep and kept.after == after
                return
            page = await self._page(evaluation, dataset, cells)
            if keep and kept.after == after:
                _keep(kept, page, cells[-1].number)
            after, size = cells[-1].number, min(LARGEST_PAGE, 2 * size)
            yield page

    async def _page(
        self, evaluation: Evaluation, dataset: Dataset, cells: list[Cell]
    ) -> list[Stored]:
        finished = {cell.number: cell for cell in cells if cell.outcome is Outcome.FINISHED}
        runs = await asyncio.to_thread(
            self._parts.evaluations.runs_of, evaluation.id, list(finished)
        )
        page = []
        for number, run in runs:
            cell, case = finished[number], dataset.cases[evaluation.place(number).case]
            asked = await self._outputs.asked(run, case, cached=cell.cached)
            scores = cell.score.scores if cell.score else ()
            page.append(Stored(number, asked.output, case, scores))
        return page


def _same_scores(one: Evaluation | None, other: Evaluation) -> bool:
    """Nobody has kept scores of other checks since."""
    if one is None:
        return False
    return (one.id, one.checks, one.threshold, one.transform) == (
        other.id,
        other.checks,
        other.threshold,
        other.transform,
    )


def _keep(kept: _Kept, page: list[Stored], last: int) -> None:
    characters = sum(len(stored.output.text) for stored in page)
    if kept.characters + characters <= KEPT_CHARACTERS:
        kept.pages.append(page)
        kept.characters += characters
        kept.after = last
