"""What a search found, as rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.domain.history import Hit, HitKind
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.kit.when import ago, exactly
from workbench.gui.write.board.wording import translate
from workbench.gui.write.search.snippets import plain, where

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
HitRole = Roles.UserRole + 1
NowRole = Roles.UserRole + 2


KINDS = {
    HitKind.PROMPT: QT_TRANSLATE_NOOP("board", "prompt"),
    HitKind.VERSION: QT_TRANSLATE_NOOP("board", "version"),
    HitKind.NOTE: QT_TRANSLATE_NOOP("board", "note"),
    HitKind.OUTPUT: QT_TRANSLATE_NOOP("board", "output"),
}


class HitsModel(QAbstractListModel):
    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._now = now
        self._hits: list[Hit] = []

    def show_hits(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._hits = list(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._hits):
            return None
        hit = self._hits[index.row()]
        if role == HitRole:
            return hit
        if role == NowRole:
            return self._now()
        if role in (Roles.DisplayRole, Roles.AccessibleTextRole):
            kind = translate(KINDS[hit.kind])
            return f"{where(hit)}, {kind}, {ago(hit.at, self._now())}: {plain(hit.snippet)}"
        if role == Roles.ToolTipRole:
            return f"{where(hit)}\n{exactly(hit.at)}"
        return None
