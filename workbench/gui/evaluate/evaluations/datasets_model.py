"""The datasets as a list: the name, how many cases there are, whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.gui.evaluate.wording import counted
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.noted import NoteRole
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
DatasetRole = Roles.UserRole + 1


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """`path` is that of the prompt it was made for; empty for any."""

    id: str
    name: str
    cases: int
    path: str = ""


class DatasetsModel(QAbstractListModel):
    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._lines: list[DatasetLine] = []

    def show_lines(self, lines: Sequence[DatasetLine]) -> None:
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def row_of(self, dataset_id: str) -> int:
        for row, line in enumerate(self._lines):
            if line.id == dataset_id:
                return row
        return -1

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        count = counted("case", line.cases)
        if role == DatasetRole:
            return line
        if role == Roles.DecorationRole:
            return self._icons("database")
        if role == Roles.DisplayRole:
            return safe(line.name)
        if role == NoteRole:
            return f"{line.cases:,}"
        if role == Roles.AccessibleTextRole:
            return f"{safe(line.name)}, {count}"
        if role == Roles.ToolTipRole:
            parts = (line.name, line.path, count)
            return plain_tip("\n".join(part for part in parts if part))
        return None
