"""A table of figures to read, by screen readers as well, and to copy into a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole


class NumbersModel(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.heads: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()

    def show_numbers(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.beginResetModel()
        self.heads, self.rows = tuple(heads), tuple(tuple(row) for row in rows)
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or section >= len(self.heads):
            return None
        if role == Roles.ToolTipRole:
            return plain_tip(self.heads[section])
        return self.heads[section] if role == Roles.DisplayRole else None

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid():
            return None
        words = self.rows[index.row()][index.column()]
        if role == Roles.DisplayRole:
            return words
        if role == Roles.AccessibleTextRole:
            return f"{self.heads[index.column()]}: {words}"
        return plain_tip(words) if role == Roles.ToolTipRole else None

    def text(self, rows: Sequence[int]) -> str:
        """Of these rows with the heads, tab-separated; of all without any."""
        chosen = [self.rows[row] for row in rows] or list(self.rows)
        lines = [self.heads, *chosen]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


class NumbersTable(QTableView):
    row_changed = Signal(int)
    """The row with the keyboard; -1 for none."""

    def __init__(self, theme: Theme, name: str, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, spoken)
        self._theme = theme
        self.numbers = NumbersModel()
        self.setModel(self.numbers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        theme.theme_changed.connect(self._fit)
        self._fit()

    def show_numbers(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        if self.numbers.heads != tuple(heads) or self.numbers.rows != tuple(map(tuple, rows)):
            self.numbers.show_numbers(heads, rows)
            self._fit()

    def choose(self, row: int) -> None:
        self.selectRow(row)
        self.setCurrentIndex(self.numbers.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectedIndexes()})
            QGuiApplication.clipboard().setText(self.numbers.text(rows))
        else:
            super().keyPressEvent(event)

    def _on_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self.row_changed.emit(current.row())

    def _fit(self) -> None:
        unit = self._theme.unit
        self.verticalHeader().setDefaultSectionSize(7 * unit)
        self.resizeColumnsToContents()
        for column in range(self.numbers.columnCount()):
            width = min(self.columnWidth(column) + 3 * unit, 70 * unit)
            self.setColumnWidth(column, width)
