"""Cases that would change, each with a tick; those with a conflict have none and say why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from workbench.domain.adoptions import CaseChange
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.review.learned.numbers import NOTHING
from workbench.gui.review.wording import translate

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
CASE, BEFORE, AFTER, SAID, NOTE = range(5)
HEADS = (
    QT_TRANSLATE_NOOP("review", "Case"),
    QT_TRANSLATE_NOOP("review", "Now"),
    QT_TRANSLATE_NOOP("review", "Then"),
    QT_TRANSLATE_NOOP("review", "What people said"),
    QT_TRANSLATE_NOOP("review", "Note"),
)
LONGEST = 200


class CaseChangesModel(QAbstractTableModel):
    ticked_changed = Signal()

    def __init__(self, theme: Theme, icons: Icons) -> None:
        super().__init__()
        self._theme, self._icons = theme, icons
        self._cases: tuple[CaseChange, ...] = ()
        self._left_out: set[str] = set()

    @property
    def ticked(self) -> list[str]:
        """Ids of the cases that are to change."""
        return [
            case.case_id
            for case in self._cases
            if case.offered and case.case_id not in self._left_out
        ]

    def show_cases(self, cases: Sequence[CaseChange]) -> None:
        """Those that can change stand first, all of them ticked."""
        self.beginResetModel()
        self._cases = tuple(sorted(cases, key=lambda case: not case.offered))
        self._left_out = set()
        self.endResetModel()
        self.ticked_changed.emit()

    def tick_all(self, ticked: bool) -> None:
        self._left_out = set() if ticked else {case.case_id for case in self._cases}
        if self._cases:
            last = self.index(len(self._cases) - 1, CASE)
            self.dataChanged.emit(self.index(0, CASE), last, [Roles.CheckStateRole])
        self.ticked_changed.emit()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._cases)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical or role != Roles.DisplayRole:
            return None
        return translate(HEADS[section])

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == CASE and self._cases[index.row()].offered:
            return usual | Qt.ItemFlag.ItemIsUserCheckable
        return usual

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid():
            return None
        case = self._cases[index.row()]
        words = _words(case, index.column())
        if role == Roles.DisplayRole:
            return " ".join(words[:LONGEST].split())
        if role == Roles.ToolTipRole:
            return plain_tip(words)
        if role == Roles.AccessibleTextRole:
            return f"{translate(HEADS[index.column()])}: {words}"
        if role == Roles.CheckStateRole and index.column() == CASE and case.offered:
            ticked = case.case_id not in self._left_out
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role == Roles.ForegroundRole and not case.offered:
            return QBrush(self._theme["muted"])
        if role == Roles.DecorationRole and index.column() == NOTE and words:
            return self._icons("info" if case.offered else "warning", "muted")
        return None

    def setData(self, index: Index, value: Any, role: int = Roles.EditRole) -> bool:
        if role != Roles.CheckStateRole or not index.isValid():
            return False
        case = self._cases[index.row()]
        if not case.offered:
            return False
        left_out = Qt.CheckState(value) is not Qt.CheckState.Checked
        (self._left_out.add if left_out else self._left_out.discard)(case.case_id)
        self.dataChanged.emit(index, index, [Roles.CheckStateRole])
        self.ticked_changed.emit()
        return True


def _words(case: CaseChange, column: int) -> str:
    if column == CASE:
        return safe(case.case)
    if column == BEFORE:
        return safe(case.before) or NOTHING
    if column == AFTER:
        return safe(case.after) if case.offered else translate("stays")
    if column == SAID:
        return "; ".join(f"{safe(who)}: {safe(what)}" for who, what in case.said)
    return safe(case.note)
