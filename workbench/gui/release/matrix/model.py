"""The matrix as a table: a row for each prompt, a column for each environment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from workbench.domain.environments import PromptPins
from workbench.gui.kit.safe_text import safe
from workbench.gui.release.matrix.cells import Cell, cells_of

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
CellRole = Qt.ItemDataRole.UserRole
RowRole = Qt.ItemDataRole.UserRole + 1


class MatrixModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.environments: tuple[str, ...] = ()
        self._rows: list[PromptPins] = []
        self._cells: dict[int, list[Cell | None]] = {}
        """Made when a row is first looked at: of 5,000 rows, few are seen."""

    def show(self, environments: Sequence[str], rows: Sequence[PromptPins]) -> None:
        self.beginResetModel()
        self.environments = tuple(environments)
        self._rows, self._cells = list(rows), {}
        self.endResetModel()

    @property
    def prompts(self) -> list[str]:
        return [row.prompt for row in self._rows]

    def row(self, number: int) -> PromptPins:
        return self._rows[number]

    def row_of(self, prompt: str) -> int:
        """-1 for a prompt that is not listed."""
        return next((at for at, row in enumerate(self._rows) if row.prompt == prompt), -1)

    def cell(self, row: int, column: int) -> Cell | None:
        if row not in self._cells:
            self._cells[row] = cells_of(self._rows[row], self.environments)
        return self._cells[row][column]

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.environments)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Horizontal:
            return safe(self.environments[section])
        return safe(self._rows[section].prompt)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == RowRole:
            return self._rows[index.row()]
        cell = self.cell(index.row(), index.column())
        if role == CellRole:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.title if cell else ""
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell.words if cell else self.tr("not used here")
        return None
