"""A comparison's sentence in a report of an evaluation: with its model, where there are several."""

from __future__ import annotations

from workbench.domain.comparisons import Comparison
from workbench.domain.reports import EvaluationReport


def comparison_words(report: EvaluationReport, comparison: Comparison) -> str:
    """`v3 is better than v2` is said of each model; where the models differ, it names both. Then
    comes what else must be known to read it."""
    return " ".join((_sentence(report, comparison), *comparison.notes))


def _sentence(report: EvaluationReport, comparison: Comparison) -> str:
    evaluation = report.evaluation
    models = {column.model for column in evaluation.columns}
    if comparison.between is None or len(models) < 2:
        return comparison.sentence
    id_, column = comparison.between[1]
    if id_ != evaluation.id:
        return comparison.sentence
    model = evaluation.columns[column].model
    if comparison.candidate.endswith(f" on {model}"):
        return comparison.sentence
    return f"{model}: {comparison.sentence}"
