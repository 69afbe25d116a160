"""The page of a merge: conflict by conflict at the left, what it comes to at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.diffing.merging import Choice, Conflict, Side
from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.write.merging.conflict_view import ConflictView

SIDES_BY_KEY = {
    Qt.Key.Key_1: Side.MINE,
    Qt.Key.Key_2: Side.THEIRS,
    Qt.Key.Key_3: Side.BOTH,
    Qt.Key.Key_4: Side.BY_HAND,
}


class MergePage(QWidget):
    choice_made = Signal(str, object)
    """The key of a conflict, and the `Choice`."""
    apply_requested = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "merge", self.tr("Merge a newer version"))
        self._theme = theme
        self._conflicts: tuple[Conflict, ...] = ()
        self._choices: Mapping[str, Choice] = {}
        self._current = 0
        self._names = ("", "")
        self.words = named(ElidedLabel(theme, "muted", self), "merge.words")
        self.progress = named(QLabel(self), "merge.progress")
        button = partial(icon_button, self, icons)
        self.before = button("merge.previous", "arrow-up", self.tr("Conflict before"))
        self.after = button("merge.next", "arrow-down", self.tr("Next conflict (F7)"))
        self.base = button("merge.show_base", "branch", self.tr("Show what both came from"))
        self.base.setCheckable(True)
        self.close_ = button("merge.close", "x", self.tr("Leave it for later (Esc)"))
        self.apply = named(QPushButton(self.tr("Apply the merge"), self), "merge.apply")
        self.apply.setProperty("kind", "primary")
        self.conflict = ConflictView(theme, self)
        self.nothing = named(QLabel(self), "merge.nothing")
        self.result = ComparisonView(theme, self)
        self.result.inline.setAccessibleName(self.tr("What the draft becomes"))
        self._left = QStackedWidget(self)
        self._lay_out()
        self._connect()

    @property
    def current(self) -> Conflict | None:
        return self._conflicts[self._current] if self._conflicts else None

    def show_merge(
        self,
        conflicts: Sequence[Conflict],
        choices: Mapping[str, Choice],
        *,
        theirs: str,
        base: str,
    ) -> None:
        """`theirs` and `base` are the names of the versions, such as v7 and v3."""
        here = self.current.key if self.current else ""
        self._conflicts, self._choices = tuple(conflicts), dict(choices)
        self._names = (theirs, base)
        places = {conflict.key: index for index, conflict in enumerate(self._conflicts)}
        self._current = places.get(here, 0)
        self.words.show_text(self.tr("{0} into the draft, both from {1}").format(theirs, base))
        self._draw()

    def show_result(self, comparison: Comparison, words: str) -> None:
        """What the draft becomes, against what it is."""
        self.result.show_comparison(comparison)
        self._result_words.show_text(words)

    def show_failure(self, words: str) -> None:
        self.words.show_text(words)

    def begin(self) -> None:
        """The keyboard comes to the conflict, or to the button that ends it."""
        (self.conflict if self._conflicts else self.apply).setFocus()

    def step(self, by: int) -> None:
        if self._conflicts:
            self._current = (self._current + by) % len(self._conflicts)
            self._draw()

    def go_on(self) -> None:
        """To the next conflict that is not settled; to the end where there is none."""
        count = len(self._conflicts)
        for step in range(1, count + 1):
            index = (self._current + step) % count
            if self._conflicts[index].key not in self._choices:
                self._current = index
                self._draw()
                self.conflict.setFocus()
                return
        self._draw()
        self.apply.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_F7:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if back else 1)
        elif key == Qt.Key.Key_Escape and self.conflict.writing:
            self.conflict.stop_writing()
        elif key == Qt.Key.Key_Escape:
            self.closed.emit()
        elif self._conflicts and not self.conflict.writing and key in SIDES_BY_KEY:
            self._choose(SIDES_BY_KEY[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    def _choose(self, side: Side) -> None:
        known = self._choices.get(self.current.key) if self.current else None
        if side is Side.BY_HAND:
            self.conflict.write_by_hand(known.text if known else "")
        else:
            self.conflict.choose(side)

    def _on_chosen(self, choice: Choice) -> None:
        if conflict := self.current:
            self._choices = {**self._choices, conflict.key: choice}
            self.choice_made.emit(conflict.key, choice)
            self.go_on()

    def _draw(self) -> None:
        count = len(self._conflicts)
        settled = sum(conflict.key in self._choices for conflict in self._conflicts)
        for widget in (self.before, self.after, self.base, self.progress):
            widget.setVisible(bool(count))
        self.progress.setText(
            self.tr("{0} of {1} · {2} settled").format(self._current + 1, count, settled)
        )
        self.apply.setEnabled(settled == count)
        left = self.tr("{0} of the conflicts still have to be settled.").format(count - settled)
        self.apply.setToolTip("" if settled == count else left)
        self._left.setVisible(bool(count))
        self.nothing.setVisible(not count)
        if conflict := self.current:
            theirs, base = self._names
            choice = self._choices.get(conflict.key)
            self.conflict.show_conflict(conflict, choice, theirs=theirs, base=base)
        self.nothing.setText(self.tr("Nothing conflicts: both sides fit together."))

    def _connect(self) -> None:
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.base.toggled.connect(self.conflict.show_base)
        self.close_.clicked.connect(lambda: self.closed.emit())
        self.apply.clicked.connect(lambda: self.apply_requested.emit())
        self.conflict.chosen.connect(self._on_chosen)

    def _lay_out(self) -> None:
        unit = self._theme.unit
        bar = QHBoxLayout()
        bar.setContentsMargins(3 * unit, unit, 2 * unit, unit)
        bar.setSpacing(2 * unit)
        title = QLabel(self.tr("Merge"), self)
        title.setProperty("tone", "title")
        bar.addWidget(title)
        bar.addWidget(self.words, 1)
        for widget in (self.progress, self.before, self.after, self.base, self.apply, self.close_):
            bar.addWidget(widget)
        self.progress.setProperty("tone", "muted")
        self.nothing.setProperty("tone", "passed")
        self.nothing.setContentsMargins(3 * unit, 0, 3 * unit, unit)
        self._left.addWidget(self.conflict)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(3 * unit, unit, 0, 0)
        column.setSpacing(unit)
        self._result_words = named(ElidedLabel(self._theme, "muted", right), "merge.result_words")
        column.addWidget(self._result_words)
        column.addWidget(self.result, 1)
        halves = QSplitter(Qt.Orientation.Horizontal, self)
        halves.setObjectName("merge.halves")
        halves.setChildrenCollapsible(False)
        halves.addWidget(self._left)
        halves.addWidget(right)
        halves.setSizes([600, 400])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.nothing)
        layout.addWidget(halves, 1)
