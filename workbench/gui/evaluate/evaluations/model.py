"""The evaluations as a list, newest first, each with how far it is and what it came to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.domain.amounts import money, percent
from workbench.domain.evaluations import EvaluationProgress, EvaluationState, EvaluationSummary
from workbench.gui.evaluate.wording import STATES, counted, size_words, translate
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.when import ago, exactly

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
SummaryRole = Roles.UserRole + 1
NowRole = Roles.UserRole + 2


class EvaluationsModel(QAbstractListModel):
    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._now = now
        self._summaries: list[EvaluationSummary] = []

    def show_summaries(self, summaries: Sequence[EvaluationSummary]) -> None:
        self.beginResetModel()
        self._summaries = list(summaries)
        self.endResetModel()

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

    def row_of(self, evaluation_id: str) -> int:
        """-1 if it is not listed."""
        for row, summary in enumerate(self._summaries):
            if summary.evaluation.id == evaluation_id:
                return row
        return -1

    def summary_at(self, row: int) -> EvaluationSummary | None:
        return self._summaries[row] if 0 <= row < len(self._summaries) else None

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._summaries)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        summary = self.summary_at(index.row()) if index.isValid() else None
        if summary is None:
            return None
        if role == SummaryRole:
            return summary
        if role == NowRole:
            return self._now()
        if role == Roles.DisplayRole:
            return safe(summary.evaluation.name)
        if role == Roles.AccessibleTextRole:
            return ", ".join((safe(summary.evaluation.name), *told(summary), self._when(summary)))
        if role == Roles.ToolTipRole:
            return plain_tip("\n".join(self._lines(summary)))
        return None

    def _when(self, summary: EvaluationSummary) -> str:
        return ago(summary.evaluation.created_at, self._now())

    def _lines(self, summary: EvaluationSummary) -> list[str]:
        evaluation = summary.evaluation
        lines = [
            evaluation.name,
            f"{evaluation.dataset_name} · {size_words(evaluation)}",
            " · ".join(told(summary)),
            evaluation.pause_reason,
            f"{exactly(evaluation.created_at)} · {evaluation.author}".removesuffix(" · "),
        ]
        return [line for line in lines if line]


def pass_share(summary: EvaluationSummary) -> float | None:
    """Of the cells that are over; None while there is none."""
    over = summary.passed + summary.failed + summary.errors
    return summary.passed / over if over else None


def told(summary: EvaluationSummary) -> list[str]:
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
