"""Where each run stands on the board: models side by side, cases and samples below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.runs import Run, RunJob

Column = tuple[str, int | None, str]
Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`places` maps the id of each run to its row and column."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    places: tuple[tuple[str, tuple[int, int]], ...] = ()


def arranged(jobs: Sequence[RunJob]) -> Arrangement:
    """In the order of the jobs; of runs for the same place, the last."""
    columns = tuple(dict.fromkeys(column_of(job) for job in jobs))
    rows = tuple(dict.fromkeys(row_of(job) for job in jobs))
    last = {(rows.index(row_of(job)), columns.index(column_of(job))): job.run_id for job in jobs}
    return Arrangement(columns, rows, tuple((run_id, place) for place, run_id in last.items()))


def with_try(run: Run, batch: Sequence[Run]) -> list[Run]:
    """The batch with this run in its place, whatever was tried there later."""
    place = column_of(run.job), row_of(run.job)
    return [
        each
        for each in batch
        if each.id == run.id or (column_of(each.job), row_of(each.job)) != place
    ]


def column_of(job: RunJob) -> Column:
    return job.model, job.version, job.batch_id


def row_of(job: RunJob) -> Row:
    return job.case.id or job.case.name or repr(job.case.values), job.sample


def row_title(job: RunJob, rows: int) -> str:
    """What tells this row from the others; empty where there is only one."""
    if rows < 2:
        return ""
    case = job.case.name or job.case.id
    sample = f"#{job.sample + 1}"
    return f"{case} {sample}".strip()
