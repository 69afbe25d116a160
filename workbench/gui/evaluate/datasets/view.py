"""The table of cases: spreadsheets paste into it and copy from it."""

from __future__ import annotations

import csv
import io

from PySide6.QtCore import QEvent, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from workbench.gui.evaluate.datasets.columns import Part
from workbench.gui.evaluate.datasets.model import CasesModel, FilteredCases, Index
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.window_undo import REDO, UNDO, asks_for

WIDTHS = {Part.ON: 12, Part.NAME: 54, Part.SPLIT: 22, Part.LABELS: 30}
OTHER_WIDTH = 56
ROW_UNITS = 8
Key = QKeySequence.StandardKey


class CasesTable(QTableView):
    pasted = Signal(object)
    """Lines of cells, from the current cell on."""
    cleared = Signal()
    """The selected cells are to be emptied."""
    undo_requested = Signal()
    redo_requested = Signal()
    row_wanted = Signal()
    """A case behind the last one."""
    chosen = Signal()
    """Another cell is the current one, or other rows are selected."""

    def __init__(self, model: CasesModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "dataset.cases", self.tr("Cases"))
        self._theme, self.cases = theme, model
        self.filtered = FilteredCases(model, self)
        self.setModel(self.filtered)
        self.setAlternatingRowColors(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        model.modelReset.connect(self._size_columns)
        theme.theme_changed.connect(self._size_columns)
        self._size_columns()

    def place(self) -> tuple[int, int] | None:
        """The current case and column, in the dataset."""
        index = self.filtered.mapToSource(self.currentIndex())
        return (index.row(), index.column()) if index.isValid() else None

    def selected_rows(self) -> list[int]:
        """Of the dataset, in order; the current one if no other is."""
        selection = self.selectionModel()
        shown = {index.row() for index in selection.selectedIndexes()}
        rows = [self.filtered.mapToSource(self.filtered.index(row, 0)).row() for row in shown]
        if not rows and (place := self.place()):
            rows = [place[0]]
        return sorted(rows)

    def selected_cells(self) -> list[tuple[int, int]]:
        found = (
            self.filtered.mapToSource(each) for each in self.selectionModel().selectedIndexes()
        )
        return sorted((index.row(), index.column()) for index in found)

    def rows_from(self, row: int) -> list[int]:
        """Of the dataset: those that are shown, from one of them on."""
        shown = self.filtered.mapFromSource(self.cases.index(row, 0)).row()
        return [
            self.filtered.mapToSource(self.filtered.index(each, 0)).row()
            for each in range(max(shown, 0), self.filtered.rowCount())
        ]

    def go_to(self, row: int, column: int = 1) -> None:
        index = self.filtered.mapFromSource(self.cases.index(row, column))
        if index.isValid():
            # Whatever keys are down just now: this cell alone is selected
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def event(self, event: QEvent) -> bool:
        """These keys are the table's, before the window's commands get them."""
        if asks_for(event, UNDO, REDO, Key.Copy, Key.Paste):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(UNDO):
            self.undo_requested.emit()
        elif event.matches(REDO):
            self.redo_requested.emit()
        elif event.matches(Key.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.matches(Key.Paste):
            self.pasted.emit(lines_of(QGuiApplication.clipboard().text()))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at_end():
            self.row_wanted.emit()
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The selected cells as a spreadsheet takes them."""
        lines: dict[int, dict[int, str]] = {}
        for row, column in self.selected_cells():
            text = self.cases.index(row, column).data(Qt.ItemDataRole.EditRole)
            lines.setdefault(row, {})[column] = text
        columns = sorted({column for line in lines.values() for column in line})
        filled = io.StringIO()
        writer = csv.writer(filled, delimiter="\t", lineterminator="\n")
        writer.writerows([line.get(each, "") for each in columns] for line in lines.values())
        return filled.getvalue().removesuffix("\n")

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit()

    def _at_end(self) -> bool:
        """On the last line there is, and not in an editor."""
        last = self.filtered.rowCount() - 1
        return self.state() is not self.State.EditingState and self.currentIndex().row() == last

    def _size_columns(self) -> None:
        unit = self._theme.unit
        self.verticalHeader().setDefaultSectionSize(ROW_UNITS * unit)
        for position, column in enumerate(self.cases.columns):
            self.setColumnWidth(position, WIDTHS.get(column.part, OTHER_WIDTH) * unit)


def lines_of(text: str) -> list[list[str]]:
    """What a spreadsheet puts on the clipboard: tabs between cells, cells of several lines in
    quotes."""
    lines = text.removesuffix("\n").removesuffix("\r")
    return [row or [""] for row in csv.reader(io.StringIO(lines, newline=""), delimiter="\t")]
