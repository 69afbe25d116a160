"""A list of questions being written: added, changed, moved, removed, and all of it undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.domain.rubrics import Question
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.steps import Steps
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.window_undo import REDO, UNDO, asks_for
from workbench.gui.review.questions.asking import (
    Questions,
    changed,
    moved,
    new_question,
    problem_of,
    without,
)
from workbench.gui.review.questions.card import QuestionCard
from workbench.gui.review.questions.step_fields import steps_in


@dataclass(frozen=True, slots=True)
class Step:
    before: Questions
    after: Questions
    typed_in: str = ""
    """The field; steps in a row in the same one are one step."""

    @property
    def size(self) -> int:
        return sum(len(each.text) + len(each.help) + 200 for each in self.after)

    def joined(self, later: Step) -> Step | None:
        if not self.typed_in or self.typed_in != later.typed_in:
            return None
        return replace(self, after=later.after)


class QuestionsEditor(QWidget):
    questions_changed = Signal()

    def __init__(
        self, theme: Theme, icons: Icons, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme, self._icons = theme, icons
        self._questions: Questions = ()
        self._steps: Steps[Step] = Steps()
        self.cards: list[QuestionCard] = []
        self.add = named(QPushButton(self.tr("Add a question"), self), f"{name}.add")
        self.add.setIcon(icons("plus", "accent"))
        self.add.setProperty("kind", "quiet")
        self.add.setAutoDefault(True)
        self.undone = icon_button(self, icons, f"{name}.undo", "undo", self.tr("Undo (Ctrl+Z)"))
        self.redone = icon_button(self, icons, f"{name}.redo", "redo", self.tr("Redo"))
        self._lay_out(theme.unit)
        self.add.clicked.connect(self.add_question)
        self.undone.clicked.connect(self.undo)
        self.redone.clicked.connect(self.redo)
        self._show_steps()

    @property
    def questions(self) -> Questions:
        return self._questions

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Others than before: what was done to those is no longer undone. Says nothing."""
        self._steps.clear()
        self._questions = tuple(questions)
        self._show()

    def start_over_with(self, questions: Sequence[Question]) -> None:
        """Others instead of those there are, which undo brings back."""
        self._change(tuple(questions))

    def show_problems(self) -> bool:
        """Beside every question that cannot be asked yet; whether there was any."""
        for card in self.cards:
            card.show_problem()
        wrong = [card for card in self.cards if problem_of(card.question)]
        if wrong:
            wrong[0].text.setFocus()
        return bool(wrong)

    def add_question(self) -> None:
        question = new_question()
        self._change((*self._questions, question))
        card = self.cards[-1]
        card.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, card, lambda: self._reveal(card))

    def undo(self) -> None:
        if step := self._steps.undo():
            self._put(step.before)

    def redo(self) -> None:
        if step := self._steps.redo():
            self._put(step.after)

    def event(self, event: QEvent) -> bool:
        """Undo is of the questions here, not of the draft in Write."""
        if asks_for(event, UNDO, REDO):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = steps_in(event)
        if steps:
            (self.undo if steps < 0 else self.redo)()
        else:
            super().keyPressEvent(event)

    def _change(self, questions: Questions, typed_in: str = "") -> None:
        if questions == self._questions:
            return
        self._steps.add(Step(self._questions, questions, typed_in))
        self._put(questions)

    def _put(self, questions: Questions) -> None:
        self._questions = questions
        self._show()
        self.questions_changed.emit()

    def _on_edited(self, question: Question, field: str) -> None:
        typed_in = f"{question.id} {field}" if field else ""
        self._change(changed(self._questions, question), typed_in)

    def _on_move(self, question_id: str, steps: int) -> None:
        focus = self.focusWidget()
        self._change(moved(self._questions, question_id, steps))
        card = next(card for card in self.cards if card.question.id == question_id)
        kept = focus if focus and card.isAncestorOf(focus) and focus.isEnabled() else card.text
        kept.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_remove(self, question_id: str) -> None:
        place = [each.id for each in self._questions].index(question_id)
        self._change(without(self._questions, question_id))
        next_one = self.cards[min(place, len(self.cards) - 1)].text if self.cards else self.add
        next_one.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self) -> None:
        """Cards of questions that stay are kept, with the keyboard in them."""
        known = {card.question.id: card for card in self.cards}
        self.cards = [
            known.pop(each.id) if each.id in known else self._card(each) for each in self._questions
        ]
        for card in known.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        count = len(self.cards)
        for place, (card, question) in enumerate(zip(self.cards, self._questions, strict=True)):
            card.show_question(question, place + 1, count)
            if self._column.indexOf(card) != place:
                self._column.removeWidget(card)
                self._column.insertWidget(place, card)
        self._order_tabs()
        self._show_steps()

    def _reveal(self, card: QuestionCard) -> None:
        """All of it is seen, where the page that it stands on scrolls."""
        around = self.parentWidget()
        while around and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if isinstance(around, QScrollArea):
            # It has its place, and the page its height, only when layouts have run
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            around.ensureWidgetVisible(card, 0, self._theme.unit)

    def _order_tabs(self) -> None:
        """Moved cards are reached in the order in which they are seen."""
        widgets: list[QWidget] = [each for card in self.cards for each in card.tab_order]
        widgets.append(self.add)
        for one, other in pairwise(widgets):
            QWidget.setTabOrder(one, other)

    def _card(self, question: Question) -> QuestionCard:
        card = QuestionCard(question, self._theme, self._icons, self)
        card.edited.connect(self._on_edited)
        card.move_wanted.connect(self._on_move)
        card.remove_wanted.connect(self._on_remove)
        return card

    def _show_steps(self) -> None:
        self.undone.setEnabled(self._steps.can_undo)
        self.redone.setEnabled(self._steps.can_redo)

    def _lay_out(self, unit: int) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(unit)
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.undone)
        foot.addWidget(self.redone)
        self._column = QVBoxLayout()
        self._column.setSpacing(3 * unit)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(3 * unit)
        whole.addLayout(self._column)
        whole.addLayout(foot)
