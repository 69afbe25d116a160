"""The cases of a dataset as a table. What is typed is asked for; the presenter decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont

from workbench.domain.datasets import Case, Split
from workbench.gui.evaluate.datasets.columns import CaseColumn, Part, columns_of, matches, text_of
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LONGEST_SHOWN = 300
LONGEST_TIP = 2_000
Role = Qt.ItemDataRole
TITLES = {
    Part.ON: QT_TRANSLATE_NOOP("datasets", "On"),
    Part.NAME: QT_TRANSLATE_NOOP("datasets", "Name"),
    Part.EXPECTED: QT_TRANSLATE_NOOP("datasets", "Expected answer"),
    Part.LABELS: QT_TRANSLATE_NOOP("datasets", "Labels"),
    Part.SPLIT: QT_TRANSLATE_NOOP("datasets", "Split"),
    Part.NOTES: QT_TRANSLATE_NOOP("datasets", "Notes"),
}
TIPS = {
    Part.ON: QT_TRANSLATE_NOOP("datasets", "Cases that are off are left out of evaluations"),
    Part.EXPECTED: QT_TRANSLATE_NOOP("datasets", "What a right answer is; checks can refer to it"),
    Part.LABELS: QT_TRANSLATE_NOOP(
        "datasets", "Results are told by label, too. A case labelled critical must never fail"
    ),
    Part.SPLIT: QT_TRANSLATE_NOOP(
        "datasets", "Train: to work with. Held out: not looked at until the prompt is finished"
    ),
}
SPLIT_WORDS = {
    Split.NONE: "",
    Split.TRAIN: QT_TRANSLATE_NOOP("datasets", "Train"),
    Split.HELD_OUT: QT_TRANSLATE_NOOP("datasets", "Held out"),
}


def translated(text: str) -> str:
    return QCoreApplication.translate("datasets", text) if text else ""


def title_of(column: CaseColumn) -> str:
    return safe(column.variable) or translated(TITLES[column.part])


def has_own_checks(case: Case, column: CaseColumn) -> bool:
    """The mark that says so stands in the column of names."""
    return column.part is Part.NAME and bool(case.checks)


class CasesModel(QAbstractTableModel):
    text_typed = Signal(int, int, str)
    """Row, column and the new text of a cell."""

    def __init__(
        self, theme: Theme, parent: QObject | None = None, icons: Icons | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self.cases: tuple[Case, ...] = ()
        self.columns: tuple[CaseColumn, ...] = columns_of(())
        self.editable = True

    def show_cases(self, cases: tuple[Case, ...], wanted: Sequence[str] = ()) -> None:
        """Only what changed is told to the view, so that selection and place stay."""
        columns = columns_of(cases, wanted)
        if [each.key for each in columns] != [each.key for each in self.columns]:
            self.beginResetModel()
            self.cases, self.columns = cases, columns
            self.endResetModel()
            return
        self.columns = columns
        start, old_end, new_end = _changed_stretch(self.cases, cases)
        kept = min(old_end, new_end)
        if old_end > kept:
            self.beginRemoveRows(ROOT, kept, old_end - 1)
            self.cases = (*self.cases[:kept], *self.cases[old_end:])
            self.endRemoveRows()
        elif new_end > kept:
            self.beginInsertRows(ROOT, kept, new_end - 1)
            self.cases = cases
            self.endInsertRows()
        self.cases = cases
        if kept > start:
            last = len(columns) - 1
            self.dataChanged.emit(self.index(start, 0), self.index(kept - 1, last))

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.cases)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self.editable:
            return flags
        ticked = self.columns[index.column()].part is Part.ON
        return flags | (Qt.ItemFlag.ItemIsUserCheckable if ticked else Qt.ItemFlag.ItemIsEditable)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        case, column = self.cases[index.row()], self.columns[index.column()]
        if role == Role.CheckStateRole and column.part is Part.ON:
            return Qt.CheckState.Checked if case.enabled else Qt.CheckState.Unchecked
        if role == Role.DisplayRole:
            return self._shown(case, column)
        if role == Role.EditRole:
            return text_of(case, column)
        if role == Role.DecorationRole and self._icons and has_own_checks(case, column):
            return self._icons("list-check")
        if role == Role.ToolTipRole and has_own_checks(case, column):
            return self._own_checks(case)
        if role == Role.ToolTipRole:
            text = text_of(case, column)
            long = len(text) > 40 or "\n" in text
            return safe(text[:LONGEST_TIP]) if long and column.part is not Part.ON else None
        if role == Role.ForegroundRole:
            return self._colour(case)
        if role == Role.FontRole and not case.accepted:
            font = QFont(self._theme.font())
            font.setItalic(True)
            return font
        if role == Role.AccessibleTextRole and column.part is Part.ON:
            return self.tr("on") if case.enabled else self.tr("off")
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if not index.isValid():
            return False
        if role == Role.CheckStateRole:
            checked = Qt.CheckState(value) is Qt.CheckState.Checked
            self.text_typed.emit(index.row(), index.column(), "yes" if checked else "no")
            return True
        if role == Role.EditRole and str(value) != self.data(index, Role.EditRole):
            self.text_typed.emit(index.row(), index.column(), str(value))
            return True
        return False

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            if role == Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
            return str(section + 1) if role == Role.DisplayRole else None
        if not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            return title_of(column)
        return translated(TIPS.get(column.part, "")) if role == Role.ToolTipRole else None

    def _own_checks(self, case: Case) -> str:
        kinds = ", ".join(dict.fromkeys(safe(check.kind) for check in case.checks))
        words = self.tr("Checked for this case alone: {0}. Click the mark to edit that.")
        return f"{safe(case.name[:LONGEST_TIP])}\n{words.format(kinds)}".strip()

    def _shown(self, case: Case, column: CaseColumn) -> str:
        if column.part is Part.ON:
            return ""
        if column.part is Part.SPLIT:
            return translated(SPLIT_WORDS[case.split])
        text = text_of(case, column)
        if column.part is Part.NAME and not case.accepted:
            text = self.tr("Generated: {0}").format(text)
        return safe(text[:LONGEST_SHOWN]).replace("\n", " ⏎ ")

    def _colour(self, case: Case) -> QColor | None:
        if not case.enabled:
            return self._theme["disabled"]
        return None if case.accepted else self._theme["muted"]


class FilteredCases(QSortFilterProxyModel):
    """The cases in which all words that are typed stand."""

    def __init__(self, model: CasesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases, self._words = model, ""
        self.setSourceModel(model)

    def set_words(self, words: str) -> None:
        if words != self._words:
            self.beginFilterChange()
            self._words = words
            self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, row: int, _parent: Index) -> bool:
        return not self._words or matches(self._cases.cases[row], self._words)


def _changed_stretch(old: Sequence[Case], new: Sequence[Case]) -> tuple[int, int, int]:
    """Where the two begin to differ, and where in each of them they are the same again."""
    start, most = 0, min(len(old), len(new))
    while start < most and old[start] is new[start]:
        start += 1
    end = 0
    while end < most - start and old[-1 - end] is new[-1 - end]:
        end += 1
    return start, len(old) - end, len(new) - end
