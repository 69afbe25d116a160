"""The questions below the output, and the keys that answer them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from workbench.domain.answering import is_blank
from workbench.domain.rubrics import Answer, Question
from workbench.gui.kit.theme import Theme
from workbench.gui.review.reviewing.fields import PreferenceField, TextField
from workbench.gui.review.reviewing.question_row import QuestionRow


class Form(QScrollArea):
    answered = Signal(str)
    """The id of the question; by the person."""
    submitted = Signal()
    """Ctrl+Enter in a text."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[QuestionRow] = []
        self._current: QuestionRow | None = None
        self.setObjectName("reviewing.questions")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    @property
    def current(self) -> QuestionRow | None:
        return self._current

    def show_questions(self, questions: Sequence[Question]) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 2 * self._theme.unit, 0)
        column.setSpacing(0)
        self.rows = [QuestionRow(each, self._theme, inside) for each in questions]
        self._current = None
        for row in self.rows:
            row.answered.connect(self._on_answered)
            if isinstance(row.field, TextField):
                row.field.edit.submitted.connect(self.submitted)
            column.addWidget(row)
        column.addStretch(1)
        self.setWidget(inside)
        self.setVisible(bool(self.rows))
        self._show_width()

    def answers(self) -> dict[str, Answer]:
        said = {row.question.id: row.field.answer() for row in self.rows}
        return {
            name: answer
            for name, answer in said.items()
            if answer is not None and not is_blank(answer)
        }

    def show_answers(self, answers: Mapping[str, Answer]) -> None:
        for row in self.rows:
            row.field.show_answer(answers.get(row.question.id))
            row.show_missing(False)

    def begin(self) -> None:
        """The first question without an answer gets the keyboard."""
        row = self._unanswered() or (self.rows[0] if self.rows else None)
        if row is not None:
            self._go_to(row)

    def show_missing(self, questions: Sequence[Question]) -> None:
        ids = [question.id for question in questions]
        missing = [row for row in self.rows if row.question.id in ids]
        for row in self.rows:
            row.show_missing(row in missing)
        if missing:
            self._go_to(missing[0])

    def show_stacked(self, *, stacked: bool) -> None:
        for row in self.rows:
            if isinstance(row.field, PreferenceField):
                row.field.show_stacked(stacked=stacked)

    def take_key(self, event: QKeyEvent, *, elsewhere: bool = True) -> bool:
        """An answer to the current question, else to the next one that the key can answer.
        Not `elsewhere`: only to the current one."""
        after = self.rows.index(self._current) if self._current in self.rows else 0
        rows = (*self.rows[after:], *self.rows[:after])
        for row in rows if elsewhere else rows[:1]:
            fits = row is self._current or row.field.answer() is None
            if fits and not row.field.typed and row.field.take_key(event):
                return True
        return False

    def needed_height(self) -> int:
        inside = self.widget()
        if inside is None or not self.rows:
            return 0
        layout = inside.layout()
        width = self.viewport().width()
        if layout is not None and layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width) + 2
        return inside.sizeHint().height() + 2

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys answer, they do not scroll."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_width()

    def _show_width(self) -> None:
        for row in self.rows:
            row.show_width(self.viewport().width())

    def _on_answered(self, row: QuestionRow) -> None:
        self.answered.emit(row.question.id)
        if row.field.typed:
            return
        following = self._unanswered(after=row)
        if following is not None and following is not row:
            self._go_to(following)
        else:
            self._show_current(row)

    def _unanswered(self, after: QuestionRow | None = None) -> QuestionRow | None:
        start = self.rows.index(after) + 1 if after else 0
        return next((row for row in self.rows[start:] if row.field.answer() is None), None)

    def _go_to(self, row: QuestionRow) -> None:
        row.field.focus_first()
        self._show_current(row)
        self.ensureWidgetVisible(row, 0, self._theme.unit)

    def _show_current(self, row: QuestionRow) -> None:
        if self._current is not row:
            for each in self.rows:
                each.show_current(each is row)
            self._current = row

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        for row in self.rows:
            if new is not None and row.isAncestorOf(new):
                self._show_current(row)
