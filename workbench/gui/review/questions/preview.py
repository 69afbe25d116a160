"""How questions will look to a reviewer. Nothing in it can be answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.domain.rubrics import Question, QuestionKind
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface
from workbench.gui.review.questions.asking import steps_of

MOST_BUTTONS = 11
"""Of a scale: what is between is left out of a longer one."""


class QuestionsPreview(QWidget):
    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, self.tr("As reviewers will see the questions"))
        self._theme = theme
        self._shown: tuple[Question, ...] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(5 * theme.unit)
        self._column.addStretch(1)

    @property
    def texts(self) -> list[str]:
        """Of all that stands there, from top to bottom."""
        return [label.text() for label in self.findChildren(QLabel) if not label.isHidden()]

    def show_questions(self, questions: Sequence[Question], nothing: str = "") -> None:
        """`nothing`: what is said where there is no question."""
        if self._shown == tuple(questions):
            return
        self._shown = tuple(questions)
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.setParent(None)
                widget.deleteLater()
        blocks = [self._block(each) for each in questions]
        if not blocks:
            blocks = [self._muted(nothing or self.tr("Nothing is asked yet."))]
        for place, block in enumerate(blocks):
            self._column.insertWidget(place, block)

    def _block(self, question: Question) -> QWidget:
        block = QWidget(self)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.unit)
        words = safe(question.text) or self.tr("A question without words")
        text = plain_label(words, self, "title" if question.text.strip() else "muted")
        column.addWidget(text)
        if question.help.strip():
            column.addWidget(self._muted(safe(question.help)))
        column.addSpacing(self._theme.unit)
        column.addWidget(self._answer(question))
        if not question.required:
            column.addWidget(self._muted(self.tr("May be left out")))
        return block

    def _answer(self, question: Question) -> QWidget:
        match question.kind:
            case QuestionKind.SCALE:
                return self._scale(question)
            case QuestionKind.YES_NO:
                return self._buttons([self.tr("Yes"), self.tr("No")])
            case QuestionKind.CHOICE:
                return self._buttons([safe(each) for each in question.choices if each.strip()])
            case QuestionKind.PREFERENCE:
                words = [self.tr("Left"), self.tr("Both are as good"), self.tr("Right")]
                return self._buttons(words)
            case QuestionKind.TEXT | QuestionKind.CORRECTION:
                return self._box(question.kind is QuestionKind.CORRECTION)

    def _scale(self, question: Question) -> QWidget:
        row = self._buttons(_steps(question))
        if not (question.least_means.strip() or question.most_means.strip()):
            return row
        whole = QWidget(self)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.unit)
        column.addWidget(row)
        ends = [
            f"{question.least} = {safe(question.least_means)}" if question.least_means else "",
            f"{question.most} = {safe(question.most_means)}" if question.most_means else "",
        ]
        column.addWidget(self._muted(" · ".join(end for end in ends if end)))
        return whole

    def _buttons(self, words: Sequence[str]) -> QWidget:
        whole = QWidget(self)
        flow = FlowLayout(2 * self._theme.unit, whole)
        for word in words:
            flow.addWidget(self._button(word))
        return whole

    def _button(self, word: str) -> QFrame:
        unit = self._theme.unit
        frame = QFrame(self)
        set_surface(frame, "card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(3 * unit, unit, 3 * unit, unit)
        label = plain_label(word, self)
        label.setWordWrap(False)
        label.setMaximumWidth(80 * unit)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(label)
        frame.setMinimumWidth(9 * unit)
        return frame

    def _box(self, filled: bool) -> QFrame:
        frame = QFrame(self)
        set_surface(frame, "card")
        frame.setMinimumHeight((18 if filled else 11) * self._theme.unit)
        row = QVBoxLayout(frame)
        unit = self._theme.unit
        row.setContentsMargins(2 * unit, unit, 2 * unit, unit)
        words = self.tr("The output, to be changed") if filled else self.tr("In your own words")
        row.addWidget(self._muted(words), 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _muted(self, text: str) -> QLabel:
        return plain_label(text, self, "muted")


def _steps(question: Question) -> list[str]:
    least, steps = question.least, max(steps_of(question), 0)
    if steps > MOST_BUTTONS:
        return [*(str(least + step) for step in range(3)), "…", str(question.most)]
    return [str(least + step) for step in range(steps)]
