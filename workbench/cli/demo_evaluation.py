"""The part of `workbench demo` that evaluates: two versions, and what their figures prove."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from workbench.cli.program import Program
from workbench.cli.transcript import Transcript
from workbench.domain.comparisons import ColumnSummary
from workbench.domain.evaluations import (
    Evaluation,
    EvaluationColumn,
    EvaluationEvent,
    EvaluationState,
)
from workbench.services.evaluations import ColumnChoice
from workbench.services.opened import Services

FIRST = 1


def evaluate_versions(
    program: Program,
    services: Services,
    prompt_id: str,
    version: int,
    model: str,
    transcript: Transcript,
) -> bool:
    """The version and the first one, on the prompt's first dataset; whether it came to an end."""
    dataset = services.datasets.datasets_for(prompt_id)[0]
    columns = [ColumnChoice(prompt_id, model, number) for number in (FIRST, version)]
    evaluation = services.evaluations.plan("Demo", dataset, columns)
    transcript.heading(f"Evaluate v{FIRST} and v{version} on {len(dataset.cases)} cases")
    ended = asyncio.run(_to_the_end(program, services, evaluation))
    for column, summary in zip(ended.columns, services.comparing.summaries(ended.id), strict=True):
        transcript.item(_line(column, summary))
    for comparison in services.comparing.strip(ended.id):
        transcript.line("")
        transcript.line(comparison.sentence)
    return ended.state is EvaluationState.FINISHED


async def _to_the_end(program: Program, services: Services, evaluation: Evaluation) -> Evaluation:
    async with program.open_engine(services) as engine:
        return await engine.evaluate(evaluation.id, _silently)


def _silently(_events: Sequence[EvaluationEvent]) -> None:
    """The figures are told when all of them are there."""


def _line(column: EvaluationColumn, summary: ColumnSummary) -> str:
    """`v1 on demo/brief: 0 % of 6 cases pass (95 % interval 0 to 39)`."""
    rate = summary.pass_rate
    passed, low, high = (round(100 * each) for each in (rate.value, rate.low, rate.high))
    return (
        f"v{column.version} on {column.model}: {passed} % of {rate.n} cases pass"
        f" (95 % interval {low} to {high})"
    )
