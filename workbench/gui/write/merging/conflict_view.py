"""One conflict: mine and theirs side by side, what both came from, and the ways to settle it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.diffing.merging import SIDES, Choice, Conflict, ConflictKind, Side
from workbench.gui.kit.differences.lines import Line, Mark, inline_lines
from workbench.gui.kit.differences.marked_text import MarkedText
from workbench.gui.kit.differences.texts import marked_words
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.naming import named
from workbench.gui.kit.note_edit import NoteEdit
from workbench.gui.kit.theme import Theme
from workbench.gui.write.merging.wording import SIDE_WORDS, place, shown, translate, why

NOTHING = Conflict("", ConflictKind.VALUE, "", "", None, None, None)
KEYS = {Side.MINE: "1", Side.THEIRS: "2", Side.BOTH: "3", Side.BY_HAND: "4"}


class ConflictView(QWidget):
    chosen = Signal(object)
    """`Choice`."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._conflict = theme, NOTHING
        self.title = named(ElidedLabel(theme, "text", self), "merge.conflict")
        self.title.setProperty("tone", "title")
        self.mine = self._text("merge.mine", self.tr("Mine"))
        self.base = self._text("merge.base", self.tr("What both came from"))
        self.theirs = self._text("merge.theirs", self.tr("Theirs"))
        self.columns = QSplitter(Qt.Orientation.Horizontal, self)
        self.columns.setChildrenCollapsible(False)
        self._names = [QLabel(self) for _side in range(3)]
        texts = (self.mine, self.base, self.theirs)
        sides = [_under(name, text) for name, text in zip(self._names, texts, strict=True)]
        for side in sides:
            self.columns.addWidget(side)
        self._base_side = sides[1]
        self.hand = named(NoteEdit(self), "merge.by_hand", self.tr("The text to take"))
        self.hand.setTabChangesFocus(True)
        self.take_hand = named(QPushButton(self.tr("Take this text"), self), "merge.take_by_hand")
        self.leave_hand = named(QPushButton(self.tr("Cancel"), self), "merge.leave_by_hand")
        self._pages = QStackedWidget(self)
        self.buttons = {
            side: named(
                QPushButton(self),
                f"merge.take_{side.name.lower()}",
                translate(words).format(self.tr("the newer version's")),
            )
            for side, words in SIDE_WORDS.items()
        }
        self._lay_out()
        self._connect()
        self.show_base(False)

    @property
    def writing(self) -> bool:
        """A text is being written by hand."""
        return self._pages.currentIndex() == 1

    def show_conflict(
        self, conflict: Conflict, choice: Choice | None, *, theirs: str, base: str
    ) -> None:
        """`theirs` and `base` are what these two versions are called."""
        self._conflict = conflict
        self._pages.setCurrentIndex(0)
        self.title.show_text(f"{place(conflict)} · {why(conflict)}")
        names = (self.tr("Mine (the draft)"), self.tr("Both came from {0}").format(base), theirs)
        for label, name in zip(self._names, names, strict=True):
            label.setText(name)
        was = shown(conflict.base)
        self.base.show_lines(self._lines(was, was))
        self.mine.show_lines(self._lines(was, shown(conflict.mine)))
        self.theirs.show_lines(self._lines(was, shown(conflict.theirs)))
        for side, button in self.buttons.items():
            button.setText(f"{translate(SIDE_WORDS[side]).format(theirs)}   {KEYS[side]}")
            button.setVisible(side in SIDES[conflict.kind])
            button.setChecked(choice is not None and choice.side is side)

    def show_base(self, wanted: bool) -> None:
        self._base_side.setVisible(wanted)

    def choose(self, side: Side) -> None:
        """As if its button were pressed."""
        if side not in SIDES[self._conflict.kind]:
            return
        if side is Side.BY_HAND:
            self.write_by_hand("")
        else:
            self.chosen.emit(Choice(side))

    def write_by_hand(self, text: str) -> None:
        """Begin with what was written before, or with both sides."""
        mine, theirs = shown(self._conflict.mine), shown(self._conflict.theirs)
        between = self._conflict.between if mine and theirs else ""
        self.hand.set_exact_text(text or f"{mine}{between}{theirs}")
        self._pages.setCurrentIndex(1)
        self.hand.setFocus()

    def stop_writing(self) -> None:
        self._pages.setCurrentIndex(0)
        self.setFocus()

    def _lines(self, old: str, new: str) -> list[Line]:
        """The text of one side, with what it has beyond the base marked."""
        if not new:
            words = self.tr("(removed)") if old else self.tr("(not there)")
            return list(inline_lines([(Mark.SAME, words)]))
        spans = [span for span in marked_words(old, new) if span[0] is not Mark.REMOVED]
        return list(inline_lines(spans))

    def _take_hand(self) -> None:
        self._pages.setCurrentIndex(0)
        self.chosen.emit(Choice(Side.BY_HAND, self.hand.exact_text()))

    def _text(self, name: str, title: str) -> MarkedText:
        return named(MarkedText(self._theme, self), name, title)

    def _connect(self) -> None:
        for side, button in self.buttons.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _on, side=side: self.choose(side))
        self.hand.submitted.connect(self._take_hand)
        self.take_hand.clicked.connect(self._take_hand)
        self.leave_hand.clicked.connect(self.stop_writing)

    def _lay_out(self) -> None:
        unit = self._theme.unit
        row = QHBoxLayout()
        row.setSpacing(2 * unit)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        writing = QWidget(self)
        below = QHBoxLayout()
        below.setSpacing(2 * unit)
        self.take_hand.setProperty("kind", "primary")
        self.take_hand.setToolTip(self.tr("Ctrl+Enter"))
        for button in (self.take_hand, self.leave_hand):
            below.addWidget(button)
        below.addStretch(1)
        column = QVBoxLayout(writing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.hand, 1)
        column.addLayout(below)
        choosing = QWidget(self)
        column = QVBoxLayout(choosing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.columns, 1)
        column.addLayout(row)
        self._pages.addWidget(choosing)
        self._pages.addWidget(writing)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(3 * unit, unit, 3 * unit, 2 * unit)
        whole.setSpacing(unit)
        whole.addWidget(self.title)
        whole.addWidget(self._pages, 1)


def _under(name: QLabel, text: QWidget) -> QWidget:
    holder = QWidget()
    name.setProperty("tone", "section")
    column = QVBoxLayout(holder)
    column.setContentsMargins(4, 0, 4, 0)
    column.setSpacing(2)
    column.addWidget(name)
    column.addWidget(text, 1)
    return holder
