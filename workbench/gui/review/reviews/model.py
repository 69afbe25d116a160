"""The reviews as a list, newest first, each with its kind and how far its reviewers are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.domain.reviews import ReviewSummary
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.when import ago, exactly
from workbench.gui.review.wording import KINDS, items_words, state_of, translate

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
SummaryRole = Roles.UserRole + 1
NowRole = Roles.UserRole + 2


class ReviewsModel(QAbstractListModel):
    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._now = now
        self._summaries: list[ReviewSummary] = []

    def show_summaries(self, summaries: Sequence[ReviewSummary]) -> None:
        self.beginResetModel()
        self._summaries = list(summaries)
        self.endResetModel()

    def row_of(self, review_id: str) -> int:
        for row, summary in enumerate(self._summaries):
            if summary.review.id == review_id:
                return row
        return -1

    def summary_at(self, row: int) -> ReviewSummary | None:
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
            return safe(summary.review.plan.name)
        if role == Roles.AccessibleTextRole:
            return ", ".join((safe(summary.review.plan.name), *self._told(summary)))
        if role == Roles.ToolTipRole:
            return plain_tip("\n".join(self._lines(summary)))
        return None

    def _told(self, summary: ReviewSummary) -> list[str]:
        review = summary.review
        return [
            translate(KINDS[review.plan.kind]),
            translate(state_of(summary).word),
            translate("{0} of {1} judged").format(f"{summary.done:,}", f"{summary.asked:,}"),
            ago(review.created_at, self._now()),
        ]

    def _lines(self, summary: ReviewSummary) -> list[str]:
        review = summary.review
        each = [
            translate("{0}: {1} of {2}").format(one.name, one.judged + one.skipped, one.asked)
            for one in summary.reviewers
        ]
        kind = translate(KINDS[review.plan.kind])
        made = f"{exactly(review.created_at)} · {review.author}".removesuffix(" · ")
        return [review.plan.name, f"{kind} · {items_words(summary)}", *each, made]
