"""Records the checks and scores of a preview; and knows what judgments cost until now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from workbench.domain.checks import CellScore, Check
from workbench.domain.errors import NotFound
from workbench.domain.evaluations import Evaluation
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.checks.checklist import Checklist
from workbench.gui.evaluate.checks.waiting import mean_judgment
from workbench.gui.evaluate.grid.presenter import GridPresenter

LOOKED_AT = 200
"""Cells from which the cost of a judgment is told."""


class ScoreKeeping(QObject):
    kept = Signal(object)
    """`Evaluation` with the checks that are on record now."""
    judgment_known = Signal(object)
    """What one of this evaluation's judgments cost: a `Decimal`."""

    def __init__(self, grid: GridPresenter, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._grid, self._around = grid, around
        self.dataset_known = False
        """The dataset is still there, and can be given the checks, too."""

    def begin(self, evaluation: Evaluation) -> None:
        """Another evaluation is shown."""
        services = self._around.services
        self.dataset_known = False

        def read() -> tuple[Decimal | None, bool]:
            cells = services.evaluations.cells(evaluation.id, limit=LOOKED_AT)
            try:
                services.datasets.dataset(evaluation.dataset_id)
            except NotFound:
                return mean_judgment(cells), False
            return mean_judgment(cells), True

        def show(found: tuple[Decimal | None, bool]) -> None:
            shown = self._grid.evaluation
            if shown is None or shown.id != evaluation.id:
                return
            cost, self.dataset_known = found
            if cost is not None:
                self.judgment_known.emit(cost)

        self._around.background.run(self, read, show)

    def keep(
        self, evaluation: Evaluation, scores: Mapping[int, CellScore], *, in_dataset: bool
    ) -> None:
        """`evaluation` has the checks that `scores` are of."""
        services = self._around.services

        def record() -> Evaluation:
            services.evaluations.keep_scores(
                evaluation.id,
                evaluation.checks,
                list(scores.items()),
                threshold=evaluation.threshold,
                transform=evaluation.transform,
            )
            if in_dataset and self.dataset_known:
                self._keep_in_dataset(evaluation)
            return evaluation

        self._around.background.run(self, record, self.kept.emit, self._around.ask.show_error)

    def _keep_in_dataset(self, evaluation: Evaluation) -> None:
        datasets, checklist = self._around.services.datasets, Checklist.of(evaluation)
        dataset = datasets.dataset(evaluation.dataset_id)
        checks = tuple(unpinned(check, dataset.checks) for check in checklist.checks)
        datasets.save(replace(checklist, checks=checks).given_to(dataset))


def unpinned(check: Check, before: Sequence[Check]) -> Check:
    """An evaluation names the version of each judge: a dataset that did not asks the newest one
    from now on, too."""
    named = [each.judge_prompt for each in before if each.kind == check.kind]
    path = check.judge_prompt.partition("@")[0]
    wanted = next((each for each in named if each in ("", path)), check.judge_prompt)
    if check.judge_prompt in named:
        wanted = check.judge_prompt
    inside = [part for each in before if each.kind == check.kind for part in each.checks]
    parts = tuple(unpinned(part, inside) for part in check.checks)
    return replace(check, judge_prompt=wanted, checks=parts)
