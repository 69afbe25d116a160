"""Two states of a prompt side by side or in one column, over the board."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.gui.kit.differences.comparison_view import Comparison, ComparisonView
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme

MOST_SAID = 600
"""Characters of what is told in words; the rest is seen below."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A state that can be compared; the draft has no digest."""

    title: str
    digest: str = ""


class DiffPage(QWidget):
    chosen = Signal(object, object)
    """The digests of the old and the new state; empty for the draft."""
    way_changed = Signal()
    """Side by side or inline, folded or not."""
    closed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "diff.view", self.tr("Compare versions"))
        self.old = named(QComboBox(self), "diff.old", self.tr("Old state"))
        self.new = named(QComboBox(self), "diff.new", self.tr("New state"))
        button = partial(icon_button, self, icons)
        self.swap = button("diff.swap", "swap", self.tr("Swap the two states"))
        self.side_by_side = button("diff.side_by_side", "columns", self.tr("Side by side"))
        self.unfolded = button("diff.unfolded", "eye", self.tr("Show what is unchanged too"))
        for toggle in (self.side_by_side, self.unfolded):
            toggle.setCheckable(True)
        self.side_by_side.setChecked(True)
        self.before = button("diff.previous", "arrow-up", self.tr("Change before (Shift+F7)"))
        self.after = button("diff.next", "arrow-down", self.tr("Next change (F7)"))
        self.close_ = button("diff.close", "x", self.tr("Back to the run board (Esc)"))
        self.summary = named(ElidedLabel(theme, "muted", self), "diff.summary")
        self.changes = named(QLabel(self), "diff.changes", self.tr("What changed, in words"))
        self.changes.setTextFormat(Qt.TextFormat.PlainText)
        self.changes.setWordWrap(True)
        self.changes.setContentsMargins(12, 0, 8, 6)
        self.changes.hide()
        self.old_runs = named(ElidedLabel(theme, "muted", self), "diff.old_runs")
        self.new_runs = named(ElidedLabel(theme, "muted", self), "diff.new_runs")
        self.view = ComparisonView(theme, self)
        self._lay_out()
        self._connect()

    @property
    def digests(self) -> tuple[str, str]:
        return self.old.currentData() or "", self.new.currentData() or ""

    @property
    def names(self) -> tuple[str, str]:
        """What the two states are called, without their notes."""
        old, new = self.old.currentText(), self.new.currentText()
        return old.partition("  ")[0], new.partition("  ")[0]

    def show_choices(self, choices: Sequence[Choice], old: str, new: str) -> None:
        """Offer the states and choose two; says nothing by itself."""
        for field, digest in ((self.old, old), (self.new, new)):
            field.blockSignals(True)
            field.clear()
            for choice in choices:
                field.addItem(choice.title, choice.digest)
            field.setCurrentIndex(max(0, field.findData(digest)))
            field.blockSignals(False)

    def show_comparison(self, comparison: Comparison, summary: str, changes: str = "") -> None:
        """`changes` says in words what is different."""
        self.view.show_comparison(comparison)
        self.changes.setText(changes[:MOST_SAID])
        self.changes.setVisible(bool(changes))
        self.show_words(summary)

    def show_runs(self, old: str, new: str) -> None:
        """How each of the two states did."""
        self.old_runs.show_text(old)
        self.new_runs.show_text(new)

    def show_words(self, words: str) -> None:
        self.summary.show_text(words)

    def step(self, by: int) -> None:
        """To the next or previous change, saying so where there is none that way."""
        if not self.view.step(by):
            words = self.tr("No further change below.") if by > 0 else self.tr("None above.")
            self.show_words(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F7:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _swap(self) -> None:
        old, new = self.old.currentIndex(), self.new.currentIndex()
        for field, index in ((self.old, new), (self.new, old)):
            field.blockSignals(True)
            field.setCurrentIndex(index)
            field.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        self.chosen.emit(*self.digests)

    def _connect(self) -> None:
        for field in (self.old, self.new):
            field.currentIndexChanged.connect(lambda _index: self._choose())
        self.swap.clicked.connect(self._swap)
        for toggle in (self.side_by_side, self.unfolded):
            toggle.toggled.connect(lambda _on: self.way_changed.emit())
        self.before.clicked.connect(lambda: self.step(-1))
        self.after.clicked.connect(lambda: self.step(1))
        self.close_.clicked.connect(lambda: self.closed.emit())

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 4, 8, 4)
        bar.setSpacing(6)
        title = QLabel(self.tr("Compare"), self)
        title.setProperty("tone", "title")
        to = QLabel("→", self)
        to.setProperty("tone", "muted")
        bar.addWidget(title)
        for field in (self.old, self.new):
            field.setMinimumContentsLength(10)
            policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            field.setSizeAdjustPolicy(policy)
        for widget, stretch in ((self.old, 2), (to, 0), (self.new, 2), (self.swap, 0)):
            bar.addWidget(widget, stretch)
        bar.addSpacing(6)
        bar.addWidget(self.summary, 3)
        for button in (self.before, self.after, self.side_by_side, self.unfolded, self.close_):
            bar.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.changes)
        layout.addLayout(self._sides())
        layout.addWidget(self.view, 1)

    def _sides(self) -> QHBoxLayout:
        """One line over the two columns, each half over its own."""
        sides = QHBoxLayout()
        sides.setContentsMargins(12, 0, 8, 4)
        sides.setSpacing(12)
        sides.addWidget(self.old_runs, 1)
        sides.addWidget(self.new_runs, 1)
        return sides
