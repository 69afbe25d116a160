"""One question being written: its words, what kind of answer it takes, and its place."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.rubrics import Question, QuestionKind
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.icon_button import icon_button
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface, set_tone
from workbench.gui.review.questions.answer_fields import ChoiceFields, ScaleFields
from workbench.gui.review.questions.asking import KINDS, problem_of
from workbench.gui.review.questions.step_fields import StepLine
from workbench.gui.review.wording import translate

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class QuestionCard(QFrame):
    edited = Signal(object, str)
    """`Question`, and the name of the field it was typed in."""
    move_wanted = Signal(str, int)
    """The question's id, and how many places down."""
    remove_wanted = Signal(str)

    def __init__(
        self, question: Question, theme: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_surface(self, "card")
        self.question = question
        self._theme = theme
        self.setObjectName(f"question.{question.id}")
        self.number = QLabel(self)
        self.text = named(StepLine(self), "question.text", self.tr("The question"))
        self.help = named(StepLine(self), "question.help", self.tr("Explanation"))
        self.kind = named(ChoiceBox(self), "question.kind", self.tr("Kind of answer"))
        self.required = named(QCheckBox(self.tr("Has to be answered"), self), "question.required")
        self.scale = ScaleFields(theme, self)
        self.choices = ChoiceFields(theme, self)
        self.problem = named(QLabel(self), "question.problem", self.tr("What is missing"))
        up, down = self.tr("Move up (Alt+Up)"), self.tr("Move down (Alt+Down)")
        remove = self.tr("Remove the question")
        self.up = icon_button(self, icons, "question.up", "arrow-up", up)
        self.down = icon_button(self, icons, "question.down", "arrow-down", down)
        self.remove = icon_button(self, icons, "question.remove", "x", remove)
        self._set_up()
        self._lay_out(theme.unit)
        self._connect()
        self.show_question(question, 1, 1)

    @property
    def tab_order(self) -> tuple[QWidget, ...]:
        scale, choices = self.scale, self.choices
        ends = (scale.least, scale.least_means, scale.most, scale.most_means, choices.answers)
        buttons = (self.up, self.down, self.remove)
        return (self.text, *buttons, self.help, self.kind, self.required, *ends)

    def show_question(self, question: Question, number: int, count: int) -> None:
        """Without saying that it changed; a field that says so already is left alone."""
        self.question = question
        self.number.setText(f"{number}")
        self.setAccessibleName(self.tr("Question {0} of {1}").format(number, count))
        _put(self.text, question.text)
        _put(self.help, question.help)
        for widget in (self.kind, self.required):
            widget.blockSignals(True)
        self.kind.setCurrentIndex(self.kind.findData(question.kind.value))
        self.required.setChecked(question.required)
        for widget in (self.kind, self.required):
            widget.blockSignals(False)
        self.scale.show_question(question)
        self.choices.show_question(question)
        self.scale.setVisible(question.kind is QuestionKind.SCALE)
        self.choices.setVisible(question.kind is QuestionKind.CHOICE)
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)
        self._show_problem(shown=not self.problem.isHidden())

    def show_problem(self) -> None:
        """What is missing is said from now on, until it is there."""
        self._show_problem(shown=True)

    def event(self, event: QEvent) -> bool:
        """Keys of this card are not those of the window's commands."""
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and self._steps(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if steps := self._steps(event):
            self.move_wanted.emit(self.question.id, steps)
        else:
            super().keyPressEvent(event)

    def _steps(self, event: QKeyEvent) -> int:
        alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if alone != Qt.KeyboardModifier.AltModifier:
            return 0
        return STEPS.get(Qt.Key(event.key()), 0)

    def _show_problem(self, *, shown: bool) -> None:
        words = problem_of(self.question) if shown else ""
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        set_styled(self.text, "problem", "true" if words and not self.text.text().strip() else "")

    def _set_up(self) -> None:
        for kind, words in KINDS.items():
            self.kind.addItem(translate(words), kind.value)
        self.text.setPlaceholderText(self.tr("What do you want to know?"))
        self.help.setPlaceholderText(self.tr("Explanation, if it needs one"))
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.hide()
        set_tone(self.problem, "warning")
        set_tone(self.number, "section")

    def _connect(self) -> None:
        self.text.textEdited.connect(lambda text: self._edit("text", text=text))
        self.help.textEdited.connect(lambda text: self._edit("help", help=text))
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.required.toggled.connect(lambda on: self._edit("", required=on))
        self.scale.edited.connect(self._on_fields)
        self.choices.edited.connect(self._on_fields)
        self.up.clicked.connect(lambda: self.move_wanted.emit(self.question.id, -1))
        self.down.clicked.connect(lambda: self.move_wanted.emit(self.question.id, 1))
        self.remove.clicked.connect(lambda: self.remove_wanted.emit(self.question.id))

    def _on_kind(self, _index: int) -> None:
        self._edit("", kind=QuestionKind(self.kind.currentData()))

    def _on_fields(self, fields: dict[str, object], name: str) -> None:
        self._edit(name, **fields)

    def _edit(self, name: str, **fields: object) -> None:
        self.question = replace(self.question, **fields)  # type: ignore[arg-type]
        self.edited.emit(self.question, name)

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * unit)
        head.addWidget(self.number)
        head.addWidget(self.text, 1)
        for button in (self.up, self.down, self.remove):
            head.addWidget(button)
        kind = QWidget(self)
        flow = FlowLayout(3 * unit, kind)
        flow.addWidget(self.kind)
        flow.addWidget(self.required)
        inner = QVBoxLayout()
        inner.setContentsMargins(5 * unit, 0, 0, 0)
        inner.setSpacing(2 * unit)
        inner.addWidget(self.help)
        inner.addWidget(kind)
        inner.addWidget(self.scale)
        inner.addWidget(self.choices)
        inner.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 2 * unit, 3 * unit)
        column.setSpacing(2 * unit)
        column.addLayout(head)
        column.addLayout(inner)
        self.number.setFixedWidth(3 * unit)


def _put(field: QLineEdit, text: str) -> None:
    if field.text() != text:
        place = field.cursorPosition()
        field.setText(text)
        field.setCursorPosition(min(place, len(text)) if field.hasFocus() else 0)
