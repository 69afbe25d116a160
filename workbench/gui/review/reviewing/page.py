"""The reviewer's page: what is to be judged above, the questions below, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.reviews import Review, ReviewKind
from workbench.domain.rubrics import CORRECTION_ID, Question, QuestionKind
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.review.reviewing.desk import Desk
from workbench.gui.review.reviewing.end_page import EndPage
from workbench.gui.review.reviewing.footer import Footer
from workbench.gui.review.reviewing.form import Form
from workbench.gui.review.reviewing.header import Header
from workbench.gui.review.reviewing.key_list import KeyList
from workbench.gui.review.reviewing.keys import Wish, is_ours, wish_of
from workbench.gui.review.reviewing.prepared import PreparedItem
from workbench.gui.review.reviewing.said import Said
from workbench.gui.review.reviewing.sitting import Sitting
from workbench.gui.review.reviewing.skipping import Skipping
from workbench.gui.review.seams import About, ReviewPage

FORM_SHARE = 0.46
WIDEST_UNITS = 400
"""A line of text that is wider is not read with ease."""


class ReviewingPage(ReviewPage):
    begun = Signal(str, str)
    """Id of a review and who judges."""
    rested = Signal()
    wished = Signal(object)
    """A `Wish`."""
    skipped = Signal(str)
    changed = Signal(str)
    """Something was said: the id of the question, empty for a comment."""
    again_requested = Signal()
    attended = Signal(bool)
    """Whether somebody can be looking: it is seen, in the active window."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewing")
        set_surface(self, "background")
        self._theme = theme
        self._correcting = self._full = self._instructed = False
        self.header = Header(theme, icons, self)
        self.desk = Desk(theme, icons, self)
        self.form = Form(theme, self)
        self.skipping = Skipping(theme, self)
        self.footer = Footer(theme, icons, self)
        self.end = EndPage(theme, icons, self)
        self._work = QWidget(self)
        self._lay_out(theme.unit)
        self._connect()
        self._dress()
        theme.theme_changed.connect(self._dress)

    @property
    def full_screen(self) -> bool:
        return self._full

    def begin(self, about: About) -> None:
        self.begun.emit(about.review_id, about.reviewer)

    def rest(self) -> None:
        self.rested.emit()

    def show_review(self, review: Review) -> None:
        plan = review.plan
        self._correcting = plan.kind is ReviewKind.CORRECT
        self.header.show_title(plan.name)
        told = plan.instructions.strip()
        self.header.instructions.setVisible(bool(told))
        self.header.instructions.setChecked(False)
        self.desk.instructions.show_inputs(self.tr("What to look for"), [("", told)])
        self.desk.instructions.fold.hide()
        self.desk.instructions.hide()
        self._instructed = bool(told)
        self.form.show_questions(
            [each for each in plan.questions if each.kind is not QuestionKind.CORRECTION]
        )

    def show_instructions(self, shown: bool) -> None:
        self.header.instructions.setChecked(shown and self._instructed)

    def show_item(self, prepared: PreparedItem, said: Said) -> None:
        self._pages.setCurrentWidget(self._work)
        self.desk.show_item(prepared, correcting=self._correcting)
        self.show_said(said)
        self._show_questions()
        self.footer.say(self._skipped_words(said))
        self.focus_answers()

    def show_said(self, said: Said) -> None:
        self.form.show_answers(said.answers)
        self.desk.show_comments(said.comments)
        if self._correcting:
            self.desk.correction.show_answer(said.answers.get(CORRECTION_ID))

    def given(self) -> Said:
        """What is said on screen, by the outputs as they are shown."""
        answers = self.form.answers()
        if self._correcting:
            corrected = self.desk.correction.answer()
            if corrected is not None:
                answers = {CORRECTION_ID: corrected, **answers}
        return Said(answers, self.desk.comments)

    def show_missing(self, questions: Sequence[Question]) -> None:
        self.form.show_missing(questions)
        self._fit()
        self.desk.correction.show_missing(any(each.id == CORRECTION_ID for each in questions))
        names = ", ".join(safe(each.text, 80) for each in questions)
        words = self.tr("Still to answer: {0}").format(names)
        self.footer.say(words, "failed")
        self.header.announce(words)

    def show_waiting(self) -> None:
        """Nothing to show yet."""
        self._pages.setCurrentWidget(self._waiting)

    def show_end(self, sitting: Sitting) -> None:
        self.end.show_end(sitting)
        self._turn_to_end()

    def show_closed(self) -> None:
        self.end.show_closed()
        self._turn_to_end()

    def show_skipping(self) -> None:
        self._below.setCurrentWidget(self.skipping)
        self.footer.hide()
        self._fit()
        self.skipping.begin()

    def show_full_screen(self, full: bool) -> None:
        self._full = full
        self.header.show_full_screen(full)

    def show_keys(self) -> None:
        KeyList(self._theme, self).open()

    def focus_answers(self) -> None:
        if self._correcting and not self.desk.correction.edit.isHidden():
            self.desk.correction.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.form.begin()

    def event(self, event: QEvent) -> bool:
        if is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish = wish_of(event)
        if self._pages.currentWidget() is not self._work:
            self._on_key_at_the_end(wish, event)
        elif wish is Wish.NEXT and self._pressed_button():
            return
        elif wish is Wish.COMMENT and self.desk.has_selection:
            self.wished.emit(wish)
        elif not self.form.take_key(event, elsewhere=wish is None):
            if wish is not None:
                self.wished.emit(wish)
            else:
                super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._tell_attended()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_attended()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tell_attended()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _tell_attended(self) -> None:
        self.attended.emit(self.isVisible() and self.isActiveWindow())

    def _pressed_button(self) -> bool:
        """`Enter` on a button that is no answer presses it."""
        focus = QApplication.focusWidget()
        if not isinstance(focus, QAbstractButton) or focus.property("kind") == "answer":
            return False
        focus.click()
        return True

    def _on_key_at_the_end(self, wish: Wish | None, event: QKeyEvent) -> None:
        if wish is Wish.NEXT:
            self._pressed_button()
        elif wish in (Wish.BACK, Wish.UNDO, Wish.WINDOW):
            self.wished.emit(wish)
        else:
            super().keyPressEvent(event)

    def _turn_to_end(self) -> None:
        self._pages.setCurrentWidget(self.end)
        self.end.begin()
        self.header.announce(f"{self.end.title.text()}. {self.end.text.text()}")

    def _show_questions(self) -> None:
        self._below.setCurrentWidget(self.form)
        self.footer.show()
        self._fit()

    def _skipped_words(self, said: Said) -> str:
        if not said.skipped:
            return ""
        return self.tr("You skipped this one: {0}").format(safe(said.skipped, 120))

    def _fit(self) -> None:
        """The questions have the height they need, up to a share of all."""
        skipping = self._below.currentWidget() is self.skipping
        needed = self.skipping.sizeHint().height() if skipping else self.form.needed_height()
        most = round(self.height() * FORM_SHARE)
        self._questions.setFixedHeight(max(1, min(needed, most)))

    def _dress(self) -> None:
        self.setFont(self._theme.font(1.05))
        self.form.setFont(self._theme.font(1.1))

    def _connect(self) -> None:
        footer, wish = self.footer, self.wished.emit
        for button, meant in (
            (footer.next, Wish.NEXT),
            (footer.back, Wish.BACK),
            (footer.undo, Wish.UNDO),
            (footer.skip, Wish.SKIP),
            (footer.open, Wish.UNANSWERED),
            (self.header.full, Wish.FULL_SCREEN),
            (self.header.keys, Wish.KEYS),
            (self.header.leave, Wish.LEAVE),
            (self.end.done, Wish.LEAVE),
            (self.end.look, Wish.BACK),
        ):
            button.clicked.connect(partial(wish, meant))
        self.end.again.clicked.connect(self.again_requested)
        self.header.instructions.toggled.connect(self.desk.instructions.setVisible)
        self.skipping.skipped.connect(self.skipped)
        self.skipping.given_up.connect(self._on_skip_given_up)
        self.form.answered.connect(self._on_answered)
        self.form.submitted.connect(partial(wish, Wish.NEXT))
        self.desk.changed.connect(self._on_desk_changed)
        self.desk.correction.submitted.connect(partial(wish, Wish.NEXT))
        self.desk.finished.connect(self.focus_answers)
        self.desk.stacked.connect(lambda stacked: self.form.show_stacked(stacked=stacked))

    def _on_answered(self, question_id: str) -> None:
        self.footer.say("")
        self._fit()
        self.changed.emit(question_id)

    def _on_desk_changed(self) -> None:
        self.changed.emit("")

    def _on_skip_given_up(self) -> None:
        self._show_questions()
        self.focus_answers()

    def _lay_out(self, unit: int) -> None:
        self._questions = QWidget(self._work)
        self._below = QStackedLayout(self._questions)
        self._below.setContentsMargins(0, 0, 0, 0)
        self._below.addWidget(self.form)
        self._below.addWidget(self.skipping)
        column = QVBoxLayout()
        column.setContentsMargins(6 * unit, 3 * unit, 6 * unit, 0)
        column.setSpacing(3 * unit)
        column.addWidget(self.desk, 1)
        column.addWidget(self._questions)
        column.addWidget(self.footer)
        middle = QWidget(self._work)
        middle.setMaximumWidth(WIDEST_UNITS * unit)
        middle.setLayout(column)
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(0)
        work.addWidget(self.header)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(middle, 1000)
        centred.addStretch(1)
        work.addLayout(centred, 1)
        self._waiting = QWidget(self)
        self._pages = QStackedLayout(self)
        for page in (self._waiting, self._work, self.end):
            self._pages.addWidget(page)
