"""Over the grid, where programs among the checks wait: what would run, and whether it may."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.domain.checks import CellScore
from workbench.domain.evaluations import Evaluation, EvaluationState, Rescored
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.checks.programs import needs_trust
from workbench.gui.evaluate.checks.trusting import Trusting
from workbench.gui.evaluate.grid.page import GridPage
from workbench.gui.evaluate.grid.presenter import GridPresenter
from workbench.gui.evaluate.grid.results import Sign
from workbench.gui.evaluate.wording import counted, translate
from workbench.gui.kit.notice import Notice


class TrustBanner(QObject):
    said = Signal(str)

    def __init__(
        self, page: GridPage, grid: GridPresenter, around: Around, trusting: Trusting
    ) -> None:
        super().__init__(page)
        self._page, self._grid, self._around = page, grid, around
        self._trusting = trusting
        self._declined: set[str] = set()
        """Ids of evaluations for which somebody said no, until the window closes."""
        self._owed = False
        """What waited is to be scored once nothing runs any more."""
        self._known: tuple[object, bool] | None = None
        self._notice = Notice(
            "",
            around.theme,
            around.icons,
            tone="warning",
            actions=(
                (translate("Trust this workspace…"), self._ask),
                (translate("Don't"), self._decline),
            ),
            parent=page,
        )
        self._notice.setObjectName("trust.banner")
        self._notice.hide()
        page.put_notice(self._notice)
        self._notice.dismissed.connect(self._decline)
        grid.reading.grown.connect(self._show)
        grid.shown.connect(self._on_shown)
        around.engine.evaluation_events.connect(self._on_events)
        trusting.changed.connect(self._on_trusted)

    @property
    def notice(self) -> Notice:
        return self._notice

    def _on_shown(self, _evaluation: Evaluation) -> None:
        self._owed = False
        self._show()

    def _on_events(self, _events: object) -> None:
        self._show()
        if self._owed and self._at_rest():
            self._score()

    def _show(self) -> None:
        evaluation, results = self._grid.evaluation, self._page.model.results
        waiting = results.count_recorded(Sign.UNJUDGED) if results else 0
        wanted = (
            evaluation is not None
            and waiting > 0
            and not self._trusting.is_trusted()
            and evaluation.id not in self._declined
            and self._needs_trust(evaluation)
        )
        if wanted:
            words = translate(
                "{0} wait for checks that are programs: this workspace is not trusted to run them."
            )
            self._notice.label.setText(words.format(counted("cell", waiting)))
        self._notice.setVisible(wanted)

    def _ask(self) -> None:
        self._trusting.ask(self._grid.evaluation)

    def _decline(self) -> None:
        if evaluation := self._grid.evaluation:
            self._declined.add(evaluation.id)
        self._notice.hide()

    def _on_trusted(self, trusted: bool) -> None:
        self._show()
        self._owed = trusted
        if trusted and self._at_rest():
            self._score()

    def _needs_trust(self, evaluation: Evaluation) -> bool:
        """Told once for the same checks: there may be many cases."""
        key = (evaluation.id, evaluation.checks, evaluation.transform)
        if self._known is None or self._known[0] != key:
            self._known = (key, needs_trust(evaluation, self._page.model.cases))
        return self._known[1]

    def _at_rest(self) -> bool:
        evaluation = self._grid.evaluation
        return evaluation is not None and evaluation.state is not EvaluationState.RUNNING

    def _score(self) -> None:
        """What waited, by the checks on record; no model is asked."""
        self._owed = False
        evaluation, results = self._grid.evaluation, self._page.model.results
        if evaluation is None or results is None or results.previewed:
            return
        if not self._needs_trust(evaluation):
            return
        waiting = set(results.numbers_of(Sign.UNJUDGED))
        found: dict[int, CellScore] = {}

        def take(part: Rescored) -> None:
            found.update(each for each in part.scores if each[0] in waiting)
            if part.complete and found:
                self._keep(evaluation, dict(found))

        if waiting:
            self._around.engine.rescore(
                evaluation.id,
                evaluation.checks,
                take,
                self._around.ask.show_error,
                threshold=evaluation.threshold,
                transform=evaluation.transform,
            )

    def _keep(self, evaluation: Evaluation, scores: dict[int, CellScore]) -> None:
        evaluations, model = self._around.services.evaluations, self._page.model

        def record() -> None:
            evaluations.keep_scores(
                evaluation.id,
                evaluation.checks,
                list(scores.items()),
                threshold=evaluation.threshold,
                transform=evaluation.transform,
            )

        def show(_nothing: None) -> None:
            shown = self._grid.evaluation
            if shown and shown.id == evaluation.id:
                model.preview(list(scores.items()))
                model.end_preview(keep=True)
                self._grid.report()
                self._show()
                words = translate("{0} scored that waited for programs.")
                self.said.emit(words.format(counted("cell", len(scores))))

        self._around.background.run(self, record, show, self._around.ask.show_error)
