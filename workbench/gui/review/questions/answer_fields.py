"""What only some kinds of question have: the ends of a scale, the answers of a choice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QGridLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from workbench.domain.rubrics import Question
from workbench.gui.kit.naming import named
from workbench.gui.kit.number_box import number_box
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.questions.step_fields import StepLine, StepLines

LEAST, MOST = -100, 100
ROWS, MOST_ROWS = 3, 10


class ScaleFields(QWidget):
    edited = Signal(object, str)
    """Fields of the question with their values, and the name of the one that was typed in."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = theme.unit
        self.least = named(number_box(QSpinBox(self), unit), "scale.least", self.tr("From"))
        self.most = named(number_box(QSpinBox(self), unit), "scale.most", self.tr("To"))
        self.least_means = named(
            StepLine(self), "scale.least_means", self.tr("What the lowest number means")
        )
        self.most_means = named(
            StepLine(self), "scale.most_means", self.tr("What the highest number means")
        )
        self.least_means.setPlaceholderText(self.tr("means, such as: not at all"))
        self.most_means.setPlaceholderText(self.tr("means, such as: completely"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * unit)
        grid.setVerticalSpacing(unit)
        ends = (
            (self.tr("From"), self.least, self.least_means),
            (self.tr("to"), self.most, self.most_means),
        )
        for row, (words, number, means) in enumerate(ends):
            label = QLabel(words, self)
            label.setBuddy(number)
            set_tone(label, "muted")
            number.setRange(LEAST, MOST)
            number.setFixedWidth(16 * unit)
            grid.addWidget(label, row, 0)
            grid.addWidget(number, row, 1)
            grid.addWidget(means, row, 2)
        grid.setColumnStretch(2, 1)
        self.least.valueChanged.connect(lambda value: self.edited.emit({"least": value}, ""))
        self.most.valueChanged.connect(lambda value: self.edited.emit({"most": value}, ""))
        self.least_means.textEdited.connect(
            lambda text: self.edited.emit({"least_means": text}, "least")
        )
        self.most_means.textEdited.connect(
            lambda text: self.edited.emit({"most_means": text}, "most")
        )

    def show_question(self, question: Question) -> None:
        for box, value in ((self.least, question.least), (self.most, question.most)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)
        for field, text in (
            (self.least_means, question.least_means),
            (self.most_means, question.most_means),
        ):
            if field.text() != text:
                field.setText(text)


class ChoiceFields(QWidget):
    edited = Signal(object, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = QLabel(self.tr("Answers to choose from, one on each line"), self)
        label.setWordWrap(True)
        set_tone(label, "muted")
        self.answers = named(StepLines(self), "choice.answers", self.tr("Answers"))
        self.answers.setUndoRedoEnabled(False)
        self._unit = theme.unit
        self._grow()
        self.answers.document().setDocumentMargin(1.75 * theme.unit)
        label.setBuddy(self.answers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit)
        column.addWidget(label)
        column.addWidget(self.answers)
        self.answers.textChanged.connect(self._on_changed)

    def show_question(self, question: Question) -> None:
        text = "\n".join(question.choices)
        if self.answers.exact_text() == text:
            return
        self.answers.blockSignals(True)
        self.answers.set_exact_text(text)
        if self.answers.hasFocus():
            self.answers.moveCursor(QTextCursor.MoveOperation.End)
        self.answers.blockSignals(False)
        self._grow()

    def _grow(self) -> None:
        """All answers are seen, as long as there are not very many."""
        rows = min(max(self.answers.blockCount() + 1, ROWS), MOST_ROWS)
        height = self.answers.fontMetrics().lineSpacing() * rows + 4 * self._unit
        self.answers.setFixedHeight(height)

    def _on_changed(self) -> None:
        self._grow()
        lines = self.answers.exact_text().split("\n")
        self.edited.emit({"choices": tuple(lines) if any(lines) else ()}, "choices")
