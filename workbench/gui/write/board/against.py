"""What the board's outputs can be compared with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.runs import Params, Run, RunJob
from workbench.gui.write.board.arrangement import row_of


class Other(StrEnum):
    NOTHING = "nothing"
    PREVIOUS = "previous"
    COLUMN = "column"
    VERSION = "version"
    PINNED = "pinned"


@dataclass(frozen=True, slots=True)
class Against:
    """`model`, `version` and `params` name a column, `version` a version; others need neither."""

    other: Other = Other.NOTHING
    model: str = ""
    version: int | None = None
    params: Params = ()


NOTHING = Against()


def previous_of(job: RunJob, runs: Iterable[Run]) -> Run | None:
    """The newest run of the same model in an earlier batch; of the same case if there is one."""
    earlier = [
        run
        for run in runs
        if run.job.model == job.model and run.job.batch_id != job.batch_id and run.text
    ]
    return _nearest(job, earlier)


def of_model(job: RunJob, runs: Iterable[Run]) -> Run | None:
    """A version's output to set beside a cell: of the same model, else of any."""
    with_text = [run for run in runs if run.text and run.job.run_id != job.run_id]
    same_model = [run for run in with_text if run.job.model == job.model]
    return _nearest(job, same_model or with_text)


def _nearest(job: RunJob, runs: Sequence[Run]) -> Run | None:
    for alike in (
        lambda run: row_of(run.job) == row_of(job),
        lambda run: run.job.case == job.case,
        lambda _run: True,
    ):
        if found := next((run for run in runs if alike(run)), None):
            return found
    return None
