"""The problems of the draft, worst first; choosing one leads to its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QListView, QWidget

from workbench.domain.problems import Problem, Severity
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
ICONS = {
    Severity.ERROR: ("error", "failed"),
    Severity.WARNING: ("warning", "warning"),
    Severity.HINT: ("info", "muted"),
}
MOST_ROWS_SEEN = 4
ProblemRole = Qt.ItemDataRole.UserRole + 1


class ProblemModel(QAbstractListModel):
    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._problems: list[Problem] = []

    def show_problems(self, problems: Sequence[Problem]) -> None:
        ordered = sorted(problems, key=lambda problem: ORDER[problem.severity])
        if ordered != self._problems:
            self.beginResetModel()
            self._problems = ordered
            self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._problems)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        problem = self._problems[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(problem)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{problem.severity}: {self._text(problem)}"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons(*ICONS[problem.severity])
        return problem if role == ProblemRole else None

    def _text(self, problem: Problem) -> str:
        if problem.message_index is None:
            return problem.text
        return self.tr("message {0}: {1}").format(problem.message_index + 1, problem.text)


class ProblemList(QListView):
    chosen = Signal(object)
    """`Problem`."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "editor.problems", self.tr("Problems of the draft"))
        self._problems = ProblemModel(icons)
        self.setModel(self._problems)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(4 * theme.unit, 4 * theme.unit))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        self._problems.show_problems(problems)
        rows = min(len(problems), MOST_ROWS_SEEN)
        self.setFixedHeight(rows * max(self.sizeHintForRow(0), 1) + 2 if rows else 0)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(ProblemRole))
