"""Changes in many prompts as a tree: a prompt, and below it each place that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from workbench.domain.edits import Context, PromptEdits

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
ContextRole = Qt.ItemDataRole.UserRole
PromptRole = Qt.ItemDataRole.UserRole + 1
GROUP = 0xFFFFFFFF
"""The internal id of a prompt's row; of a place's row it is the prompt's number."""


class ChangesModel(QAbstractItemModel):
    ticked_changed = Signal()

    def __init__(self, *, tickable: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tickable = tickable
        self._groups: list[PromptEdits] = []
        self._left_out: set[tuple[int, int]] = set()

    def show_changes(self, changes: Sequence[PromptEdits]) -> None:
        """All of them ticked."""
        self.beginResetModel()
        self._groups = list(changes)
        self._left_out = set()
        self.endResetModel()
        self.ticked_changed.emit()

    def ticked(self) -> list[PromptEdits]:
        """What is to be changed."""
        chosen = []
        for number, group in enumerate(self._groups):
            kept = tuple(
                edit
                for place, edit in enumerate(group.edits)
                if (number, place) not in self._left_out
            )
            if kept or not group.edits:
                chosen.append(replace(group, edits=kept))
        return chosen

    @property
    def places(self) -> int:
        """How many are ticked."""
        return sum(len(group.edits) for group in self._groups) - len(self._left_out)

    def index(self, row: int, column: int, parent: Index = TOP) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() if parent.isValid() else GROUP)

    def parent(self, index: Index = TOP) -> Any:
        if not index.isValid() or index.internalId() == GROUP:
            return QModelIndex()
        return self.createIndex(int(index.internalId()), 0, GROUP)

    def rowCount(self, parent: Index = TOP) -> int:
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() != GROUP:
            return 0
        return len(self._groups[parent.row()].edits)

    def columnCount(self, _parent: Index = TOP) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._state(index) if self._tickable else None
        if index.internalId() == GROUP:
            return self._group_data(self._groups[index.row()], role)
        group = self._groups[int(index.internalId())]
        context = group.context(group.edits[index.row()])
        if role == ContextRole:
            return context
        return self._words(context) if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        known = super().flags(index)
        if not (index.isValid() and self._tickable):
            return known
        return known | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._tickable:
            return False
        ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        if index.internalId() == GROUP:
            group = index.row()
            places = range(len(self._groups[group].edits))
        else:
            group, places = int(index.internalId()), range(index.row(), index.row() + 1)
        marks = {(group, place) for place in places}
        self._left_out = self._left_out - marks if ticked else self._left_out | marks
        top = self.index(group, 0)
        self.dataChanged.emit(top, top)
        last = len(self._groups[group].edits) - 1
        if last >= 0:
            self.dataChanged.emit(self.index(0, 0, top), self.index(last, 0, top))
        self.ticked_changed.emit()
        return True

    def _group_data(self, group: PromptEdits, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return group.prompt.path
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{group.prompt.path}, {self._count(group)}"
        return (group, self._count(group)) if role == PromptRole else None

    def _count(self, group: PromptEdits) -> str:
        if not group.edits:
            return self.tr("its inputs and kept cases")
        one = len(group.edits) == 1
        count = self.tr("1 place") if one else self.tr("{0} places").format(len(group.edits))
        return self.tr("{0}, in the archive").format(count) if group.prompt.archived else count

    def _words(self, context: Context) -> str:
        """As a screen reader says it."""
        words = self.tr("line {0}: {1} becomes {2}, in {3}")
        whole = f"{context.before}{context.old}{context.after}"
        return words.format(context.line, context.old, context.new, whole)

    def _state(self, index: Index) -> Qt.CheckState:
        if index.internalId() != GROUP:
            out = (int(index.internalId()), index.row()) in self._left_out
            return Qt.CheckState.Unchecked if out else Qt.CheckState.Checked
        count = len(self._groups[index.row()].edits)
        out_of = sum(1 for group, _place in self._left_out if group == index.row())
        if out_of == 0:
            return Qt.CheckState.Checked
        return Qt.CheckState.Unchecked if out_of == count else Qt.CheckState.PartiallyChecked
