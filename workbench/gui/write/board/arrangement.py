"""Where each run stands on the board: version × model side by side, cases and samples below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.domain.runs import Params, Run, RunColumn, RunJob


@dataclass(frozen=True, slots=True)
class Column:
    """`batch` tells what is pinned from an earlier batch from the newer runs of the same."""

    model: str
    version: int | None = None
    batch: str = ""
    params: Params = ()
    """In place of the content's own: a model may stand there twice, with different ones."""

    @property
    def asked(self) -> RunColumn:
        return RunColumn(self.model, self.version, self.params)


@dataclass(frozen=True, slots=True)
class Row:
    case: str
    sample: int = 0


Place = tuple[int, int]
"""Row and column, from 0."""


def column_of(job: RunJob, *, batch: str = "") -> Column:
    return Column(job.model, job.version, batch, job.params)


def row_of(job: RunJob) -> Row:
    return Row(case_key(job), job.sample)


def case_key(job: RunJob) -> str:
    return job.case.id or job.case.name or repr(job.case.values)


def ordered(columns: Iterable[Column], wanted: Sequence[RunColumn]) -> tuple[Column, ...]:
    """What is pinned from an earlier batch first, then as the person arranged them."""
    known = {column: place for place, column in enumerate(wanted)}
    # One whose parameters have changed stands where it stood
    near = {(each.model, each.version): place for each, place in reversed(known.items())}
    unique = tuple(dict.fromkeys(columns))

    def place(column: Column) -> tuple[bool, int]:
        nearly = near.get((column.model, column.version), len(known))
        return not column.batch, known.get(column.asked, nearly)

    return tuple(sorted(unique, key=place))


def overtaken(columns: Iterable[Column], wanted: Sequence[RunColumn]) -> tuple[Column, ...]:
    """Those of a model and version that is wanted, with parameters that are not any more."""
    models = {(each.model, each.version) for each in wanted}
    return tuple(
        column
        for column in columns
        if not column.batch
        and (column.model, column.version) in models
        and column.asked not in wanted
    )


def in_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Cases as they first come, the samples of each together."""
    unique = dict.fromkeys(rows)
    cases = {row.case: None for row in unique}
    places = {case: place for place, case in enumerate(cases)}
    return tuple(sorted(unique, key=lambda row: (places[row.case], row.sample)))


def with_try(run: Run, batch: Sequence[Run]) -> list[Run]:
    """The batch with this run in its place, whatever was tried there later."""
    place = column_of(run.job), row_of(run.job)
    return [
        each
        for each in batch
        if each.id == run.id or (column_of(each.job), row_of(each.job)) != place
    ]


def row_title(job: RunJob, rows: Sequence[Row]) -> str:
    """What tells this row from the others; empty where there is only one."""
    if len(rows) < 2:
        return ""
    cases, samples = {row.case for row in rows}, {row.sample for row in rows}
    case = job.case.name or job.case.id or _values(job)
    sample = f"#{job.sample + 1}" if len(samples) > 1 else ""
    return f"{case if len(cases) > 1 or not sample else ''} {sample}".strip()


def _values(job: RunJob) -> str:
    """The start of the first value, for a case without a name."""
    first = next((str(value) for _name, value in job.case.values if value), "")
    return " ".join(first[:80].split())
