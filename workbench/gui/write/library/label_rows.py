"""The labels that can be ticked, as they are filtered by what is typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.domain.errors import InvalidInput
from workbench.domain.labels import label_order, labels_of, read_label
from workbench.domain.prompts import Label, Prompt

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
LabelRole = Qt.ItemDataRole.UserRole
NEXT = {
    Qt.CheckState.Unchecked: Qt.CheckState.Checked,
    Qt.CheckState.PartiallyChecked: Qt.CheckState.Checked,
    Qt.CheckState.Checked: Qt.CheckState.Unchecked,
}


class LabelRows(QAbstractListModel):
    """What the prompts have comes first; a tick that is half means some of them."""

    def __init__(
        self, prompts: Sequence[Prompt], known: Iterable[Label], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        had = [set(labels_of(prompt)) for prompt in prompts]
        some = set().union(*had)
        every = set.intersection(*had) if had else set()
        self._before = {
            label: Qt.CheckState.Checked if label in every else Qt.CheckState.PartiallyChecked
            for label in some
        }
        self._states = dict(self._before)
        self._known = sorted(some, key=label_order) + sorted(set(known) - some, key=label_order)
        self._shown = list(self._known)
        self._typed: Label | None = None

    @property
    def added(self) -> tuple[Label, ...]:
        return self._turned(Qt.CheckState.Checked)

    @property
    def removed(self) -> tuple[Label, ...]:
        return self._turned(Qt.CheckState.Unchecked)

    def show_typed(self, text: str) -> None:
        """Those that hold all words, and what was typed as a new label if it can be one."""
        words = text.casefold().replace(":", " ").replace("=", " ").split()
        self.beginResetModel()
        fitting = (label for label in self._known if _holds(label, words))
        self._shown = list(fitting)
        self._typed = _readable(text)
        if self._typed and self._typed not in self._known:
            self._shown.append(self._typed)
        self.endResetModel()

    def is_new(self, row: int) -> bool:
        return self._shown[row] not in self._known

    def row_typed(self) -> int:
        """What Enter is about: the label as it was typed, else the first; -1 for none."""
        if self._typed in self._shown:
            return self._shown.index(self._typed)
        return 0 if self._shown else -1

    def toggle(self, row: int) -> None:
        label = self._shown[row]
        if label not in self._known:
            self._known.append(label)
        self._states[label] = NEXT[self.state(label)]
        index = self.index(row)
        self.dataChanged.emit(index, index)

    def label(self, index: Index) -> Label | None:
        return self._shown[index.row()] if index.isValid() else None

    def state(self, label: Label) -> Qt.CheckState:
        return self._states.get(label, Qt.CheckState.Unchecked)

    def repaint(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        label = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("New: {0}").format(label) if self.is_new(index.row()) else str(label)
        if role == Qt.ItemDataRole.CheckStateRole:
            return self.state(label)
        if role == LabelRole:
            return label
        return None

    def _turned(self, state: Qt.CheckState) -> tuple[Label, ...]:
        before = self._before
        return tuple(
            label
            for label, now in self._states.items()
            if now == state and before.get(label, Qt.CheckState.Unchecked) != state
        )


def _holds(label: Label, words: Sequence[str]) -> bool:
    text = str(label).casefold()
    return all(word in text for word in words)


def _readable(text: str) -> Label | None:
    try:
        return read_label(text) if text.strip() else None
    except InvalidInput:
        return None
