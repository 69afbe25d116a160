"""What the evaluation that is shown comes to: worked out in the background, again as it runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from workbench.domain.checks import CellScore
from workbench.domain.comparisons import ColumnSummary, Comparison
from workbench.domain.evaluations import Evaluation
from workbench.gui.evaluate.grid.filtering import Before
from workbench.gui.kit.background import Background
from workbench.services.comparing import ComparisonService

LEAST_MS = 1000
"""Between two workings-out while it runs; after a long one, three times as long as that took."""


@dataclass(frozen=True, slots=True)
class Figures:
    evaluation_id: str
    summaries: tuple[ColumnSummary, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    before: tuple[tuple[tuple[int, int], Before], ...] = ()
    """By case and column, where there is a baseline."""


class GridFigures(QObject):
    worked_out = Signal(object)
    """`Figures`."""

    def __init__(
        self, comparing: ComparisonService, background: Background, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._recorded, self._background = comparing, background
        self._comparing = comparing
        self._evaluation: Evaluation | None = None
        self._busy = self._again = False
        self._took = QElapsedTimer()
        self._soon = QTimer(self, singleShot=True, interval=LEAST_MS)
        self._soon.timeout.connect(self._work_out)

    def begin(self, evaluation: Evaluation | None) -> None:
        self._evaluation, self._comparing = evaluation, self._recorded
        self._soon.stop()
        self._again = False
        if evaluation:
            self._work_out()

    def preview(self, evaluation: Evaluation, scores: Mapping[int, CellScore]) -> None:
        """Work it out as if the evaluation had these checks and its cells these scores."""
        if self._evaluation and self._evaluation.id == evaluation.id:
            self._comparing = self._recorded.under(evaluation, scores)
            self.renew(now=True)

    def end_preview(self) -> None:
        if self._comparing is not self._recorded:
            self._comparing = self._recorded
            self.renew(now=True)

    def renew(self, *, now: bool = False) -> None:
        """Cells changed: work it out again, soon or at once."""
        if now and not self._busy:
            self._soon.stop()
            self._work_out()
        elif self._busy:
            self._again = True
        elif not self._soon.isActive():
            self._soon.start()

    def _work_out(self) -> None:
        if self._evaluation is None:
            return
        if self._busy:
            self._again = True
            return
        self._busy = True
        self._took.start()
        work = partial(work_out, self._comparing, self._evaluation)
        self._background.run(self, work, self._show, self._on_failed)

    def _show(self, figures: Figures) -> None:
        self._rest()
        if self._evaluation and figures.evaluation_id == self._evaluation.id:
            self.worked_out.emit(figures)
        elif self._evaluation:
            self._work_out()

    def _on_failed(self, _error: object) -> None:
        """It was removed meanwhile."""
        self._rest()

    def _rest(self) -> None:
        self._busy = False
        self._soon.setInterval(max(LEAST_MS, 3 * self._took.elapsed()))
        if self._again:
            self._again = False
            self._soon.start()


def work_out(comparing: ComparisonService, evaluation: Evaluation) -> Figures:
    summaries = comparing.summaries(evaluation.id)
    return Figures(
        evaluation.id,
        tuple(summaries),
        tuple(each for each in comparing.strip(evaluation.id) if each.paired),
        tuple(_before(comparing, evaluation)),
    )


def _before(
    comparing: ComparisonService, evaluation: Evaluation
) -> Sequence[tuple[tuple[int, int], Before]]:
    found = []
    prompts = dict.fromkeys(column.prompt_id for column in evaluation.columns)
    for prompt_id in prompts:
        for comparison in comparing.against_baseline(evaluation.id, prompt_id):
            if comparison.between is None:
                continue
            baseline, candidate = comparison.between
            for change in comparing.changes(baseline, candidate):
                place = evaluation.place(change.candidate[0])
                there = change.baseline[0]
                before = Before(change.kind, baseline.evaluation_id, there, change.size)
                found.append(((place.case, place.column), before))
    return found
