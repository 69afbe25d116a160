"""What the plots are drawn from, read and worked out in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.charts.over_versions import ModelSeries, series
from workbench.charts.pareto import ColumnPoint, points
from workbench.charts.slices import HeatMap, heat_map
from workbench.domain.comparisons import ColumnSummary
from workbench.domain.evaluations import Evaluation
from workbench.gui.evaluate.plots.content import Plot
from workbench.gui.evaluate.plots.drawings import (
    against_cost,
    against_time,
    over_versions,
    times,
)
from workbench.gui.evaluate.wording import column_words, translate
from workbench.services.comparing import ComparisonService
from workbench.services.evaluations import EvaluationService

MOST_EVALUATIONS = 60
"""Past ones that are looked through for versions, the newest first."""


@dataclass(frozen=True, slots=True)
class Summed:
    """One evaluation with what its columns came to."""

    evaluation: Evaluation
    summaries: tuple[ColumnSummary, ...]

    @property
    def labels(self) -> list[str]:
        return [column_words(column) for column in self.evaluation.columns]

    def points(self, *, by_score: bool) -> tuple[ColumnPoint, ...]:
        return points(self.summaries, self.labels, by_score=by_score)

    def heat_map(self, *, by_score: bool) -> HeatMap:
        return heat_map(self.summaries, self.labels, by_score=by_score)


def summed(comparing: ComparisonService, evaluation: Evaluation) -> Summed:
    return Summed(evaluation, tuple(comparing.summaries(evaluation.id)))


def cost_plot(of: Summed, *, by_score: bool) -> Plot:
    return against_cost(of.points(by_score=by_score), by_score=by_score)


def time_plot(of: Summed, *, by_score: bool) -> Plot:
    return against_time(of.points(by_score=by_score), by_score=by_score)


def times_plot(comparing: ComparisonService, evaluation: Evaluation) -> Plot:
    labels = [column_words(column) for column in evaluation.columns]
    return times(comparing.latencies(evaluation.id), labels)


def versions_plot(
    evaluations: EvaluationService,
    comparing: ComparisonService,
    evaluation: Evaluation,
    *,
    by_score: bool,
    wanted: Callable[[], bool] = lambda: True,
) -> Plot:
    """Of the first prompt of the evaluation, over all that were made with its dataset. Stops
    early where it is no longer `wanted`."""
    prompt_id = evaluation.columns[0].prompt_id
    listed = [
        each.evaluation
        for each in evaluations.summaries(prompt_id)
        if each.evaluation.dataset_id == evaluation.dataset_id and each.done
    ]
    found: list[tuple[Evaluation, list[ColumnSummary]]] = []
    known: set[tuple[str, int | None]] = set()
    for each in listed[:MOST_EVALUATIONS]:
        there = {
            (column.model, column.version)
            for column in each.columns
            if column.prompt_id == prompt_id
        }
        if not wanted():
            break
        if not there <= known:
            found.append((each, comparing.summaries(each.id)))
            known |= there
    drawn = series(found, prompt_id, by_score=by_score)
    return over_versions(drawn, by_score=by_score, note=_note(found, drawn))


def _note(
    found: list[tuple[Evaluation, list[ColumnSummary]]], drawn: tuple[ModelSeries, ...]
) -> str:
    """Whether the points rest on the same cases."""
    used = {point.evaluation_id for line in drawn for point in line.points}
    digests = {each.dataset_digest for each, _ in found if each.id in used}
    words = translate("Each point is the newest evaluation of its version on this dataset.")
    if len(digests) > 1:
        words += " " + translate(
            "The cases changed between them: compare two of them to see what they share."
        )
    return words
