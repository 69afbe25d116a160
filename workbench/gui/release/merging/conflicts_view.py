"""What both changed: chosen one by one, with both sides and how each differs from before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListView,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.merging import MergeConflict, MergeSide
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.release.merging.conflicts_model import ConflictRole, ConflictsModel, title
from workbench.gui.release.merging.side_view import SideView

SIZES = (280, 720)


class ConflictsView(QSplitter):
    conflict_shown = Signal(object)
    """`MergeConflict` whose differences are wanted: answered by `show_differences`."""
    chosen = Signal(str, object)
    """The file, and the `MergeSide`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.conflicts = ConflictsModel()
        self.list = named(QListView(self), "merge.conflicts", self.tr("What both changed"))
        self.list.setModel(self.conflicts)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.heading = named(plain_label("", self, "title"), "merge.heading")
        self.reason = named(plain_label("", self, "warning"), "merge.reason")
        self.ours = SideView(MergeSide.OURS, self.tr("As it is &here"), theme, self)
        self.theirs = SideView(MergeSide.THEIRS, self.tr("As it &comes in"), theme, self)
        self._buttons = QButtonGroup(self)
        for side in self.sides:
            self._buttons.addButton(side.choose)
        self._conflict: MergeConflict | None = None
        self._lay_out(theme.unit)
        self.list.selectionModel().currentChanged.connect(self._on_row)
        self._buttons.buttonClicked.connect(self._on_choice)

    @property
    def sides(self) -> tuple[SideView, SideView]:
        return (self.ours, self.theirs)

    def show_conflicts(self, conflicts: Sequence[MergeConflict]) -> None:
        """The one that was looked at stays so, with what was chosen for it."""
        seen = self._conflict.file if self._conflict else ""
        self.conflicts.show_conflicts(conflicts)
        row = self.conflicts.row_of(seen)
        if row < 0:
            row = self.conflicts.first_open()
        index = self.conflicts.index(row, 0)
        if self.list.currentIndex() == index:
            self._show(index.data(ConflictRole))
        else:
            self.list.setCurrentIndex(index)

    def show_differences(
        self, conflict: MergeConflict, ours: Comparison, theirs: Comparison
    ) -> None:
        """Unless another one is looked at meanwhile."""
        if self._conflict and self._conflict.file == conflict.file:
            self.ours.show_differences(ours)
            self.theirs.show_differences(theirs)

    def _on_row(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._show(current.data(ConflictRole))

    def _show(self, conflict: MergeConflict | None) -> None:
        another = conflict is None or self._conflict is None or conflict.file != self._conflict.file
        self._conflict = conflict
        if conflict is None:
            return
        self.heading.setText(title(conflict))
        self.reason.setText(safe(conflict.reason))
        self.reason.setVisible(bool(conflict.reason))
        self._buttons.setExclusive(False)
        for side, words in zip(self.sides, (conflict.ours, conflict.theirs), strict=True):
            side.show_side(
                words,
                chosen=conflict.choice is side.side,
                may_be=side.side in conflict.options,
                reason=conflict.reason,
            )
        self._buttons.setExclusive(True)
        if another:
            for side in self.sides:
                side.show_differences(Comparison())
            self.conflict_shown.emit(conflict)

    def _on_choice(self) -> None:
        chosen = next((side.side for side in self.sides if side.choose.isChecked()), None)
        if self._conflict and chosen and chosen is not self._conflict.choice:
            self.chosen.emit(self._conflict.file, chosen)

    def _lay_out(self, unit: int) -> None:
        right = QWidget(self)
        layout = QVBoxLayout(right)
        layout.setContentsMargins(2 * unit, unit, 0, 0)
        layout.setSpacing(unit)
        layout.addWidget(self.heading)
        layout.addWidget(self.reason)
        row = QHBoxLayout()
        row.setSpacing(2 * unit)
        for side in self.sides:
            row.addWidget(side, 1)
        layout.addLayout(row, 1)
        self.addWidget(self.list)
        self.addWidget(right)
        self.setStretchFactor(1, 1)
        self.setSizes(list(SIZES))
        self.setChildrenCollapsible(False)


def texts_of(conflict: MergeConflict) -> tuple[str, str, str]:
    """Before both, here, and as it comes in; empty for what is not there."""
    texts = (conflict.base_text, conflict.ours_text, conflict.theirs_text)
    before, ours, theirs = (text or "" for text in texts)
    return before, ours, theirs
