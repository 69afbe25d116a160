"""The text as it should have been: edited, with what was changed of it below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.domain.rubrics import Answer
from workbench.gui.kit.differences.lines import Mark, Span
from workbench.gui.kit.exact_text import plain_text, widget_text
from workbench.gui.kit.naming import named
from workbench.gui.kit.note_edit import NoteEdit
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.review.reviewing.diff_text import DiffText
from workbench.gui.review.reviewing.reading_text import SIZE

LONGEST, LONGEST_LINE = 200_000, 20_000
"""Characters that are edited here: a longer line takes the widget seconds to lay out."""
AFTER_TYPING_MS = 150


class Correction(QFrame):
    changed = Signal()
    diff_requested = Signal(str, str)
    """The output, and what became of it."""
    submitted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reviewing.correction")
        self.setProperty("surface", "card")
        self._theme = theme
        self._original, self._as_set = "", ""
        self._too_long = self._quiet = False
        self.edit = named(NoteEdit(self), "answer.correction", self.tr("How it should have been"))
        self.edit.setProperty("frame", "none")
        self.back = named(QPushButton(self.tr("As it was"), self), "reviewing.as_it_was")
        self.back.setProperty("kind", "chip")
        self.back.setToolTip(self.tr("Forget your changes of the text"))
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        set_tone(self.words, "muted")
        self.diff = named(DiffText(theme, self), "reviewing.changes", self.tr("Your changes"))
        self.title = QLabel(self.tr("How it should have been"), self)
        self.changes = QLabel(self.tr("Your changes"), self)
        for label in (self.title, self.changes):
            set_tone(label, "section")
        self._timer = QTimer(self, singleShot=True, interval=AFTER_TYPING_MS)
        self._timer.timeout.connect(self._ask_for_diff)
        self.edit.textChanged.connect(self._on_edited)
        self.edit.submitted.connect(self.submitted)
        self.back.clicked.connect(self.take_back)
        theme.theme_changed.connect(self._dress)
        self._lay_out(theme.unit)
        self._dress()

    def show_original(self, text: str) -> None:
        """Editing begins with the output."""
        self._original = text
        longest = max(map(len, text.split("\n")), default=0)
        self._too_long = len(text) > LONGEST or longest > LONGEST_LINE
        # What the widget makes of it: line ends become one kind
        self._as_set = plain_text(widget_text(text))
        self._put("" if self._too_long else text)
        self.edit.setVisible(not self._too_long)
        self.back.setVisible(not self._too_long)
        self._show_state()

    def answer(self) -> Answer | None:
        """As it was, to the character, where nothing was changed."""
        if self._too_long:
            return None
        text = self.edit.exact_text()
        return self._original if text == self._as_set else text

    def show_answer(self, answer: Answer | None) -> None:
        wanted = self._original if answer is None else str(answer)
        if not self._too_long and self.answer() != wanted:
            self._put(wanted)
        self._show_state()

    def take_back(self) -> None:
        """Undone by Ctrl+Z in the text, like any edit."""
        cursor = self.edit.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(self._as_set)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_changes(self, edited: str, spans: Sequence[Span]) -> None:
        if edited == self.answer():
            self.diff.show_spans(spans)
            some = any(mark is not Mark.SAME for mark, _text in spans)
            self.diff.setVisible(some)
            self.changes.setVisible(some)

    def show_missing(self, missing: bool) -> None:
        set_styled(self.edit, "problem", missing)

    def _put(self, text: str) -> None:
        self._quiet = True
        self.edit.set_exact_text(text)
        self._quiet = False

    def _on_edited(self) -> None:
        if not self._quiet:
            self.changed.emit()
            self._show_state()

    def _show_state(self) -> None:
        same = self.answer() == self._original
        self.back.setEnabled(not same)
        too_long = self.tr("This text is too long to be corrected here. Skip it, and say why.")
        right = self.tr("Change what is wrong. If it is right as it is, just go on.")
        self.words.setText(too_long if self._too_long else right)
        if same or self._too_long:
            self._timer.stop()
            self.diff.hide()
            self.changes.hide()
        else:
            self._timer.start()

    def _ask_for_diff(self) -> None:
        self.diff_requested.emit(self._original, str(self.answer()))

    def _dress(self) -> None:
        self.edit.setFont(self._theme.font(SIZE))

    def _lay_out(self, unit: int) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(3 * unit, 2 * unit, 2 * unit, 0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.back)
        self.words.setContentsMargins(3 * unit, unit, 3 * unit, unit)
        self.changes.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit, unit, unit, unit)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addWidget(self.edit, 3)
        column.addWidget(self.changes)
        column.addWidget(self.diff, 2)
        column.addStretch(0)
        self.edit.document().setDocumentMargin(2.5 * unit)
        self.diff.document().setDocumentMargin(2.5 * unit)
