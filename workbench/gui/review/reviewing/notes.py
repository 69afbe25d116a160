"""Comments on one output: a list with the passages, and a line to write the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.reviews import Comment
from workbench.gui.kit.exact_text import ExactTextEdit
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.review.reviewing.note_card import NoteCard

QUOTED = 40


class Notes(QWidget):
    changed = Signal()
    chosen = Signal(object)
    """The `Comment` whose passage is to be shown."""
    passage_wanted = Signal()
    """Somebody begins to write: which passage is it about?"""
    finished = Signal()

    def __init__(self, number: int, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._number, self._theme, self._icons = number, theme, icons
        self._comments: list[Comment] = []
        self._editing: int | None = None
        self._only_written = False
        self._about = Comment("", number)
        self.cards: list[NoteCard] = []
        self.edit = named(NoteLine(self), f"reviewing.comment.{number}")
        self.add = named(QPushButton(self.tr("Comment"), self), f"reviewing.add.{number}")
        self.add.setProperty("kind", "quiet")
        self.add.setToolTip(self.tr("Comment on the selected passage, or on the whole (C)"))
        self.edit.submitted.connect(self.submit)
        self.edit.given_up.connect(self.give_up)
        self.edit.textChanged.connect(self._show_ready)
        self.add.clicked.connect(self._on_add)
        self._lay_out(theme.unit)
        self.show_comments(())

    @property
    def comments(self) -> tuple[Comment, ...]:
        """With the one that is being written."""
        return tuple(self._with_written())

    @property
    def passages(self) -> list[tuple[int, int]]:
        known = [each for each in (*self._comments, self._about) if each.end > each.start]
        return list(dict.fromkeys((each.start, each.end) for each in known))

    def show_comments(self, comments: Sequence[Comment]) -> None:
        self._comments = list(comments)
        self._end_writing()
        self._draw()

    def show_only_written(self, only: bool) -> None:
        """Where there is little room, it is seen once there is a comment."""
        self._only_written = only
        self._show_wanted()

    def show_beside(self, beside: bool) -> None:
        """A narrow column at the right of the text, or a wide strip below it."""
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if beside else way.LeftToRight)
        self._row.setAlignment(self.add, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.edit.show_lines(3 if beside else 1)

    def write_about(self, comment: Comment) -> None:
        """Take the words of a comment on this passage, or on the whole."""
        self._about = comment
        self.show()
        self._show_about()
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def submit(self) -> None:
        self._comments = self._with_written()
        self._end_writing()
        self._draw()
        self.changed.emit()
        self.finished.emit()

    def give_up(self) -> None:
        self._end_writing()
        self._draw()
        self.finished.emit()

    def _with_written(self) -> list[Comment]:
        text = self.edit.exact_text().strip()
        made = [replace(self._about, text=text)] if text else []
        if self._editing is None:
            return [*self._comments, *made]
        at = self._editing
        return [*self._comments[:at], *made, *self._comments[at + 1 :]]

    def _end_writing(self) -> None:
        self._editing, self._about = None, Comment("", self._number)
        self.edit.blockSignals(True)
        self.edit.clear()
        self.edit.blockSignals(False)
        self._show_about()

    def _show_about(self) -> None:
        quote = " ".join(safe(self._about.quote).split())
        short = f"{quote[:QUOTED]}…" if len(quote) > QUOTED else quote
        words = self.tr("On “{0}”: Enter keeps it").format(short)
        whole = self.tr("A comment on the whole, or on a passage you select")
        self.edit.setPlaceholderText(words if quote else whole)
        self.edit.setAccessibleName(words if quote else whole)
        self._show_ready()

    def _show_ready(self) -> None:
        writing = bool(self.edit.exact_text().strip())
        self.add.setText(self.tr("Keep") if writing else self.tr("Comment"))
        if writing:
            self.changed.emit()

    def _on_add(self) -> None:
        if self.edit.exact_text().strip():
            self.submit()
        else:
            self.passage_wanted.emit()

    def _show_wanted(self) -> None:
        self.setVisible(not self._only_written or bool(self.cards))

    def _draw(self) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(each) for each in self._comments]
        for card in self.cards:
            self._list.addWidget(card)
        self._scroll.setVisible(bool(self.cards))
        self._show_wanted()

    def _card(self, comment: Comment) -> NoteCard:
        card = NoteCard(comment, self._theme, self._icons, self)
        card.go_requested.connect(self.chosen)
        card.edit_requested.connect(self._on_edit)
        card.remove_requested.connect(self._on_remove)
        return card

    def _on_edit(self, card: NoteCard) -> None:
        at = self.cards.index(card)
        self._editing = at
        self.write_about(self._comments[at])
        self.edit.set_exact_text(self._comments[at].text)
        self.edit.selectAll()

    def _on_remove(self, card: NoteCard) -> None:
        del self._comments[self.cards.index(card)]
        self._end_writing()
        self._draw()
        self.changed.emit()
        self.finished.emit()

    def _lay_out(self, unit: int) -> None:
        inside = QWidget(self)
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(unit)
        self._list.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(unit)
        row.addWidget(self.edit, 1)
        row.addWidget(self.add, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * unit)
        column.addLayout(row)
        column.addWidget(self._scroll, 1000)
        column.addStretch(1)
        self.edit.document().setDocumentMargin(1.5 * unit)


class NoteLine(ExactTextEdit):
    """`Enter` keeps the words, `Shift+Enter` makes a line, `Esc` leaves."""

    submitted = Signal()
    given_up = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("frame", "field")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lines = 1

    def show_lines(self, lines: int) -> None:
        self._lines = lines
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        spacing = self.fontMetrics().lineSpacing()
        return QSize(0, self._lines * spacing + 2 * round(self.document().documentMargin()) + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not shift:
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)
