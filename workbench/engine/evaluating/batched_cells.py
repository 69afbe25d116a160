"""What an evaluation under way does for those of its cells that are batched."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from decimal import Decimal
from typing import Protocol

from workbench.domain.evaluations import Evaluation
from workbench.domain.runs import Run, RunJob
from workbench.domain.settings import Settings


class BatchedCells(Protocol):
    evaluation: Evaluation

    @property
    def halted(self) -> asyncio.Event: ...

    @property
    def stopped(self) -> bool:
        """By a person, for good."""
        ...

    @property
    def whole(self) -> bool:
        """Not only some cells were asked for."""
        ...

    @property
    def retrying(self) -> bool: ...

    def settings(self) -> Settings: ...

    def cells_to_run(self, model: str) -> Iterator[int]:
        """Their numbers, in order, each once."""
        ...

    def width(self, model: str) -> int:
        """Cells of it that are run by themselves at once."""
        ...

    def left(self, number: int, attempt: int) -> bool:
        """Whether this run is the one that the cell needs."""
        ...

    def attempt(self, number: int) -> int: ...

    def job(self, number: int, attempt: int) -> RunJob: ...

    def promise(self, number: int, amount: Decimal) -> None:
        """It is as good as spent."""
        ...

    async def set_aside(self, number: int, *, wait: bool) -> Decimal | None:
        """What was set aside for it. None: there is not so much, now; or, after waiting, ever, and
        the evaluation has been paused for it."""
        ...

    async def run(self, number: int) -> None:
        """By itself, as cells of other models."""
        ...

    async def take(self, number: int, run: Run) -> None:
        """It is over and recorded: score it."""
        ...

    async def written(self) -> None:
        """All cells that are over are on record."""
        ...

    def pause(self, reason: str) -> None: ...

    def tell(self) -> None:
        """Say soon how far it is."""
        ...
