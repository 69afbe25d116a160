"""A conversation in the place of the board: the prompt folded, all that was said, the next turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.prompts import Message
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.folded import Folded
from workbench.gui.write.conversation.card import TurnCard
from workbench.gui.write.conversation.reply import Reply
from workbench.gui.write.conversation.turns import Turn

INDENT = 12
"""Units that what the person says stands to the right of what the model says."""


@dataclass(frozen=True, slots=True)
class Known:
    """A conversation of this prompt that can be gone back to."""

    run_id: str
    title: str


class ConversationPanel(QWidget):
    edit_requested = Signal(object)
    repeat_requested = Signal(object)
    chosen = Signal(str)
    """The last run of another conversation."""
    closed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "conversation", self.tr("Conversation"))
        self._theme, self._icons = theme, icons
        self._reason = ""
        self.cards: list[TurnCard] = []
        self.title = QLabel(self.tr("Conversation"), self)
        self.title.setProperty("tone", "title")
        self.model = ElidedLabel(theme, parent=self, giving_way=False, fewest=10)
        self.figures = named(ElidedLabel(theme, "muted", self), "conversation.figures")
        self.known = ElidedBox(self)
        named(self.known, "conversation.known", self.tr("Conversations of this prompt"))
        self.known.setPlaceholderText(self.tr("Earlier conversations"))
        self.close_ = named(QToolButton(self), "conversation.close", self.tr("Back to the board"))
        self.close_.setToolTip(self.tr("Back to the run board (Esc)"))
        self.close_.setIcon(icons("x"))
        self.prompt = Folded(self.tr("Rendered prompt"), self)
        self.empty = QLabel(self)
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setProperty("tone", "muted")
        self.reply = Reply(theme, icons, self)
        self._bar = QHBoxLayout()
        self._inside = QWidget()
        self._column = QVBoxLayout(self._inside)
        self._scroll = QScrollArea(self)
        self._lay_out()
        self.setFocusProxy(self.reply.edit)
        self.close_.clicked.connect(self.closed)
        self.known.activated.connect(lambda _index: self.chosen.emit(self.known.currentData()))
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(self._follow)
        bar.valueChanged.connect(self._note_place)
        self._at_end = True

    def add_actions(self, *actions: QAction) -> None:
        """What can be done with the whole conversation."""
        for action in actions:
            button = named(QToolButton(self), f"conversation.bar.{action.objectName()}")
            button.setDefaultAction(action)
            button.setAccessibleName(action.text().replace("&", ""))
            self._bar.insertWidget(self._bar.count() - 1, button)

    def show_head(self, model: str, figures: str) -> None:
        self.model.show_text(model)
        self.figures.show_text(figures)

    def show_known(self, known: Sequence[Known], current: str) -> None:
        self.known.clear()
        for each in known:
            self.known.addItem(each.title, each.run_id)
        self.known.setCurrentIndex(self.known.findData(current))
        self.known.setVisible(bool(known))

    def show_prompt(self, messages: Sequence[Message]) -> None:
        text = "\n\n".join(f"{message.role.value}:\n{message.text}" for message in messages)
        self.prompt.show_text(text)

    def show_turns(self, turns: Sequence[Turn]) -> None:
        """What is shown already and still said stays where it is."""
        same = 0
        keys = [card.turn.key for card in self.cards]
        while same < min(len(keys), len(turns)) and keys[same] == turns[same].key:
            same += 1
        for card in self.cards[same:]:
            holder: QWidget = card.parentWidget()  # type: ignore[assignment]
            self._column.removeWidget(holder)
            holder.deleteLater()
        del self.cards[same:]
        for card, turn in zip(self.cards, turns, strict=False):
            card.show_turn(turn)
        for turn in turns[same:]:
            self._add(turn)
        self.empty.setVisible(not turns)
        self.reply.setVisible(bool(turns))

    def show_empty(self, words: str) -> None:
        self.show_turns(())
        self.show_prompt(())
        self.show_head("", "")
        self.empty.setText(words)

    def show_reading(self, words: str) -> None:
        """Another conversation is on its way here; the next turn can be typed already."""
        if not self.cards:
            self.empty.setText(words)
        self.reply.show()

    def append(self, text: str, reasoning: str) -> None:
        """To the answer that is streaming."""
        if self.cards:
            self.cards[-1].append(text, reasoning)

    def allow(self, reason: str) -> None:
        """`reason` says why nothing can be asked now; empty if it can."""
        self._reason = reason
        for card in self.cards:
            card.allow(reason)

    def go_to_end(self) -> None:
        self._at_end = True
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.maximum())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _add(self, turn: Turn) -> None:
        holder = QWidget(self._inside)
        card = TurnCard(turn, self._theme, self._icons, holder)
        row = QHBoxLayout(holder)
        indent = 0 if turn.answer else INDENT * self._theme.unit
        row.setContentsMargins(indent, 0, 0 if indent else INDENT * self._theme.unit, 0)
        row.addWidget(card)
        card.allow(self._reason)
        card.edit_requested.connect(self.edit_requested)
        card.repeat_requested.connect(self.repeat_requested)
        self._column.insertWidget(self._column.count() - 1, holder)
        self.cards.append(card)

    def _follow(self, _least: int, most: int) -> None:
        """The end stays in sight while an answer grows, unless the person scrolled away."""
        if self._at_end:
            self._scroll.verticalScrollBar().setValue(most)

    def _note_place(self, value: int) -> None:
        self._at_end = value >= self._scroll.verticalScrollBar().maximum() - self._theme.unit

    def _lay_out(self) -> None:
        unit = self._theme.unit
        self._bar.setContentsMargins(3 * unit, unit, 2 * unit, unit)
        self._bar.setSpacing(2 * unit)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.known.setSizeAdjustPolicy(policy)
        self.known.setMinimumContentsLength(24)
        for widget, stretch in ((self.title, 0), (self.model, 0), (self.figures, 1)):
            self._bar.addWidget(widget, stretch)
        self._bar.addWidget(self.known)
        self._bar.addWidget(self.close_)
        self._column.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit)
        self._column.setSpacing(2 * unit)
        self._column.addWidget(self.prompt)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.reply)
