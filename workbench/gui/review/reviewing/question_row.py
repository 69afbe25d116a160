"""One question: its words, the ways to answer, and a word where an answer is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.domain.rubrics import Question
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled
from workbench.gui.review.reviewing.fields import field_of
from workbench.gui.review.reviewing.lettering import Lettering

BESIDE_UNITS = 170
"""From this width on the answers stand at the right of the question."""


class QuestionRow(QWidget):
    answered = Signal(object)
    """The row itself; by the person."""

    def __init__(self, question: Question, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.question = question
        self.mark = QFrame(self)
        self.mark.setFixedWidth(max(3, theme.unit * 3 // 4))
        asked = safe(question.text, 400)
        self.text = plain_label(f"{asked} *" if question.required else asked, self)
        self.text.setToolTip(self.tr("Needs an answer") if question.required else "")
        Lettering(self.text, theme, 1.15, bold=True)
        self.help = plain_label(safe(question.help, 400), self, "muted")
        self.help.setVisible(bool(question.help))
        self.missing = plain_label(self.tr("Please answer this one."), self, "failed")
        self.missing.hide()
        self.field = field_of(question, theme, self)
        named(self.field, f"question.{question.id}", self._told())
        self.field.answered.connect(self._on_answered)
        self._words = self._words_layout()
        self._grid = QGridLayout()
        self._beside: bool | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.unit, 0, theme.unit)
        row.setSpacing(3 * theme.unit)
        row.addWidget(self.mark)
        row.addLayout(self._grid, 1)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(6 * theme.unit)
        self._grid.setVerticalSpacing(theme.unit)
        self.show_width(0)
        self.show_current(False)

    def show_current(self, current: bool) -> None:
        """The keys answer the current question: a bar stands at its left."""
        set_styled(self.mark, "surface", "mark" if current else "")

    def show_missing(self, missing: bool) -> None:
        self.missing.setVisible(missing)

    def show_width(self, width: int) -> None:
        """Words and answers side by side where there is room."""
        beside = width > BESIDE_UNITS * self._theme.unit and not self.field.wide
        if beside != self._beside:
            self._beside = beside
            self._grid.removeItem(self._words)
            self._grid.removeWidget(self.field)
            self._grid.addLayout(self._words, 0, 0)
            place = (0, 1) if beside else (1, 0)
            self._grid.addWidget(self.field, *place, Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnStretch(0, 2)
            self._grid.setColumnStretch(1, 3 if beside else 0)

    def _told(self) -> str:
        text = safe(self.question.text, 400)
        return self.tr("{0}, needs an answer").format(text) if self.question.required else text

    def _words_layout(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(self._theme.unit // 2)
        words.addWidget(self.text)
        words.addWidget(self.help)
        words.addWidget(self.missing)
        words.addStretch(1)
        return words

    def _on_answered(self) -> None:
        self.show_missing(False)
        self.answered.emit(self)
