"""All outputs of the evaluation under edited checks: scored again as they are typed.

What is shown is a preview in the grid, its heads and its sentences; nothing is recorded, and no
model is asked unless a person says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.domain.checks import CellScore, Check, Verdict
from workbench.domain.errors import WorkbenchError
from workbench.domain.evaluations import CellsChanged, Evaluation, EvaluationEvent, Rescored
from workbench.gui.evaluate.checks.checklist import Checklist
from workbench.gui.evaluate.checks.waiting import Waiting, waiting_in
from workbench.gui.evaluate.checks.wording import problem_of
from workbench.gui.evaluate.grid.page import GridPage
from workbench.gui.evaluate.grid.presenter import GridPresenter
from workbench.gui.kit.evaluation_engine import EvaluationEngine

AFTER_MS, WHILE_RUNNING_MS = 150, 1500


class LiveScores(QObject):
    changed = Signal()
    """Some outputs have other scores, or all of them are scored, or the preview is over."""
    failed = Signal(object)

    def __init__(
        self, page: GridPage, grid: GridPresenter, engine: EvaluationEngine, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._page, self._grid, self._engine = page, grid, engine
        self._checklist: Checklist | None = None
        self._judge = False
        self._round = 0
        self.scores: dict[int, CellScore] = {}
        """Of the newest round, by the number of the cell."""
        self.complete = False
        self._judgments = self._programs = 0
        self._known: dict[int, Waiting] = {}
        """By the identity of scores, which many outputs share."""
        self._soon = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._soon.timeout.connect(self._begin)
        engine.evaluation_events.connect(self._on_events)

    @property
    def active(self) -> bool:
        """Other scores are shown, or about to be."""
        return self._checklist is not None

    @property
    def checklist(self) -> Checklist | None:
        """What the scores are of."""
        return self._checklist

    @property
    def waiting(self) -> Waiting:
        return Waiting(self._judgments, self._programs)

    @property
    def blocked(self) -> bool:
        """A check cannot be used yet: nothing is scored until it can."""
        checks = self._checklist.checks if self._checklist else ()
        return any(problem_of(check) for check in checks)

    @property
    def judging(self) -> bool:
        """Judges are being asked."""
        return self._judge and not self.complete

    def show(self, checklist: Checklist) -> None:
        """Score all outputs under these checks, a moment after the last one typed."""
        self._checklist, self._judge, self.complete = checklist, False, False
        self._round += 1
        self._soon.start(AFTER_MS)
        self.changed.emit()

    def ask(self) -> None:
        """The same once more, and the judges are asked where nobody did."""
        if self._checklist is not None:
            self._judge = True
            self._begin()

    def end(self, *, keep: bool = False) -> None:
        """Back to what is on record; with `keep`, what is shown is on record now."""
        self._soon.stop()
        self._round += 1
        self._checklist, self.complete = None, False
        self._forget()
        self._page.model.end_preview(keep=keep)
        self._grid.figures.end_preview()
        self._grid.report()
        self.changed.emit()

    def previewed(self) -> Evaluation | None:
        """The evaluation as it would be."""
        evaluation, checklist = self._grid.evaluation, self._checklist
        return checklist.given_to(evaluation) if evaluation and checklist else None

    def _begin(self) -> None:
        evaluation, checklist = self._grid.evaluation, self._checklist
        if evaluation is None or checklist is None or self.blocked:
            return
        self._soon.stop()
        self._round += 1
        this = self._round
        self.complete = False
        self._forget()

        def take(part: Rescored) -> None:
            if this == self._round:
                self._take(part)

        def fail(error: WorkbenchError) -> None:
            if this == self._round:
                self.failed.emit(error)

        self._engine.rescore(
            evaluation.id,
            checklist.checks,
            take,
            fail,
            threshold=checklist.threshold,
            transform=checklist.transform,
            judge=self._judge,
        )
        self.changed.emit()

    def _take(self, part: Rescored) -> None:
        self._page.model.preview(part.scores)
        for number, score in part.scores:
            before = self.scores.get(number)
            if before is not score:
                self._count(number, before, -1)
                self._count(number, score, 1)
                self.scores[number] = score
        if part.complete:
            self.complete = True
            if evaluation := self.previewed():
                self._grid.figures.preview(evaluation, self.scores)
            self._grid.report()
        self.changed.emit()

    def _count(self, number: int, score: CellScore | None, by: int) -> None:
        if score is None:
            return
        known = self._known.get(id(score))
        if known is None:
            known = self._waiting(number, score)
            self._known[id(score)] = known
        self._judgments += by * known.judgments
        self._programs += by * known.programs

    def _waiting(self, number: int, score: CellScore) -> Waiting:
        if not any(each.verdict is Verdict.PENDING or each.parts for each in score.scores):
            return Waiting()
        return waiting_in(self._checks_of(number), score.scores)

    def _checks_of(self, number: int) -> Sequence[Check]:
        """Of all cases, then those of its own."""
        model, checklist = self._page.model, self._checklist
        checks = checklist.checks if checklist else ()
        case = number // model.results.per_case if model.results else 0
        return (*checks, *model.cases[case].checks) if case < len(model.cases) else checks

    def _forget(self) -> None:
        """Scores that were handed on stay as they are: a new round has its own."""
        self.scores, self._known = {}, {}
        self._judgments = self._programs = 0

    def _on_events(self, events: Sequence[EvaluationEvent]) -> None:
        """It runs: what was answered since is scored, too."""
        evaluation = self._grid.evaluation
        if not self.active or self._judge or evaluation is None or self._soon.isActive():
            return
        if any(
            isinstance(each, CellsChanged) and each.evaluation_id == evaluation.id
            for each in events
        ):
            self._soon.start(WHILE_RUNNING_MS)
