"""How a prompt did from version to version: one line for each model."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.domain.comparisons import ColumnSummary, Measure
from workbench.domain.evaluations import Evaluation


@dataclass(frozen=True, slots=True)
class VersionPoint:
    version: int | None
    """None: the draft, after all versions."""
    label: str
    measure: Measure
    evaluation_id: str
    column: int


@dataclass(frozen=True, slots=True)
class ModelSeries:
    """The line of one model, from the oldest version to the newest."""

    model: str
    points: tuple[VersionPoint, ...]


def series(
    evaluated: Iterable[tuple[Evaluation, list[ColumnSummary]]],
    prompt_id: str,
    *,
    by_score: bool = False,
) -> tuple[ModelSeries, ...]:
    """Of each version on each model the newest evaluation with a case that is over. Pass only
    evaluations of one dataset: a line over different cases says nothing about versions."""
    newest: dict[tuple[str, int | None], tuple[Evaluation, ColumnSummary]] = {}
    for evaluation, summaries in sorted(evaluated, key=lambda each: each[0].created_at):
        for each in summaries:
            column = evaluation.columns[each.column]
            if column.prompt_id == prompt_id and each.cells:
                newest[column.model, column.version] = (evaluation, each)
    lines: dict[str, list[VersionPoint]] = {}
    for (model, version), (evaluation, each) in newest.items():
        label = "draft" if version is None else f"v{version}"
        measure = each.score if by_score else each.pass_rate
        point = VersionPoint(version, label, measure, evaluation.id, each.column)
        lines.setdefault(model, []).append(point)
    return tuple(
        ModelSeries(model, tuple(sorted(lines[model], key=_age))) for model in sorted(lines)
    )


def _age(point: VersionPoint) -> float:
    return math.inf if point.version is None else point.version
