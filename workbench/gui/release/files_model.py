"""The files an export will write, as rows."""

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

from workbench.domain.releases import PlannedFile
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
FileRole = Roles.UserRole + 1
NEW = QT_TRANSLATE_NOOP("export", "new")
CHANGED = QT_TRANSLATE_NOOP("export", "changed")


class FilesModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._files: list[PlannedFile] = []

    def show_files(self, files: Sequence[PlannedFile]) -> None:
        self.beginResetModel()
        self._files = list(files)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._files)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._files):
            return None
        file = self._files[index.row()]
        if role in (Roles.DisplayRole, Roles.ToolTipRole):
            word = QCoreApplication.translate("export", NEW if file.old is None else CHANGED)
            return f"{'+' if file.old is None else '~'} {safe(file.path)}  ({word})"
        if role == FileRole:
            return file
        return None
