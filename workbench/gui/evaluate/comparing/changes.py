"""The cases of a comparison as a list, the biggest changes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from workbench.domain.comparisons import CellChange, ChangeKind
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.noted import NoteRole, WarnedRole
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.states import State
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
ChangeRole = Roles.UserRole + 1
KINDS = {
    ChangeKind.BROKEN: State(QT_TRANSLATE_NOOP("evaluate", "broken"), "arrow-down", "failed"),
    ChangeKind.FIXED: State(QT_TRANSLATE_NOOP("evaluate", "fixed"), "arrow-up", "passed"),
    ChangeKind.FLAKY: State(QT_TRANSLATE_NOOP("evaluate", "flaky"), "dice", "warning"),
    ChangeKind.CHANGED: State(QT_TRANSLATE_NOOP("evaluate", "changed"), "diff", "muted"),
    ChangeKind.SAME: State(QT_TRANSLATE_NOOP("evaluate", "same"), "equal", "muted"),
}
CHANGED = (ChangeKind.BROKEN, ChangeKind.FIXED, ChangeKind.FLAKY, ChangeKind.CHANGED)


class ChangesModel(QAbstractListModel):
    def __init__(self, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._all: tuple[CellChange, ...] = ()
        self._shown: list[CellChange] = []
        self._kinds: tuple[ChangeKind, ...] = CHANGED
        self.counts: Counter[ChangeKind] = Counter()

    def show_changes(self, changes: Sequence[CellChange]) -> None:
        self._all = tuple(changes)
        self.counts = Counter(change.kind for change in changes)
        self.show_kinds(self._kinds)

    def shows(self, changes: Sequence[CellChange]) -> bool:
        """These and no others, so that the place in the list may be kept."""
        return bool(changes) and self._all == tuple(changes)

    def show_kinds(self, kinds: Sequence[ChangeKind]) -> None:
        self.beginResetModel()
        self._kinds = tuple(kinds)
        self._shown = [change for change in self._all if change.kind in self._kinds]
        self.endResetModel()

    def change_at(self, row: int) -> CellChange | None:
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        change = self.change_at(index.row()) if index.isValid() else None
        if change is None:
            return None
        if role == Roles.DisplayRole:
            return safe(change.case)
        if role == NoteRole:
            return moved_words(change)
        if role == WarnedRole:
            return False
        if role == ChangeRole:
            return change
        if role == Roles.DecorationRole:
            look = KINDS[change.kind]
            return self._icons(look.icon, look.token)
        if role in (Roles.ToolTipRole, Roles.AccessibleTextRole):
            words = change_words(change)
            return plain_tip(words) if role == Roles.ToolTipRole else words
        return None


def change_words(change: CellChange) -> str:
    """`Ada: broken, critical, passed → failed`."""
    parts = [translate(KINDS[change.kind].word)]
    if change.critical:
        parts.append(translate("critical"))
    parts.append(moved_words(change))
    return f"{safe(change.case)}: {', '.join(parts)}"


def moved_words(change: CellChange) -> str:
    """`passed → failed`, `2/3 → 3/3`, or how the score moved where the verdict did not."""
    several = len(change.baseline) > 1 or len(change.candidate) > 1
    if several:
        before = _samples(change.passed_before, len(change.baseline))
        after = _samples(change.passed_after, len(change.candidate))
        return f"{before} → {after}"
    if change.passed_before != change.passed_after:
        words = {True: translate("passed"), False: translate("failed")}
        return f"{words[change.passed_before > 0]} → {words[change.passed_after > 0]}"
    if round(change.score_before, 2) != round(change.score_after, 2):
        return f"{change.score_before:.2f} → {change.score_after:.2f}"
    return translate("another output") if change.kind is ChangeKind.CHANGED else ""


def _samples(share: float, samples: int) -> str:
    return f"{round(share * samples)}/{samples}"
