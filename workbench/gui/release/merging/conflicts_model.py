"""What both changed, as rows: each says whether somebody has chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from workbench.domain.merging import ConflictKind, MergeConflict, MergeSide
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
ConflictRole = Roles.UserRole + 1
STATES = {
    None: QT_TRANSLATE_NOOP("registry_merging", "to be chosen"),
    MergeSide.OURS: QT_TRANSLATE_NOOP("registry_merging", "as it is here"),
    MergeSide.THEIRS: QT_TRANSLATE_NOOP("registry_merging", "as it comes in"),
}
TITLES = {
    ConflictKind.PIN: QT_TRANSLATE_NOOP("registry_merging", "{0} of {1}"),
    ConflictKind.CARD: QT_TRANSLATE_NOOP("registry_merging", "Card of {1}"),
    ConflictKind.FILE: "{2}",
}


class ConflictsModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._conflicts: list[MergeConflict] = []

    def show_conflicts(self, conflicts: Sequence[MergeConflict]) -> None:
        """Rows that are the same stay where they are."""
        if [each.file for each in conflicts] == [each.file for each in self._conflicts]:
            self._conflicts = list(conflicts)
            if conflicts:
                self.dataChanged.emit(self.index(0), self.index(len(conflicts) - 1))
            return
        self.beginResetModel()
        self._conflicts = list(conflicts)
        self.endResetModel()

    def row_of(self, file: str) -> int:
        """-1 where it is not there."""
        files = [each.file for each in self._conflicts]
        return files.index(file) if file in files else -1

    def first_open(self) -> int:
        """The first row that waits; the first of all where none does."""
        waiting = (row for row, each in enumerate(self._conflicts) if each.choice is None)
        return next(waiting, 0)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._conflicts)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._conflicts):
            return None
        conflict = self._conflicts[index.row()]
        if role == ConflictRole:
            return conflict
        if role == Roles.DisplayRole:
            mark = "○" if conflict.choice is None else "●"
            return f"{mark} {title(conflict)}  ({state(conflict)})"
        if role == Roles.ToolTipRole:
            return safe(conflict.file)
        return None


def title(conflict: MergeConflict) -> str:
    words = QCoreApplication.translate("registry_merging", TITLES[conflict.kind])
    return words.format(safe(conflict.environment), safe(conflict.prompt), safe(conflict.file))


def state(conflict: MergeConflict) -> str:
    return QCoreApplication.translate("registry_merging", STATES[conflict.choice])
