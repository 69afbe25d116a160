"""The evaluations as a list, newest first, each with how far it is and what it came to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workbench.domain.amounts import money, percent
from workbench.domain.evaluations import EvaluationProgress, EvaluationState, EvaluationSummary
from workbench.gui.evaluate.wording import STATES, counted, size_words, translate
from workbench.gui.kit.summaries_model import SummariesModel
from workbench.gui.kit.when import exactly


class EvaluationsModel(SummariesModel[EvaluationSummary]):
    def show_progress(self, progress: EvaluationProgress) -> None:
        row = self.row_of(progress.evaluation_id)
        if row < 0:
            return
        summary = self._summaries[row]
        evaluation = replace(summary.evaluation, state=progress.state)
        self._summaries[row] = replace(
            summary, evaluation=evaluation, done=progress.done, cost_usd=progress.cost_usd
        )
        self.dataChanged.emit(self.index(row), self.index(row))

    def id_of(self, summary: EvaluationSummary) -> str:
        return summary.evaluation.id

    def name_of(self, summary: EvaluationSummary) -> str:
        return summary.evaluation.name

    def begun(self, summary: EvaluationSummary) -> datetime:
        return summary.evaluation.created_at

    def told(self, summary: EvaluationSummary) -> list[str]:
        """Its state, its pass rate, what it cost, whether it is the baseline."""
        state, share = summary.evaluation.state, pass_share(summary)
        parts = [translate(STATES[state].word)]
        if state in (EvaluationState.RUNNING, EvaluationState.PAUSED):
            parts.append(
                translate("{0} of {1} cells").format(
                    f"{summary.done:,}", f"{summary.evaluation.total:,}"
                )
            )
        if share is not None:
            parts.append(translate("{0} passed").format(percent(share)))
        if summary.errors:
            parts.append(counted("error", summary.errors))
        if summary.cost_usd:
            parts.append(money(summary.cost_usd))
        if summary.baseline:
            parts.append(translate("baseline"))
        return parts

    def lines(self, summary: EvaluationSummary) -> list[str]:
        evaluation = summary.evaluation
        lines = [
            evaluation.name,
            f"{evaluation.dataset_name} · {size_words(evaluation)}",
            " · ".join(self.told(summary)),
            evaluation.pause_reason,
            f"{exactly(evaluation.created_at)} · {evaluation.author}".removesuffix(" · "),
        ]
        return [line for line in lines if line]


def pass_share(summary: EvaluationSummary) -> float | None:
    """Of the cells that are over; None while there is none."""
    over = summary.passed + summary.failed + summary.errors
    return summary.passed / over if over else None
