"""Pins the evaluation that is shown as the baseline of its prompts, and says what it is held
against."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from workbench.domain.evaluations import Evaluation
from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.grid.top import GridTop
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.safe_text import safe
from workbench.services.evaluations import EvaluationService

PIN = "evaluation.pin_baseline"


class Pinning(QObject):
    said = Signal(str)

    def __init__(self, top: GridTop, around: Around) -> None:
        super().__init__(top)
        self._top, self._around = top, around
        self._evaluation: Evaluation | None = None
        self._evaluations = around.services.evaluations
        around.actions.on(PIN, self._toggle)

    def show_evaluation(self, evaluation: Evaluation | None) -> None:
        """Pins may have changed."""
        before, self._evaluation = self._evaluation, evaluation
        if evaluation is None or before is None or before.id != evaluation.id:
            self._tell([])
        if evaluation is None:
            return

        def show(pinned: list[Evaluation]) -> None:
            if self._evaluation and self._evaluation.id == evaluation.id:
                self._tell(pinned)

        work = partial(_pinned, self._evaluations, evaluation)
        self._around.background.run(self, work, show, lambda _error: None)

    def _tell(self, pinned: list[Evaluation]) -> None:
        shown = self._evaluation
        is_it = bool(shown and any(each.id == shown.id for each in pinned))
        self._around.actions[PIN].setChecked(is_it)
        words = translate("baseline") if is_it else ""
        if pinned and not is_it:
            names = ", ".join(dict.fromkeys(safe(each.name) for each in pinned))
            words = translate("held against {0}").format(names)
        self._top.show_baseline(words)

    def _toggle(self) -> None:
        """The tick says already what is wanted."""
        evaluation = self._evaluation
        if evaluation is None:
            return
        pinned = self._around.actions[PIN].isChecked()
        words = translate("{0} is the baseline now.")
        if not pinned:
            words = translate("{0} is no longer the baseline.")
        self._around.background.run(
            self,
            partial(_pin, self._evaluations, evaluation, pinned),
            lambda _nothing: self.said.emit(words.format(safe(evaluation.name))),
            self._around.ask.show_error,
        )


def _prompts(evaluation: Evaluation) -> list[str]:
    return list(dict.fromkeys(column.prompt_id for column in evaluation.columns))


def _pinned(evaluations: EvaluationService, evaluation: Evaluation) -> list[Evaluation]:
    """Of its prompts, those that have one."""
    found = (evaluations.baseline(prompt_id) for prompt_id in _prompts(evaluation))
    return [each for each in found if each]


def _pin(evaluations: EvaluationService, evaluation: Evaluation, pinned: bool) -> None:
    """For all its prompts; a pin of another evaluation is only replaced, never taken away."""
    for prompt_id in _prompts(evaluation):
        held = evaluations.baseline(prompt_id)
        if pinned or (held and held.id == evaluation.id):
            evaluations.pin_baseline(prompt_id, evaluation.id if pinned else "")
