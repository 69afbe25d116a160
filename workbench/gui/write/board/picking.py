"""A list to pick from by typing: columns to add, cases to run, a cell to compare with."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tone import set_styled, set_tone

WIDTH_IN_CHARACTERS, LINES = 84, 14
KeyRole = Qt.ItemDataRole.UserRole + 1
UP_AND_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Choice:
    """`key` is what is picked."""

    key: Hashable
    text: str
    picked: bool = False


class PickDialog(QDialog):
    picked = Signal(list)
    """Keys of what was chosen, in the order of the list."""

    def __init__(
        self, name: str, title: str, accept: str, parent: QWidget, *, several: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._several = several
        self._items = QStandardItemModel(self)
        self._found = Filter(self._items)
        self.filter = named(QLineEdit(self), f"{name}.filter", self.tr("Filter"))
        self.filter.setPlaceholderText(self.tr("Type to find"))
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        self.list = named(QListView(self), f"{name}.list", title)
        self.list.setModel(self._found)
        self.list.setItemDelegate(_Elided(self.list))
        self._going = False
        """The list is gone through, and nothing was typed since."""
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        set_tone(self.words, "muted")
        self.words.hide()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        role = QDialogButtonBox.ButtonRole.AcceptRole
        self.accept_button = self._buttons.addButton(accept, role)
        set_styled(named(self.accept_button, f"{name}.accept"), "kind", "primary")
        self.accept_button.setDefault(True)
        self.above = QVBoxLayout()
        """For what else is to be chosen."""
        self._lay_out()
        self.filter.textChanged.connect(self._on_typed)
        self.list.doubleClicked.connect(lambda _index: self._on_accepted())
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.reject)
        self._items.itemChanged.connect(lambda _item: self._show_count())

    def show_choices(self, choices: Sequence[Choice], words: str = "") -> None:
        self._items.clear()
        for choice in choices:
            item = QStandardItem(safe(choice.text, 200))
            item.setToolTip(item.text())
            item.setData(choice.key, KeyRole)
            if self._several:
                item.setCheckable(True)
                ticked = Qt.CheckState.Checked if choice.picked else Qt.CheckState.Unchecked
                item.setCheckState(ticked)
            self._items.appendRow(item)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        places = [place for place, choice in enumerate(choices) if choice.picked]
        self._go_to(places[0] if places else 0)
        self._show_count()

    def chosen(self) -> list[Hashable]:
        if not self._several:
            index = self.list.currentIndex()
            return [index.data(KeyRole)] if index.isValid() else []
        items = (self._items.item(row) for row in range(self._items.rowCount()))
        return [i.data(KeyRole) for i in items if i.checkState() == Qt.CheckState.Checked]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list is gone through, and ticked, while the keyboard is in the filter."""
        if event.type() == QEvent.Type.KeyPress:
            key = cast("QKeyEvent", event).key()
            going = self._going or not self.filter.text()
            if key in UP_AND_DOWN:
                self._going = True
            elif not (key == Qt.Key.Key_Space and self._several and going):
                return super().eventFilter(watched, event)
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    def _tick_all(self, ticked: Qt.CheckState) -> None:
        """Of those that are found by what is typed."""
        for row in range(self._found.rowCount()):
            self._found.setData(self._found.index(row, 0), ticked, Qt.ItemDataRole.CheckStateRole)

    def _on_typed(self, text: str) -> None:
        self._going = False
        self._found.look_for(text)
        if not self.list.currentIndex().isValid():
            self._go_to(0)
        self._show_count()

    def _go_to(self, row: int) -> None:
        self.list.setCurrentIndex(self._found.index(row, 0))

    def _show_count(self) -> None:
        self.accept_button.setEnabled(self._several or self.list.currentIndex().isValid())

    def _on_accepted(self) -> None:
        chosen = self.chosen()
        if chosen or self._several:
            self.picked.emit(chosen)
            self.accept()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.addLayout(self.above)
        layout.addWidget(self.filter)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.words)
        last = QHBoxLayout()
        if self._several:
            for text, ticked in (
                (self.tr("&All"), Qt.CheckState.Checked),
                (self.tr("&None"), Qt.CheckState.Unchecked),
            ):
                button = QPushButton(text, self)
                button.setAutoDefault(False)
                button.clicked.connect(lambda _on=False, ticked=ticked: self._tick_all(ticked))
                last.addWidget(button)
        last.addWidget(self._buttons, 1)
        layout.addLayout(last)
        metrics = self.fontMetrics()
        self.resize(
            metrics.averageCharWidth() * WIDTH_IN_CHARACTERS, metrics.lineSpacing() * (LINES + 10)
        )


class _Elided(QStyledItemDelegate):
    """As wide as the list; what has no room there is in the tool tip."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())


class Filter(QSortFilterProxyModel):
    """Lines that hold every word, in any order."""

    def __init__(self, items: QStandardItemModel) -> None:
        super().__init__(items)
        self._words: list[str] = []
        self.setSourceModel(items)

    def look_for(self, text: str) -> None:
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, parent: object) -> bool:
        item = self.sourceModel().item(row)  # type: ignore[attr-defined]
        text = item.text().casefold()
        return all(word in text for word in self._words)
