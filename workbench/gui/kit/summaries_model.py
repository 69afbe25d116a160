"""A list of things that people made and named, each with what is told of it and when it began."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.when import ago

Summary = TypeVar("Summary")
Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
SummaryRole = Roles.UserRole + 1
NowRole = Roles.UserRole + 2


class SummariesModel(QAbstractListModel, Generic[Summary]):
    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._now = now
        self._summaries: list[Summary] = []

    def id_of(self, summary: Summary) -> str:
        raise NotImplementedError

    def name_of(self, summary: Summary) -> str:
        raise NotImplementedError

    def begun(self, summary: Summary) -> datetime:
        raise NotImplementedError

    def told(self, summary: Summary) -> list[str]:
        """What a screen reader says between its name and its age."""
        raise NotImplementedError

    def lines(self, summary: Summary) -> list[str]:
        """Of the tool tip."""
        raise NotImplementedError

    def show_summaries(self, summaries: Sequence[Summary]) -> None:
        self.beginResetModel()
        self._summaries = list(summaries)
        self.endResetModel()

    def row_of(self, summary_id: str) -> int:
        """-1 if it is not listed."""
        for row, summary in enumerate(self._summaries):
            if self.id_of(summary) == summary_id:
                return row
        return -1

    def summary_at(self, row: int) -> Summary | None:
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
            return safe(self.name_of(summary))
        if role == Roles.AccessibleTextRole:
            age = ago(self.begun(summary), self._now())
            return ", ".join((safe(self.name_of(summary)), *self.told(summary), age))
        if role == Roles.ToolTipRole:
            return plain_tip("\n".join(self.lines(summary)))
        return None
