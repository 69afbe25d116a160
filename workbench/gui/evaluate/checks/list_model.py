"""The checks as a list: a line each, those of a set further to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from workbench.domain.checks import SET, Check, Score
from workbench.gui.evaluate.cell.verdicts import VERDICTS
from workbench.gui.evaluate.checks.checklist import Checklist, Place
from workbench.gui.evaluate.checks.wording import problem_of, spoken, title_of
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
LineRole = Roles.UserRole + 1
"""`ShownCheck`."""
DRAGGED = "application/x-workbench-check"


@dataclass(frozen=True, slots=True)
class ShownCheck:
    check: Check
    depth: int
    problem: str
    score: Score | None
    """Of the output that is looked at."""


class CheckListModel(QAbstractListModel):
    dropped = Signal(object, object)
    """Places: of the check that was dragged, and of the one it is to stand before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[Place, Check]] = []
        self._scores: Mapping[Place, Score] = {}
        self.editable = True

    @property
    def places(self) -> list[Place]:
        return [place for place, _check in self._lines]

    def show_checks(self, checklist: Checklist) -> None:
        """Lines that stay are not told as gone, so that the current one stays current."""
        lines = checklist.lines()
        if len(lines) == len(self._lines):
            changed = [row for row, line in enumerate(lines) if line != self._lines[row]]
            self._lines = lines
            for row in changed:
                self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._lines, self._scores = lines, {}
        self.endResetModel()

    def show_scores(self, scores: Mapping[Place, Score]) -> None:
        if scores != self._scores:
            self._scores = dict(scores)
            if self._lines:
                self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def place_at(self, row: int) -> Place | None:
        return self._lines[row][0] if 0 <= row < len(self._lines) else None

    def row_of(self, place: Place | None) -> int:
        """-1 where it is not there."""
        return next((row for row, line in enumerate(self._lines) if line[0] == place), -1)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place, check = self._lines[index.row()]
        if role == Roles.DisplayRole:
            return check.name
        if role == LineRole:
            score = self._scores.get(place)
            return ShownCheck(check, len(place) - 1, problem_of(check), score)
        if role == Roles.AccessibleTextRole:
            known = self._scores.get(place)
            verdict = translate(VERDICTS[known.verdict].word) if known else ""
            return spoken(check, problem_of(check), verdict)
        if role == Roles.ToolTipRole:
            return plain_tip(
                "\n".join(each for each in (title_of(check), problem_of(check)) if each)
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if not self.editable:
            return found
        return found | (Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else _DROP)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [DRAGGED]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        dragged = QMimeData()
        rows = str(indexes[0].row()) if indexes else ""
        dragged.setData(DRAGGED, QByteArray(rows.encode()))
        return dragged

    def dropMimeData(
        self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, _parent: Index
    ) -> bool:
        """Between two lines; what is dropped in a set belongs to it."""
        source = self.place_at(_row_in(data))
        if source is None:
            return False
        self.dropped.emit(source, self._target(row))
        return True

    def _target(self, row: int) -> Place:
        if 0 <= row < len(self._lines):
            return self._lines[row][0]
        last = self._lines[-1][0] if self._lines else (-1,)
        return (last[0] + 1,)


_DROP = Qt.ItemFlag.ItemIsDropEnabled


def is_set(check: Check | None) -> bool:
    return check is not None and check.kind == SET


def _row_in(data: QMimeData) -> int:
    text = bytes(data.data(DRAGGED).data()).decode("ascii", "replace")
    return int(text) if text.isdigit() else -1
