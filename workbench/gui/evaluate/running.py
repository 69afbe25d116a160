"""Starts, pauses and stops evaluations; estimates them first, and asks where it would cost much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QObject, Signal

from workbench.domain.errors import InvalidInput
from workbench.domain.evaluations import Evaluation, EvaluationEstimate, EvaluationState
from workbench.domain.settings import Settings
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.grid.presenter import GridPresenter
from workbench.gui.evaluate.grid.top import estimate_words, total_cost
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.safe_text import safe


class Running(QObject):
    said = Signal(str)
    again_wanted = Signal(object)
    """An `Evaluation`: another one like it is to be planned."""
    removed = Signal(str)

    def __init__(self, grid: GridPresenter, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._grid, self._around = grid, around
        actions = around.actions
        actions.on("evaluation.start", self._start)
        actions.on("evaluation.pause", self._pause)
        actions.on("evaluation.stop", self._stop)
        actions.on("evaluation.retry_failed", self._retry)
        actions.on("evaluation.rename", self._rename)
        actions.on("evaluation.again", self._again)
        actions.on("evaluation.raise_budget", self._change_budget)
        actions.on("evaluation.remove", self._remove)
        grid.shown.connect(self._on_shown)

    def start(self, evaluation: Evaluation) -> None:
        """Estimated first; started at once where that is free or below the limit."""
        if self._grid.estimate and evaluation == self._grid.evaluation:
            self._start_if_affordable(evaluation, self._grid.estimate)
        else:
            self._estimate(evaluation, start=True)

    def run_cells(self, numbers: Sequence[int]) -> None:
        """Some cells once more."""
        if evaluation := self._grid.evaluation:
            self._around.engine.start_evaluation(evaluation.id, retry=True, only=list(numbers))

    def _on_shown(self, evaluation: Evaluation) -> None:
        if evaluation.state is EvaluationState.PLANNED and self._grid.estimate is None:
            self._estimate(evaluation, start=False)

    def _estimate(self, evaluation: Evaluation, *, start: bool) -> None:
        def take(estimate: EvaluationEstimate) -> None:
            self._grid.show_estimate(evaluation.id, estimate)
            if start:
                self._start_if_affordable(evaluation, estimate)

        self._around.engine.estimate_evaluation(evaluation.id, take, self._around.ask.show_error)

    def _start_if_affordable(self, evaluation: Evaluation, estimate: EvaluationEstimate) -> None:
        services = self._around.services

        def begin(settings: Settings) -> None:
            cost = total_cost(estimate)
            if cost is None or cost <= settings.limits.confirm_above_usd or self._agreed(estimate):
                self._begin(evaluation, cost)

        self._around.background.run(
            self, services.settings.load, begin, self._around.ask.show_error
        )

    def _begin(self, evaluation: Evaluation, cost: Decimal | None) -> None:
        if not evaluation.estimated_usd and cost is not None and not self._read_only:
            evaluations = self._around.services.evaluations
            self._around.background.run(
                self, lambda: evaluations.keep_estimate(evaluation.id, cost)
            )
        self._around.engine.start_evaluation(evaluation.id)

    @property
    def _read_only(self) -> bool:
        return self._around.services.read_only

    def _agreed(self, estimate: EvaluationEstimate) -> bool:
        words = translate("The evaluation is estimated to be: {0}. That is above your limit.")
        return self._around.ask.confirm(
            translate("Evaluate at this cost?"),
            words.format(", ".join(estimate_words(estimate))),
            translate("Start"),
        )

    def _start(self) -> None:
        evaluation = self._grid.evaluation
        if evaluation is None:
            return
        if evaluation.state is EvaluationState.PLANNED:
            self.start(evaluation)
        else:
            self._around.engine.start_evaluation(evaluation.id)

    def _pause(self) -> None:
        if evaluation := self._grid.evaluation:
            self._around.engine.pause_evaluation(evaluation.id)

    def _stop(self) -> None:
        if evaluation := self._grid.evaluation:
            self._around.engine.stop_evaluation(evaluation.id)

    def _retry(self) -> None:
        if evaluation := self._grid.evaluation:
            self._around.engine.start_evaluation(evaluation.id, retry=True)

    def _again(self) -> None:
        if evaluation := self._grid.evaluation:
            self.again_wanted.emit(evaluation)

    def _rename(self) -> None:
        evaluation = self._grid.evaluation
        if evaluation is None:
            return
        title, label = translate("Rename the evaluation"), translate("Name")
        name = self._around.ask.text(title, label, evaluation.name)
        if name and name.strip() != evaluation.name:
            self._change(lambda: self._around.services.evaluations.rename(evaluation.id, name))

    def _change_budget(self) -> None:
        evaluation = self._grid.evaluation
        if evaluation is None:
            return
        before = "" if evaluation.budget_usd is None else str(evaluation.budget_usd)
        title, label = translate("Change the budget"), translate("US dollars; empty for no limit")
        typed = self._around.ask.text(title, label, before)
        if typed is None:
            return
        try:
            budget = read_budget(typed)
        except InvalidInput as error:
            self._around.ask.show_error(error)
            return
        evaluations = self._around.services.evaluations
        self._change(lambda: evaluations.raise_budget(evaluation.id, budget))

    def _remove(self) -> None:
        evaluation = self._grid.evaluation
        if evaluation is None:
            return
        words = translate("“{0}” is removed with its scores. Its runs stay recorded.")
        agreed = self._around.ask.confirm(
            translate("Remove the evaluation?"),
            words.format(safe(evaluation.name)),
            translate("Remove"),
        )
        if agreed:
            self._grid.forget()
            self._around.background.run(
                self,
                lambda: self._around.services.evaluations.remove(evaluation.id),
                lambda _nothing: self.removed.emit(evaluation.id),
                self._around.ask.show_error,
            )

    def _change(self, work: Callable[[], None]) -> None:
        self._around.background.run(self, work, None, self._around.ask.show_error)


def read_budget(typed: str) -> Decimal | None:
    """Empty is no limit. Raises `InvalidInput`."""
    text = typed.strip().removeprefix("$").strip().replace(",", ".")
    if not text:
        return None
    try:
        budget = Decimal(text)
    except InvalidOperation:
        budget = Decimal(-1)
    if not budget.is_finite() or budget <= 0:
        raise InvalidInput(
            translate("{0} is no amount of money.").format(safe(typed)),
            hint=translate("Type a number of dollars, such as 2.50; empty is no limit."),
        )
    return budget.quantize(Decimal("0.0001"))
