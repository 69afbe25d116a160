"""The reviewers of a review as a table: a line for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.domain.amounts import time_left
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.when import ago, exactly
from workbench.gui.review.overview.content import ReviewerLine
from workbench.gui.review.wording import translate

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
LineRole = Roles.UserRole + 1
NAME, PROGRESS, TIME, PACK, RESULTS = range(5)


class ReviewersModel(QAbstractTableModel):
    def __init__(
        self, icons: Icons, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        super().__init__()
        self._icons, self._now = icons, now
        self._lines: list[ReviewerLine] = []
        self._titles = (
            self.tr("Reviewer"),
            self.tr("Progress"),
            self.tr("Time"),
            self.tr("Pack written"),
            self.tr("Results in"),
        )

    def show_lines(self, lines: Sequence[ReviewerLine]) -> None:
        """The same people stay where they are, so that a selection stays, too."""
        if [each.progress.name for each in lines] == [each.progress.name for each in self._lines]:
            self._lines = list(lines)
            last = self.index(len(lines) - 1, RESULTS)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def line_at(self, row: int) -> ReviewerLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Roles.DisplayRole:
            return self._titles[section]
        return None

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == LineRole:
            return line
        if role == Roles.DisplayRole:
            return self._words(line, index.column())
        if role == Roles.DecorationRole and index.column() == NAME:
            finished = line.progress.asked and not line.left
            return self._icons("check", "passed") if finished else self._icons("person", "muted")
        if role == Roles.AccessibleTextRole:
            said = f"{self._titles[index.column()]}: {self._words(line, index.column())}"
            return self._words(line, NAME) if index.column() == NAME else said
        if role == Roles.ToolTipRole:
            return plain_tip(self._tip(line, index.column()))
        return None

    def _words(self, line: ReviewerLine, column: int) -> str:
        now = self._now()
        match column:
            case 0:
                return safe(line.progress.name)
            case 1:
                return progress_words(line)
            case 2:
                return time_left(line.seconds) if line.seconds else "–"
            case 3:
                return ago(line.packed, now) if line.packed else "–"
            case _:
                return ago(line.returned, now) if line.returned else "–"

    def _tip(self, line: ReviewerLine, column: int) -> str:
        at = {NAME: line.last, PACK: line.packed, RESULTS: line.returned}.get(column)
        if column == NAME:
            answered = self.tr("Answered last: {0}").format(exactly(at)) if at else ""
            return f"{line.progress.name}\n{answered}".strip()
        return exactly(at) if at else ""


def progress_words(line: ReviewerLine) -> str:
    """`12 of 40`, and how many of them were skipped."""
    words = translate("{0} of {1}").format(f"{line.done:,}", f"{line.progress.asked:,}")
    if line.progress.skipped:
        words += translate(", {0} skipped").format(f"{line.progress.skipped:,}")
    return words
