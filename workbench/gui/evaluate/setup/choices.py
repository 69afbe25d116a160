"""A list to tick: names, and beside each what is to be known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.noted import NotedDelegate, NoteRole, WarnedRole
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Choice:
    """`key` says which it is; `warned`: the note is of something that is missing."""

    key: str
    text: str
    note: str = ""
    tip: str = ""
    warned: bool = False


class Choices(QAbstractListModel):
    ticked_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: list[Choice] = []
        self._ticked: dict[str, None] = {}

    @property
    def ticked(self) -> tuple[str, ...]:
        """Keys, in the order of the list; then those that are not listed just now."""
        listed = [each.key for each in self._choices if each.key in self._ticked]
        return tuple(dict.fromkeys([*listed, *self._ticked]))

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Ticks stay, and the keyboard where it is if they are the same as before."""
        if list(choices) == self._choices:
            return
        self.beginResetModel()
        self._choices = list(choices)
        self.endResetModel()

    def tick(self, keys: Iterable[str]) -> None:
        """These and no others; those that are not listed yet, too."""
        self._ticked = dict.fromkeys(keys)
        if self._choices:
            self.dataChanged.emit(self.index(0), self.index(len(self._choices) - 1))
        self.ticked_changed.emit()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._choices)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        if role == Roles.DisplayRole:
            return safe(choice.text)
        if role == Roles.CheckStateRole:
            return CHECKED if choice.key in self._ticked else UNCHECKED
        if role == Roles.AccessibleTextRole:
            return ", ".join(part for part in (safe(choice.text), safe(choice.note)) if part)
        if role == Roles.ToolTipRole:
            return plain_tip(choice.tip or f"{choice.text}\n{choice.note}".strip())
        if role == NoteRole:
            return safe(choice.note)
        return choice.warned if role == WarnedRole else None

    def setData(self, index: Index, value: Any, role: int = Roles.EditRole) -> bool:
        if role != Roles.CheckStateRole or not index.isValid():
            return False
        key = self._choices[index.row()].key
        if Qt.CheckState(value) == CHECKED:
            self._ticked[key] = None
        else:
            self._ticked.pop(key, None)
        self.dataChanged.emit(index, index, [role])
        self.ticked_changed.emit()
        return True


class ChoiceList(QListView):
    """A click or Space anywhere on a line ticks it."""

    def __init__(
        self, theme: Theme, name: str, accessible_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, accessible_name)
        self.choices = Choices(self)
        self.setModel(self.choices)
        self.setItemDelegate(NotedDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("surface", "card")
        self.viewport().installEventFilter(self)
        self.choices.modelReset.connect(self._show_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            index = self.indexAt(event.position().toPoint())
            if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
                self.setCurrentIndex(index)
                self.setFocus()
                self._toggle(index)
                return True
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus()

    def _show_focus(self) -> None:
        """So that it is seen where the keyboard is."""
        if self.hasFocus() and not self.currentIndex().isValid():
            self.setCurrentIndex(self.choices.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers() and self.currentIndex().isValid():
            self._toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _toggle(self, index: QModelIndex) -> None:
        ticked = Qt.CheckState(index.data(Roles.CheckStateRole)) == CHECKED
        self.choices.setData(index, UNCHECKED if ticked else CHECKED, Roles.CheckStateRole)
