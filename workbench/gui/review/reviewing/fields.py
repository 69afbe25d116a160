"""A widget for each kind of question."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QWidget

from workbench.domain.rubrics import FIRST, SECOND, TIE, Answer, Question, QuestionKind
from workbench.gui.kit.naming import named
from workbench.gui.kit.note_edit import NoteEdit
from workbench.gui.kit.number_box import number_box
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.reviewing.choosing import ChoiceField
from workbench.gui.review.reviewing.field import AnswerButtons, Field, digit, sideways
from workbench.gui.review.reviewing.lettering import Lettering

MOST_BUTTONS = 11
TEXT_LINES = 2


def field_of(question: Question, theme: Theme, parent: QWidget) -> Field:
    match question.kind:
        case QuestionKind.SCALE if question.most - question.least < MOST_BUTTONS:
            return ScaleField(question, theme, parent)
        case QuestionKind.SCALE:
            return NumberField(question, theme, parent)
        case QuestionKind.YES_NO:
            return YesNoField(question, theme, parent)
        case QuestionKind.CHOICE:
            return ChoiceField(question, theme, parent)
        case QuestionKind.PREFERENCE:
            return PreferenceField(question, theme, parent)
        case QuestionKind.TEXT | QuestionKind.CORRECTION:
            return TextField(question, theme, parent)


class ScaleField(AnswerButtons):
    def __init__(self, question: Question, theme: Theme, parent: QWidget) -> None:
        values = range(question.least, question.most + 1)
        super().__init__(f"answer.{question.id}", list(values), parent)
        self._question = question
        row = _row(self, theme)
        row.setSpacing(theme.unit)
        ends = {question.least: question.least_means, question.most: question.most_means}
        _add_end(row, question.least_means, theme)
        for number, value in enumerate(values):
            means = ends.get(value, "")
            self.name_button(number, str(value), f"{value}, {means}" if means else str(value))
            row.addWidget(self.buttons[number])
        _add_end(row, question.most_means, theme)
        row.addStretch(1)

    def take_key(self, event: QKeyEvent) -> bool:
        if by := sideways(event):
            return self.step(by)
        pressed = digit(event)
        if pressed is None:
            return False
        if pressed == 0 and self._question.least > 0:
            pressed = 10
        return self.choose(pressed - self._question.least)


class NumberField(Field):
    """A scale of many steps: a box with a number. Below its least it says nothing."""

    def __init__(self, question: Question, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._nothing = question.least - 1
        self.box = named(QSpinBox(self), f"answer.{question.id}", safe(question.text))
        number_box(self.box, theme.unit)
        self.box.setRange(self._nothing, question.most)
        self.box.setSpecialValueText(" ")
        self.box.setValue(self._nothing)
        self.box.valueChanged.connect(lambda _value: self.answered.emit())
        self.setFocusProxy(self.box)
        row = _row(self, theme)
        _add_end(row, f"{question.least} {question.least_means}".strip(), theme)
        row.addWidget(self.box)
        _add_end(row, f"{question.most} {question.most_means}".strip(), theme)
        row.addStretch(1)

    def answer(self) -> Answer | None:
        return self.box.value() if self.box.value() > self._nothing else None

    def show_answer(self, answer: Answer | None) -> None:
        self.box.blockSignals(True)
        self.box.setValue(answer if isinstance(answer, int) else self._nothing)
        self.box.blockSignals(False)


class YesNoField(AnswerButtons):
    def __init__(self, question: Question, theme: Theme, parent: QWidget) -> None:
        super().__init__(f"answer.{question.id}", (True, False), parent)
        row = _row(self, theme)
        words = (self.tr("Yes"), self.tr("No"))
        self._letters = [word[:1].casefold() for word in words]
        for number, word in enumerate(words):
            self.name_button(number, word, word)
            row.addWidget(self.buttons[number])
        row.addStretch(1)

    def take_key(self, event: QKeyEvent) -> bool:
        if by := sideways(event):
            return self.step(by)
        held = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        letter = event.text().casefold()
        if held or letter not in self._letters:
            return False
        return self.choose(self._letters.index(letter))


class PreferenceField(AnswerButtons):
    """Left, equally good, right: where they stand on screen."""

    def __init__(self, question: Question, theme: Theme, parent: QWidget) -> None:
        super().__init__(f"answer.{question.id}", (FIRST, TIE, SECOND), parent)
        row = _row(self, theme)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.show_stacked(stacked=False)

    def show_stacked(self, *, stacked: bool) -> None:
        """The second output stands below the first, not at its right."""
        beside = (self.tr("←  Left"), self.tr("Equally good  ↓"), self.tr("Right  →"))
        below = (self.tr("←  Upper"), self.tr("Equally good"), self.tr("Lower  →"))
        told = (
            (self.tr("The upper one"), self.tr("Equally good"), self.tr("The lower one"))
            if stacked
            else (self.tr("The left one"), self.tr("Equally good"), self.tr("The right one"))
        )
        for number, text in enumerate(below if stacked else beside):
            self.name_button(number, text, told[number])

    def take_key(self, event: QKeyEvent) -> bool:
        if by := sideways(event):
            return self.choose(2 if by > 0 else 0)
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            return self.choose(1)
        pressed = digit(event)
        return pressed is not None and pressed > 0 and self.choose(pressed - 1)


class TextField(Field):
    typed = True

    def __init__(self, question: Question, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.edit = named(_Words(self), f"answer.{question.id}", safe(question.text))
        self.edit.setPlaceholderText(self.tr("In your own words; Ctrl+Enter goes on"))
        self.edit.textChanged.connect(self._on_changed)
        self._quiet = False
        self.setFocusProxy(self.edit)
        row = _row(self, theme)
        row.addWidget(self.edit, 1)

    def answer(self) -> Answer | None:
        return self.edit.exact_text() or None

    def show_answer(self, answer: Answer | None) -> None:
        if self.answer() != (answer or None):
            self._quiet = True
            self.edit.set_exact_text(str(answer or ""))
            self._quiet = False

    def _on_changed(self) -> None:
        if not self._quiet:
            self.answered.emit()


class _Words(NoteEdit):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        lines = TEXT_LINES * self.fontMetrics().lineSpacing()
        return QSize(0, lines + 2 * round(self.document().documentMargin()) + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _row(field: QWidget, theme: Theme) -> QHBoxLayout:
    row = QHBoxLayout(field)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(2 * theme.unit)
    return row


def _add_end(row: QHBoxLayout, words: str, theme: Theme) -> None:
    """What an end of a scale means."""
    if words:
        label = QLabel(safe(words), textFormat=Qt.TextFormat.PlainText)
        Lettering(label, theme)
        set_tone(label, "muted")
        row.addWidget(label)
