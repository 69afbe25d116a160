"""The evaluation that is shown: read, kept current as it runs, filtered, summed up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QObject, QPoint, Signal

from workbench.domain.amounts import money, time_left
from workbench.domain.comparisons import ColumnSummary
from workbench.domain.evaluations import (
    CellsChanged,
    Evaluation,
    EvaluationEstimate,
    EvaluationEvent,
    EvaluationProgress,
    EvaluationState,
    EvaluationSummary,
)
from workbench.gui.commands.evaluating import RESULT_MENU
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.grid.comparison_strip import ComparisonStrip
from workbench.gui.evaluate.grid.figures import Figures, GridFigures
from workbench.gui.evaluate.grid.filter_bar import OF_BASELINE
from workbench.gui.evaluate.grid.filtering import Filter, Order
from workbench.gui.evaluate.grid.heads import head_of
from workbench.gui.evaluate.grid.page import GridPage
from workbench.gui.evaluate.grid.reading import GridReading
from workbench.gui.evaluate.grid.results import NOT_PASSED, Sign
from workbench.gui.evaluate.grid.top import estimate_words
from workbench.gui.evaluate.setup.plan import labels_of
from workbench.gui.evaluate.wording import counted, translate
from workbench.gui.kit.background import Background
from workbench.gui.kit.command_menu import LINE, command_menu

PRIMARY = "evaluation.start"
BUTTONS = (
    "evaluation.pause",
    "evaluation.stop",
    "evaluation.retry_failed",
    "evaluation.pin_baseline",
    "evaluation.report",
    "evaluation.again",
    "evaluation.rename",
    "evaluation.remove",
)
UNDER_WAY = EvaluationState.RUNNING


class GridPresenter(QObject):
    shown = Signal(object)
    """`Evaluation`: its page is to be seen."""
    progressed = Signal(object)
    """`EvaluationProgress` of any evaluation."""

    def __init__(self, page: GridPage, around: Around, working: Background) -> None:
        """`working` is not the services' thread: figures may take seconds."""
        super().__init__(page)
        self._page, self._around = page, around
        self._actions = around.actions
        services = around.services
        self.strip = ComparisonStrip(around.theme, around.icons, page)
        page.put_between(self.strip)
        self.reading = GridReading(
            page.model, services.evaluations, around.background, around.ask.show_error
        )
        self.figures = GridFigures(services.comparing, working, self)
        self._progress: EvaluationProgress | None = None
        self._summaries: dict[str, EvaluationSummary] = {}
        """By evaluation; of the one that is shown, until its own cells are read."""
        self._cost = Decimal(0)
        self._stays: tuple[int, int] | None = None
        """Case and column that are current while the cases are gone through."""
        self.estimate: EvaluationEstimate | None = None
        actions = around.actions
        page.top.use_actions(actions[PRIMARY], [actions[each] for each in BUTTONS])
        self._connect()

    @property
    def evaluation(self) -> Evaluation | None:
        """The one that is shown."""
        return self._page.model.evaluation

    def take_summaries(self, summaries: Sequence[EvaluationSummary]) -> None:
        self._summaries = {each.evaluation.id: each for each in summaries}

    def show(self, evaluation_id: str) -> None:
        if evaluation_id != self.reading.evaluation_id:
            self.reading.read(evaluation_id)
        elif evaluation := self.evaluation:
            self.shown.emit(evaluation)

    def forget(self) -> None:
        """It is gone."""
        self.reading.read("")
        self.figures.begin(None)
        self.report()

    def refresh(self) -> None:
        """It was changed by somebody: its card, and what its cells came to."""
        self.reading.read_card(self._show_card)
        self.figures.renew(now=True)

    def show_estimate(self, evaluation_id: str, estimate: EvaluationEstimate) -> None:
        if self.evaluation and evaluation_id == self.evaluation.id:
            self.estimate = estimate
            self._show_progress()

    def report(self) -> None:
        """Tell the commands what can be done."""
        evaluation, results = self.evaluation, self._page.model.results
        self._actions.report(
            evaluation_shown=evaluation is not None,
            evaluation_under_way=evaluation is not None and evaluation.state is UNDER_WAY,
            evaluation_finished=evaluation is not None
            and evaluation.state is EvaluationState.FINISHED,
            evaluation_cells_left=results.left if results and self.reading.complete else 0,
            evaluation_cells_lost=results.count(Sign.LOST) if results else 0,
            results_failed=results.count(*NOT_PASSED) if results else 0,
        )

    def _connect(self) -> None:
        page, actions = self._page, self._actions
        self.reading.begun.connect(self._on_begun)
        self.reading.grown.connect(self._on_grown)
        self.reading.finished.connect(self._on_read)
        self.figures.worked_out.connect(self._show_figures)
        page.filter.changed.connect(self._filter)
        page.model.modelReset.connect(page.show_rows)
        page.model.filtered.connect(self._on_filtered)
        page.view.results.failed_wanted.connect(self._step)
        page.view.menu_wanted.connect(self._show_menu)
        self._around.engine.evaluation_events.connect(self._on_events)
        actions.on("result.next_failed", lambda: self._step(1))
        actions.on("result.previous_failed", lambda: self._step(-1))

    def _on_begun(self, evaluation: Evaluation) -> None:
        self._progress, self.estimate = None, None
        page = self._page
        page.filter.begin(
            labels_of(page.model.cases),
            samples=evaluation.samples,
            columns=len(evaluation.columns),
        )
        page.model.show_filtered(Filter())
        self.strip.begin()
        self._show_heads(())
        if summary := self._summaries.get(evaluation.id):
            self._cost = summary.cost_usd
        self._show_card(evaluation)
        self.figures.begin(evaluation)
        if page.model.rowCount():
            page.view.make_current(0, 0)
        self.shown.emit(evaluation)

    def _on_grown(self) -> None:
        self._show_progress()
        self.report()

    def _on_read(self) -> None:
        if self._page.filter.filter.active:
            self._filter(self._page.filter.filter)

    def _on_events(self, events: Sequence[EvaluationEvent]) -> None:
        shown, changed, over = self.reading.evaluation_id, False, False
        for event in events:
            if isinstance(event, EvaluationProgress):
                self.progressed.emit(event)
                if event.evaluation_id == shown:
                    over = over or event.state is not UNDER_WAY
                    self._take_progress(event)
            elif isinstance(event, CellsChanged) and event.evaluation_id == shown:
                self.reading.take(event.cells)
                changed = True
        if changed or over:
            self.figures.renew(now=over)
            self._show_progress()
            self.report()

    def _take_progress(self, progress: EvaluationProgress) -> None:
        self._progress = progress
        if evaluation := self.evaluation:
            reason = progress.reason if progress.state is not UNDER_WAY else ""
            self._page.model.rename(replace(evaluation, state=progress.state, pause_reason=reason))
            if progress.state is not UNDER_WAY:
                self._page.model.rest()
        self._show_progress()
        self.report()

    def _show_card(self, evaluation: Evaluation) -> None:
        self._page.top.show_evaluation(evaluation)
        self._show_progress()
        self.report()

    def _show_figures(self, figures: Figures) -> None:
        self._show_heads(figures.summaries)
        self.strip.show_comparisons(figures.comparisons, self._models(figures))
        self._page.filter.offer_changes(bool(figures.before))
        model = self._page.model
        model.show_baseline(dict(figures.before))
        if model.filter.order is not Order.DATASET or model.filter.show in OF_BASELINE:
            self._filter(model.filter)
        self._show_progress()

    def _models(self, figures: Figures) -> list[str]:
        """What each comparison is of, where the model tells them apart."""
        evaluation = self.evaluation
        if evaluation is None:
            return []
        columns = [each.between[1].column if each.between else 0 for each in figures.comparisons]
        models = [evaluation.columns[column].model for column in columns]
        return models if len(set(models)) > 1 else []

    def _show_heads(self, summaries: Sequence[ColumnSummary]) -> None:
        self._cost = sum((each.cost_usd for each in summaries), Decimal(0))
        if evaluation := self.evaluation:
            known = {each.column: each for each in summaries}
            heads = {
                number: head_of(column, known.get(number))
                for number, column in enumerate(evaluation.columns)
            }
            self._page.view.show_heads(counted("case", evaluation.cases).capitalize(), heads)

    def _show_progress(self) -> None:
        evaluation, results = self.evaluation, self._page.model.results
        if evaluation is None or results is None:
            return
        total = evaluation.total
        done = total - results.left
        summary = self._summaries.get(evaluation.id)
        if summary and not self.reading.complete:
            done = max(done, summary.done)
        facts = self._facts(evaluation, done)
        reason = evaluation.pause_reason
        if self._progress and self._progress.reason:
            reason = self._progress.reason
        self._page.top.show_progress(evaluation.state, done, total, facts, reason)

    def _facts(self, evaluation: Evaluation, done: int) -> list[str]:
        if evaluation.state is EvaluationState.PLANNED:
            planned = estimate_words(self.estimate) if self.estimate else []
            return planned or [counted("cell", evaluation.total)]
        words = translate("{0} of {1}")
        facts = [words.format(f"{done:,}", counted("cell", evaluation.total))]
        progress = self._progress
        if progress and evaluation.state is UNDER_WAY:
            if progress.cells_per_second:
                facts.append(translate("{0} a second").format(f"{progress.cells_per_second:.1f}"))
            if progress.seconds_left is not None:
                left = time_left(progress.seconds_left)
                facts.append(translate("about {0} left").format(left))
        facts.append(self._cost_words(evaluation, progress))
        return facts

    def _cost_words(self, evaluation: Evaluation, progress: EvaluationProgress | None) -> str:
        cost = max(self._cost, progress.cost_usd) if progress else self._cost
        words = money(cost)
        if evaluation.budget_usd is not None:
            words = translate("{0} of a budget of {1}").format(words, money(evaluation.budget_usd))
        elif evaluation.estimated_usd:
            estimated = money(evaluation.estimated_usd)
            words = translate("{0}, estimated {1}").format(words, estimated)
        return words

    def _filter(self, chosen: Filter) -> None:
        """The current cell stays where it is still shown."""
        view, model = self._page.view, self._page.model
        self._stays = (model.case_at(view.current.row()), max(view.current.column() - 1, 0))
        model.show_filtered(chosen)

    def _on_filtered(self) -> None:
        stays, self._stays = self._stays, None
        if stays and self._page.model.rowCount():
            case, column = stays
            self._page.view.make_current(max(self._page.model.row_of(case), 0), column)

    def _step(self, by: int) -> None:
        self._page.view.step_to_failed(by)
        self._page.view.setFocus()

    def _show_menu(self, place: QPoint) -> None:
        ids = [each or LINE for each in RESULT_MENU]
        menu = command_menu(self._page, ids, self._actions, self._around.icons)
        menu.popup(place)
