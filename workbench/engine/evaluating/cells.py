"""From a cell's number to the run behind it, and from that run to the cell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import IntEnum

from workbench.checks.figure_kinds import OF_PROBABILITIES
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.datasets import Case
from workbench.domain.evaluations import OUTPUT_START, Cell, Evaluation, EvaluationColumn
from workbench.domain.runs import Outcome, Params, Run, RunJob

UNHEARD = (Outcome.CANCELLED, Outcome.INTERRUPTED)
"""Ended without anything being wrong: asked for again when the evaluation goes on."""
PROBABILITIES = ("logprobs", True)
"""The parameter that asks for them."""


class Work(IntEnum):
    """What is left to be done for a cell."""

    NOTHING = 0
    RUN = 1
    SCORE = 2
    """Its output is on record."""


def run_id_of(evaluation_id: str, number: int, attempt: int = 1) -> str:
    """The id follows from the cell, so that after a crash the run is found again by it, though
    nobody wrote down which run belonged to which cell."""
    return f"{evaluation_id}.{number}" if attempt == 1 else f"{evaluation_id}.{number}.{attempt}"


def number_in(run: Run) -> int | None:
    """Number of the cell that the run was made for, if an evaluation made it."""
    evaluation_id, dot, rest = run.job.run_id.rpartition(f"{run.job.evaluation}.")
    number = rest.partition(".")[0]
    made_for = bool(dot and run.job.evaluation and not evaluation_id and number.isdigit())
    return int(number) if made_for else None


def next_attempt(evaluation_id: str, cell: Cell) -> int:
    """Number of the run after the one that the cell shows."""
    own = run_id_of(evaluation_id, cell.number)
    if cell.run_id == own:
        return 2
    counted = cell.run_id.removeprefix(own + ".")
    return int(counted) + 1 if counted.isdigit() else 1


def work_left(cell: Cell, *, retry: bool) -> Work:
    if not cell.outcome.over or cell.outcome in UNHEARD:
        return Work.RUN
    if cell.outcome is not Outcome.FINISHED:
        return Work.RUN if retry else Work.NOTHING
    again = cell.verdict is Verdict.PENDING or (retry and cell.verdict is Verdict.ERROR)
    return Work.SCORE if again else Work.NOTHING


def job_of(evaluation: Evaluation, number: int, case: Case, attempt: int = 1) -> RunJob:
    place = evaluation.place(number)
    column = evaluation.columns[place.column]
    return RunJob(
        run_id_of(evaluation.id, number, attempt),
        evaluation.id,
        column.prompt_id,
        column.digest,
        column.model,
        case,
        place.sample,
        _params(evaluation, column, case),
        column.version,
        use_cache=evaluation.use_cache,
        evaluation=evaluation.id,
    )


def _params(evaluation: Evaluation, column: EvaluationColumn, case: Case) -> Params:
    """With log probabilities where a check is told from them. A model that is known not to give
    any is not asked for them."""
    asked = needs_probabilities(evaluation.checks) or needs_probabilities(case.checks)
    return (*column.params, PROBABILITIES) if asked else column.params


def needs_probabilities(checks: Sequence[Check]) -> bool:
    return any(
        check.kind in OF_PROBABILITIES or needs_probabilities(check.checks) for check in checks
    )


def cell_of(number: int, run: Run, score: CellScore | None = None) -> Cell:
    return Cell(
        number,
        run.cached_from or run.id,
        run.outcome,
        bool(run.cached_from),
        run.cost_usd,
        judging_cost(score.scores) if score else None,
        run.timings.total,
        run.usage.output_tokens,
        run.text[:OUTPUT_START],
        run.failure.message if run.failure else "",
        score,
    )


def judging_cost(scores: Sequence[Score]) -> Decimal | None:
    """None where no model was asked, or none whose price is known."""
    costs = [score.cost_usd for score in scores if score.cost_usd is not None]
    costs += [cost for score in scores if (cost := judging_cost(score.parts)) is not None]
    return sum(costs, Decimal(0)) if costs else None
