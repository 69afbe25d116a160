"""The files a commit will write, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from workbench.domain.releases import PlannedAttachment, PlannedFile, RemovedFile
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

Written = PlannedFile | PlannedAttachment | RemovedFile
Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
FileRole = Roles.UserRole + 1
SHOWN_PATH = "attachments/123456789012"
NEW = QT_TRANSLATE_NOOP("export", "new")
REMOVED = QT_TRANSLATE_NOOP("export", "removed")
CHANGED = QT_TRANSLATE_NOOP("export", "changed")


class FilesModel(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._files: list[Written] = []

    def show_files(
        self,
        files: Sequence[PlannedFile],
        attachments: Sequence[PlannedAttachment] = (),
        removed: Sequence[RemovedFile] = (),
    ) -> None:
        self.beginResetModel()
        self._files = [*files, *attachments, *removed]
        self.endResetModel()

    def row_of(self, path: str) -> int:
        """The first row where it is not written any more."""
        return next((row for row, file in enumerate(self._files) if file.path == path), 0)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._files)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._files):
            return None
        file = self._files[index.row()]
        if isinstance(file, PlannedAttachment):
            return _of_attachment(file, role)
        if isinstance(file, RemovedFile):
            return _of_removed(file, role)
        if role in (Roles.DisplayRole, Roles.ToolTipRole):
            word = QCoreApplication.translate("export", NEW if file.old is None else CHANGED)
            return f"{'+' if file.old is None else '~'} {safe(file.path)}  ({word})"
        if role == FileRole:
            return file
        return None


def _of_removed(file: RemovedFile, role: int) -> Any:
    if role == FileRole:
        return file
    if role in (Roles.DisplayRole, Roles.ToolTipRole):
        return f"− {safe(file.path)}  ({QCoreApplication.translate('export', REMOVED)})"
    return None


def _of_attachment(file: PlannedAttachment, role: int) -> Any:
    if role == FileRole:
        return file
    if role == Roles.ToolTipRole:
        return safe(file.path)
    if role == Roles.DisplayRole:
        word = QCoreApplication.translate("export", NEW)
        size = QLocale().formattedDataSize(file.size)
        short = file.path[: len(SHOWN_PATH)] + "…"
        return f"+ {short}  {safe(file.attachment.name)}, {size}  ({word})"
    return None
