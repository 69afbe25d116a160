"""The problems of the draft, worst first; choosing one leads to its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from workbench.domain.problems import Problem, Severity
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip

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

    def show_problems(self, problems: Sequence[Problem]) -> bool:
        """Whether they are others than before."""
        ordered = sorted(problems, key=lambda problem: ORDER[problem.severity])
        if ordered == self._problems:
            return False
        self.beginResetModel()
        self._problems = ordered
        self.endResetModel()
        return True

    def row_of(self, problem: Problem) -> int:
        """-1 if it is not listed."""
        return self._problems.index(problem) if problem in self._problems else -1

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._problems)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        problem = self._problems[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(problem)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._text(problem))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{problem.severity}: {self._text(problem)}"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icons(*ICONS[problem.severity])
        return problem if role == ProblemRole else None

    def _text(self, problem: Problem) -> str:
        text = safe(problem.text)
        if problem.message_index is None:
            return text
        return self.tr("message {0}: {1}").format(problem.message_index + 1, text)


class ProblemList(QListView):
    chosen = Signal(object)
    """`Problem`: the person wants to go there."""
    current_changed = Signal(object)
    """`Problem` or None."""
    mend_requested = Signal(object)
    """`Problem`, by the keyboard."""
    menu_requested = Signal(object, object)
    """`Problem`, and the `QPoint` on the screen."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "editor.problems", self.tr("Problems of the draft"))
        self._problems = ProblemModel(icons)
        self.setModel(self._problems)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(4 * theme.unit, 4 * theme.unit))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """The one that was current stays so, or the one that takes its place."""
        row = self.currentIndex().row()
        if self._problems.show_problems(problems):
            last = self._problems.rowCount() - 1
            if row >= 0 and last >= 0:
                self.setCurrentIndex(self._problems.index(min(row, last), 0))
            self.current_changed.emit(self.current)
        rows = min(len(problems), MOST_ROWS_SEEN)
        self.setFixedHeight(rows * max(self.sizeHintForRow(0), 1) + 2 if rows else 0)

    @property
    def current(self) -> Problem | None:
        problem: Problem | None = self.currentIndex().data(ProblemRole)
        return problem

    def show_current(self, problem: Problem) -> None:
        row = self._problems.row_of(problem)
        if row >= 0:
            self.setCurrentIndex(self._problems.index(row, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.current_changed.emit(current.data(ProblemRole))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.AltModifier and self.current:
            self.mend_requested.emit(self.current)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if index.isValid():
            self.setCurrentIndex(index)
            place = event.globalPos() if by_mouse else self._below(index)
            self.menu_requested.emit(index.data(ProblemRole), place)

    def _below(self, index: QModelIndex) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(ProblemRole))
