"""The messages of a prompt, one card below the other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtWidgets import QPlainTextEdit, QScrollArea, QToolButton, QWidget
from shiboken6 import isValid

from workbench.domain.estimates import TokenCount
from workbench.domain.examples import blocks, examples, is_prefilled
from workbench.domain.problems import Problem
from workbench.domain.prompts import Attachment, Message, Role
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.attachments.offered import Offered
from workbench.gui.write.editor.add_row import AddRow
from workbench.gui.write.editor.card import MessageCard
from workbench.gui.write.editor.card_column import CardColumn
from workbench.gui.write.editor.completing import Vocabulary
from workbench.gui.write.editor.example_row import ExampleRow
from workbench.gui.write.editor.matching import matched

SETTLING_MS = 250
"""So long a new card may take to come to its place and height."""


class MessageCards(QScrollArea):
    typed = Signal()
    """Some card was typed into; `texts` reads them."""
    role_chosen = Signal(int, object)
    move_requested = Signal(int, int)
    """The message at the first place, before the one at the second."""
    menu_requested = Signal(object)
    """The `QPoint` to open the menu of the current message at."""
    current_changed = Signal(int)
    files_offered = Signal(int, object)
    """What was dropped on or pasted into a message."""
    attach_requested = Signal(int)
    attachment_removed = Signal(int, int)
    """Of the message, which one."""
    attachments_shown = Signal(list)
    """Those of all messages, where they changed: their pictures are wanted."""
    undo_requested = Signal()
    redo_requested = Signal()
    wished = Signal(str)
    """Id of a command that the mouse asks for in a text."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self.cards: list[MessageCard] = []
        self._examples: dict[MessageCard, ExampleRow] = {}
        """By the card of the question."""
        self._attached: list[Attachment] = []
        self._sections: list[QWidget] = []
        self.current = -1
        self._numbered = self._read_only = False
        self._wrap = True
        self._vocabulary = Vocabulary()
        self.text_actions: tuple[QAction, ...] = ()
        """What the menu of a text offers besides copying and pasting."""
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = CardColumn(theme)
        self.add_row = AddRow(theme, icons, self._inside)
        self._inside.show_rows([self.add_row])
        self.setWidget(self._inside)
        self._revealed: tuple[QWidget, QWidget] | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self._settled.timeout.connect(self._let_go)
        self._inside.laid_out.connect(self._reveal_again)
        self.verticalScrollBar().rangeChanged.connect(self._reveal_again)

    def add_section(self, widget: QWidget) -> None:
        """Something else that belongs to the prompt, below its messages and above the row."""
        self._sections.append(widget)
        self._show_rows()

    def show_messages(self, messages: Sequence[Message], *, alone: bool = False) -> None:
        """Cards for these messages; the text of one that differs changes where it differs."""
        found = matched(self.cards, messages)
        if rearranged := found != self.cards:
            self._arrange(found, messages)
        for index, (card, message) in enumerate(zip(self.cards, messages, strict=True)):
            card.show_message(index, message, alone)
        starts = examples(messages)
        if rearranged or [self.cards[start] for start in starts] != list(self._examples):
            self._show_examples(starts)
        attached = [each for message in messages for each in message.attachments]
        if attached != self._attached:
            self._attached = attached
            self._show_rows()
            self.attachments_shown.emit(attached)
        for index, card in enumerate(self.cards):
            card.show_prefill(index == len(messages) - 1 and is_prefilled(messages))

    @property
    def examples(self) -> tuple[ExampleRow, ...]:
        """The lines above the examples, from top to bottom."""
        return tuple(self._examples.values())

    def fold_all(self, folded: bool) -> None:
        for row in self._examples.values():
            row.fold.setChecked(folded)
        for card in self.cards:
            if not (folded and self._row_of(card)):
                card.header.fold.setChecked(folded)

    def folded(self) -> frozenset[str]:
        """Names of the fold buttons that are pressed: of messages, examples and tools."""
        return frozenset(each.objectName() for each in self._folds() if each.isChecked())

    def show_folded(self, names: Collection[str]) -> None:
        for each in self._folds():
            each.setChecked(each.objectName() in names)

    def _folds(self) -> list[QToolButton]:
        own = [row.fold for row in self._examples.values()]
        own += [card.header.fold for card in self.cards]
        further = [each for part in self._sections for each in part.findChildren(QToolButton)]
        return [*own, *(each for each in further if each.property("kind") == "fold")]

    def texts(self) -> list[str]:
        return [card.text for card in self.cards]

    def take_texts(self) -> list[str]:
        """To make them part of the draft."""
        return [card.take() for card in self.cards]

    def first_typed(self) -> int | None:
        """The first card that was typed into since its text was taken."""
        return next((index for index, card in enumerate(self.cards) if card.dirty), None)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        for index, card in enumerate(self.cards):
            card.show_problems(tuple(p for p in problems if p.message_index == index))

    def show_tokens(self, counts: Sequence[TokenCount]) -> None:
        """Of each message; nothing where there are not as many as messages."""
        known = counts if len(counts) == len(self.cards) else [None] * len(self.cards)
        for card, count in zip(self.cards, known, strict=True):
            card.header.show_tokens(None if card.placeholder else count)

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
            card.set_read_only(read_only)

    def go_to(self, index: int, position: int | None = None) -> None:
        """Put the cursor into a message, at a position of its document if given."""
        if not 0 <= index < len(self.cards):
            return
        card = self.cards[index]
        self._unfold(card)
        card.field.setFocus()
        if position is not None:
            cursor = card.edit.textCursor()
            cursor.setPosition(min(position, card.edit.document().characterCount() - 1))
            card.edit.setTextCursor(cursor)
        self.reveal(card, card.field)

    def reveal(self, card: QWidget, field: QWidget) -> None:
        """Scroll to a card as far as it has room, and to a field of it; again when it has moved
        to its place or grown to its height."""
        self._revealed = (card, field)
        self._reveal_again()
        self._settled.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._let_go()
        super().wheelEvent(event)

    def show_place(self, index: int) -> None:
        """Scroll to the cursor of a message without taking the keyboard there."""
        self._set_current(index)
        self.keep_cursor_visible()

    def show_attached(self, card: MessageCard) -> None:
        """Scroll to what is attached to it, once that has its place."""
        QTimer.singleShot(0, card, lambda: self.ensureWidgetVisible(card.attachments, 0, 8))

    def keep_cursor_visible(self) -> None:
        if 0 <= self.current < len(self.cards):
            self._show_field(self.cards[self.current].field)

    def _reveal_again(self) -> None:
        if self._revealed is None or not all(map(isValid, self._revealed)):
            return
        card, field = self._revealed
        above = next((row for first, row in self._examples.items() if first is card), card)
        bottom = card.mapTo(self._inside, card.rect().bottomLeft()).y()
        top = above.mapTo(self._inside, QPoint(0, 0)).y()
        if bottom - top < self.viewport().height():
            for edge in (bottom, top):
                self.ensureVisible(0, edge, 0, 2 * self._theme.unit)
        self._show_field(field)

    def _let_go(self) -> None:
        self._revealed = None

    def _show_field(self, field: QWidget) -> None:
        place = field.rect().center()
        if isinstance(field, QPlainTextEdit):
            place = field.cursorRect().center()
            field = field.viewport()
        place = field.mapTo(self._inside, place)
        self.ensureVisible(place.x(), place.y(), 0, 8 * self._theme.unit)

    def _arrange(self, found: Sequence[MessageCard | None], messages: Sequence[Message]) -> None:
        """These cards and no others, new ones where there is none."""
        current = self.cards[self.current] if 0 <= self.current < len(self.cards) else None
        for card in set(self.cards).difference(card for card in found if card):
            if row := self._examples.pop(card, None):
                row.release()
                self._inside.drop(row)
            self._inside.drop(card)
        self.cards = [card or self._made(m) for card, m in zip(found, messages, strict=True)]
        at = self.cards.index(current) if current in self.cards else self.current
        self._set_current(min(at, len(self.cards) - 1))

    def _made(self, message: Message) -> MessageCard:
        card = MessageCard(message, self._theme, self._icons, self._inside)
        card.edit.show_line_numbers(self._numbered)
        card.edit.set_wrap(self._wrap)
        card.set_read_only(self._read_only)
        card.edit.completion.vocabulary = self._vocabulary
        card.edit.addActions(self.text_actions)
        card.typed.connect(self.typed)
        card.focused.connect(lambda: self._set_current(self.cards.index(card)))
        card.role_chosen.connect(lambda role: self._on_role(card, role))
        card.header.menu_requested.connect(lambda point: self._on_menu(card, point))
        card.header.dragged.connect(self._on_dragged)
        card.header.dropped.connect(lambda point: self._on_dropped(card, point))
        card.files_offered.connect(lambda things: self._on_files(card, things))
        card.header.attach.clicked.connect(lambda: self.attach_requested.emit(self._at(card)))
        card.attachments.removed.connect(
            lambda place: self.attachment_removed.emit(self._at(card), place)
        )
        card.edit.undo_requested.connect(self.undo_requested)
        card.edit.redo_requested.connect(self.redo_requested)
        card.edit.wished.connect(self.wished)
        card.edit.cursor_rested.connect(lambda: self._on_cursor(card))
        return card

    def _show_examples(self, starts: Sequence[int]) -> None:
        rows = {self.cards[start]: self._row_for(self.cards[start]) for start in starts}
        for card, row in self._examples.items():
            if card not in rows:
                row.release()
                self._inside.drop(row)
        self._examples = rows
        for number, start in enumerate(starts, start=1):
            pair = self.cards[start : start + 2]
            rows[pair[0]].show_example(number, pair)
        self._inside.show_groups([(row, row.cards[-1]) for row in rows.values()])
        self._show_rows()

    def _row_for(self, card: MessageCard) -> ExampleRow:
        if card in self._examples:
            return self._examples[card]
        row = ExampleRow(self._theme, self._icons, self._inside)
        row.dragged.connect(self._on_dragged)
        row.dropped.connect(lambda point: self._on_dropped(row.cards[0], point))
        row.show()
        return row

    def _row_of(self, card: MessageCard) -> ExampleRow | None:
        """The example a card belongs to."""
        return next((row for row in self._examples.values() if card in row.cards), None)

    def _unfold(self, card: MessageCard) -> None:
        if row := self._row_of(card):
            row.fold.setChecked(False)
        card.header.fold.setChecked(False)

    def _show_rows(self) -> None:
        """All there is from top to bottom, which is the order of Tab too."""
        rows: list[QWidget] = []
        stops: list[QWidget] = []
        for card in self.cards:
            if row := self._examples.get(card):
                rows.append(row)
                stops.append(row.fold)
            rows.append(card)
            stops.extend(card.stops)
            if self._row_of(card) is None:
                card.show()
        self._inside.show_rows([*rows, *self._sections, self.add_row])
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _set_current(self, index: int) -> None:
        if index != self.current:
            self.current = index
            self.current_changed.emit(index)

    def _on_files(self, card: MessageCard, things: Offered) -> None:
        self.files_offered.emit(self._at(card), things)

    def _at(self, card: MessageCard) -> int:
        return self.cards.index(card)

    def _on_cursor(self, card: MessageCard) -> None:
        if card.edit.hasFocus():
            self.keep_cursor_visible()

    def _on_role(self, card: MessageCard, role: Role) -> None:
        self.role_chosen.emit(self.cards.index(card), role)

    def _on_menu(self, card: MessageCard, point: QPoint) -> None:
        self._set_current(self.cards.index(card))
        self.menu_requested.emit(point)

    def _on_dragged(self, point: QPoint) -> None:
        """Shows where it would go, and scrolls on near an edge."""
        self.ensureVisible(0, self._inside.height_at(point), 0, 10 * self._theme.unit)
        spans, place = self._spans(), self._place_at(point)
        at = next((n for n, span in enumerate(spans) if span[0] == place), len(spans))
        self._inside.show_drop(spans[at - 1][2] if at else None, spans[0][1])

    def _on_dropped(self, card: MessageCard, point: QPoint) -> None:
        self._inside.hide_drop()
        self.move_requested.emit(self.cards.index(card), self._place_at(point))

    def _place_at(self, point: QPoint) -> int:
        """Before which message a point of the screen is, or behind the last."""
        y = self._inside.height_at(point)
        below = (
            start
            for start, top, bottom in self._spans()
            if (top.geometry().top() + bottom.geometry().bottom()) / 2 >= y
        )
        return next(below, len(self.cards))

    def _spans(self) -> list[tuple[int, QWidget, QWidget]]:
        """What moves together: its first message, the topmost and the lowest thing seen of it."""
        spans: list[tuple[int, QWidget, QWidget]] = []
        for block in blocks([card.message for card in self.cards]):
            cards = self.cards[block.start : block.stop]
            shown = [card for card in cards if card.isVisibleTo(self._inside)]
            top: QWidget = self._examples.get(cards[0]) or cards[0]
            spans.append((block.start, top, shown[-1] if shown else top))
        return spans
