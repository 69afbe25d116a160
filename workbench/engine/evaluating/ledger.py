"""Cells on their way to the workspace and to whoever listens: in groups, a few times a second."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from workbench.domain.evaluations import Cell
from workbench.services.ports import EvaluationStore

LOG = logging.getLogger(__name__)
INTERVAL = 0.25
"""Seconds between two groups."""


class Ledger:
    """What it tells is on record before, so that one who only listens loses nothing."""

    def __init__(
        self,
        evaluations: EvaluationStore,
        evaluation_id: str,
        tell: Callable[[tuple[Cell, ...]], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """`failed` is told that cells could not be written; they are kept for the next group."""
        self._evaluations, self._evaluation_id = evaluations, evaluation_id
        self._tell, self._failed = tell, failed
        self._changed: dict[int, Cell] = {}
        self._timer: asyncio.TimerHandle | None = None
        self._writing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, cell: Cell) -> None:
        self._changed[cell.number] = cell
        self.soon()

    def soon(self) -> None:
        """Something is to be told with the next group."""
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(INTERVAL, self._on_time)

    async def flush(self) -> None:
        """Written when this returns, unless that failed."""
        async with self._writing:
            changed, self._changed = self._changed, {}
            over = [cell for cell in changed.values() if cell.outcome.over]
            try:
                if over:
                    await asyncio.to_thread(
                        self._evaluations.record_cells, self._evaluation_id, over
                    )
            except Exception as error:
                LOG.warning("Cells could not be recorded: %s", error)
                self._changed = changed | self._changed
                self._failed(error)
                return
            self._tell(tuple(changed.values()))

    def close(self) -> None:
        if self._timer:
            self._timer.cancel()

    def _on_time(self) -> None:
        self._timer = None
        task = asyncio.create_task(self.flush(), name="recording cells")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
