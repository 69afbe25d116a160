"""The messages of a prompt, one card below the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from workbench.domain.problems import Problem
from workbench.domain.prompts import Message, Role
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.add_row import AddRow
from workbench.gui.write.editor.card import MessageCard
from workbench.gui.write.editor.completing import Vocabulary


class MessageCards(QScrollArea):
    typed = Signal()
    """Some card was typed into; `texts` reads them."""
    role_chosen = Signal(int, object)
    move_requested = Signal(int, int)
    """The message at the first place, before the one at the second."""
    menu_requested = Signal(object)
    """The `QPoint` to open the menu of the current message at."""
    current_changed = Signal(int)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self.cards: list[MessageCard] = []
        self._sections: list[QWidget] = []
        self.current = -1
        self._numbered = self._read_only = False
        self._wrap = True
        self._vocabulary = Vocabulary()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = self._inside = QWidget()
        inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(*([3 * theme.unit] * 4))
        self._column.setSpacing(2 * theme.unit)
        self.add_row = AddRow(theme, icons, inside)
        self._column.addWidget(self.add_row)
        self._column.addStretch(1)
        self.setWidget(inside)
        self._drop_line = QFrame(inside)
        self._drop_line.setFixedHeight(2)
        self._drop_line.hide()

    def add_section(self, widget: QWidget) -> None:
        """Something else that belongs to the prompt, below its messages and above the row."""
        self._column.insertWidget(self._column.indexOf(self.add_row), widget)
        self._sections.append(widget)

    def show_messages(self, messages: Sequence[Message], *, alone: bool = False) -> None:
        """Cards for these messages; the text of one that differs changes where it differs."""
        while len(self.cards) > len(messages):
            self._remove_last()
        while len(self.cards) < len(messages):
            self._add()
        for index, (card, message) in enumerate(zip(self.cards, messages, strict=True)):
            card.show_message(index, message, alone)
        if self.current >= len(self.cards):
            self._set_current(len(self.cards) - 1)

    def texts(self) -> list[str]:
        return [card.text for card in self.cards]

    def first_typed(self) -> int | None:
        """The first card that was typed into since its text was read."""
        return next((index for index, card in enumerate(self.cards) if card.dirty), None)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        for index, card in enumerate(self.cards):
            card.show_problems(tuple(p for p in problems if p.message_index == index))

    def show_vocabulary(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        for card in self.cards:
            card.edit.completion.vocabulary = vocabulary

    def show_line_numbers(self, shown: bool) -> None:
        self._numbered = shown
        for card in self.cards:
            card.edit.show_line_numbers(shown)

    def set_wrap(self, wrap: bool) -> None:
        self._wrap = wrap
        for card in self.cards:
            card.edit.set_wrap(wrap)

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for card in self.cards:
            card.edit.setReadOnly(read_only)
            card.header.role.setEnabled(not read_only)

    def go_to(self, index: int, position: int | None = None) -> None:
        """Put the cursor into a message, at a position of its document if given."""
        if not 0 <= index < len(self.cards):
            return
        card = self.cards[index]
        card.header.fold.setChecked(False)
        card.edit.setFocus()
        if position is not None:
            cursor = card.edit.textCursor()
            cursor.setPosition(min(position, card.edit.document().characterCount() - 1))
            card.edit.setTextCursor(cursor)
        self.keep_cursor_visible()

    def show_place(self, index: int) -> None:
        """Scroll to the cursor of a message without taking the keyboard there."""
        self._set_current(index)
        self.keep_cursor_visible()

    def keep_cursor_visible(self) -> None:
        if 0 <= self.current < len(self.cards):
            edit = self.cards[self.current].edit
            place = edit.viewport().mapTo(self._inside, edit.cursorRect().center())
            self.ensureVisible(place.x(), place.y(), 0, 8 * self._theme.unit)

    def _add(self) -> None:
        card = MessageCard(self._theme, self._icons, self._inside)
        self.cards.append(card)
        below = self._sections[0] if self._sections else self.add_row
        self._column.insertWidget(self._column.indexOf(below), card)
        card.show()
        card.edit.show_line_numbers(self._numbered)
        card.edit.set_wrap(self._wrap)
        card.edit.setReadOnly(self._read_only)
        card.edit.completion.vocabulary = self._vocabulary
        card.typed.connect(self.typed)
        card.focused.connect(lambda: self._set_current(self.cards.index(card)))
        card.role_chosen.connect(lambda role: self._on_role(card, role))
        card.header.menu_requested.connect(lambda point: self._on_menu(card, point))
        card.header.dragged.connect(self._on_dragged)
        card.header.dropped.connect(lambda point: self._on_dropped(card, point))
        card.edit.undo_requested.connect(self.undo_requested)
        card.edit.redo_requested.connect(self.redo_requested)
        card.edit.cursor_rested.connect(lambda: self._on_cursor(card))

    def _remove_last(self) -> None:
        card = self.cards.pop()
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _set_current(self, index: int) -> None:
        if index != self.current:
            self.current = index
            self.current_changed.emit(index)

    def _on_cursor(self, card: MessageCard) -> None:
        if card.edit.hasFocus():
            self.keep_cursor_visible()

    def _on_role(self, card: MessageCard, role: Role) -> None:
        self.role_chosen.emit(self.cards.index(card), role)

    def _on_menu(self, card: MessageCard, point: QPoint) -> None:
        self._set_current(self.cards.index(card))
        self.menu_requested.emit(point)

    def _on_dragged(self, point: QPoint) -> None:
        place = self._place_at(point)
        above = self.cards[place - 1] if place else None
        gap = self._column.spacing() // 2
        y = above.geometry().bottom() + gap if above else self.cards[0].geometry().top() - gap
        margin = self._column.contentsMargins().left()
        self._drop_line.setStyleSheet(f"background: {self._theme['accent'].name()};")
        self._drop_line.setGeometry(QRect(margin, y, self._inside.width() - 2 * margin, 2))
        self._drop_line.raise_()
        self._drop_line.show()

    def _on_dropped(self, card: MessageCard, point: QPoint) -> None:
        self._drop_line.hide()
        self.move_requested.emit(self.cards.index(card), self._place_at(point))

    def _place_at(self, point: QPoint) -> int:
        """Before which card a point of the screen is."""
        y = self._inside.mapFromGlobal(point).y()
        return sum(1 for card in self.cards if card.geometry().center().y() < y)
