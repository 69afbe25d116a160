"""What a board still lacks: places without a finished answer of the content asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workbench.domain.runs import Outcome, RunJob
from workbench.gui.write.board.arrangement import Column, Row, column_of, row_of
from workbench.gui.write.board.cell_state import CellState

Spot = tuple[Column, Row]
STANDING = (Outcome.FINISHED, Outcome.QUEUED, Outcome.RUNNING)


def finished_places(cells: Iterable[CellState]) -> dict[Spot, str]:
    """Digest of what finished, or is under way, at each place."""
    return {
        (cell.column, cell.row): cell.job.digest
        for cell in cells
        if not cell.empty and cell.outcome in STANDING
    }


def missing_jobs(jobs: Sequence[RunJob], done: Mapping[Spot, str]) -> tuple[RunJob, ...]:
    return tuple(job for job in jobs if done.get((column_of(job), row_of(job))) != job.digest)


def earlier_cells(cells: Iterable[CellState]) -> set[CellState]:
    """Those whose column has newer runs of other content: what they say is not of the same."""
    shown = [cell for cell in cells if not cell.empty]
    newest: dict[Column, RunJob] = {}
    for cell in shown:
        known = newest.setdefault(cell.column, cell.job)
        if cell.job.run_id > known.run_id:
            newest[cell.column] = cell.job
    return {cell for cell in shown if cell.job.digest != newest[cell.column].digest}


def newest_batch(cells: Iterable[CellState]) -> str:
    """The batch new runs join; empty where there is none yet. Ids are ordered by time."""
    return max((cell.job.batch_id for cell in cells if not cell.pinned), default="")
