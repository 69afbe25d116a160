"""An evaluation as it would be under other scores: nothing is recorded.

Whoever works out its figures reads from here as from the workspace, so that there is one way to
work them out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.domain.checks import CellScore
from workbench.domain.comparisons import CellFigures
from workbench.domain.datasets import Dataset
from workbench.domain.evaluations import Evaluation
from workbench.domain.runs import Run
from workbench.services.evaluation_ports import EvaluationReader


class PreviewedEvaluations:
    """One evaluation is seen with these checks and scores; all else is as it is on record."""

    def __init__(
        self, store: EvaluationReader, evaluation: Evaluation, scores: Mapping[int, CellScore]
    ) -> None:
        """`scores` by the number of the cell; a cell that is not among them keeps its own."""
        self._store, self._evaluation, self._scores = store, evaluation, scores

    def evaluation(self, evaluation_id: str) -> Evaluation:
        if evaluation_id == self._evaluation.id:
            return self._evaluation
        return self._store.evaluation(evaluation_id)

    def figures(self, evaluation_id: str) -> list[CellFigures]:
        found = self._store.figures(evaluation_id)
        if evaluation_id != self._evaluation.id:
            return found
        scores = self._scores
        return [
            cell._replace(verdict=scores[cell.number].verdict, value=scores[cell.number].value)
            if cell.number in scores
            else cell
            for cell in found
        ]

    def metrics(self, evaluation_id: str) -> list[tuple[int, str, float]]:
        found = self._store.metrics(evaluation_id)
        if evaluation_id != self._evaluation.id:
            return found
        kept = [each for each in found if each[0] not in self._scores]
        seen = [
            (number, name, value)
            for number, score in self._scores.items()
            for name, value in score.metrics().items()
        ]
        return sorted(kept + seen)

    def frozen_dataset(self, digest: str) -> Dataset:
        return self._store.frozen_dataset(digest)

    def output_starts(self, evaluation_id: str) -> list[tuple[int, str]]:
        return self._store.output_starts(evaluation_id)

    def runs_of(self, evaluation_id: str, numbers: Sequence[int]) -> list[tuple[int, Run]]:
        return self._store.runs_of(evaluation_id, numbers)

    def baseline(self, prompt_id: str) -> str:
        return self._store.baseline(prompt_id)
