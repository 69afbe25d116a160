"""The page of rubrics: all of them at the left, one being written, and how it will look."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.rubrics import Rubric
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.empty_state import EmptyState
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.foot import foot
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface, set_tone
from workbench.gui.kit.window_undo import asks_for
from workbench.gui.review.questions.editor import QuestionsEditor
from workbench.gui.review.questions.preview import QuestionsPreview
from workbench.gui.review.rubrics.list_panel import RubricsPanel
from workbench.gui.review.seams import About, ReviewPage

SAVE = QKeySequence.StandardKey.Save
LIST_UNITS, LIST_UNITS_NARROW = 50, 43
NARROW_UNITS = 230
"""Below this, there is no room for the preview beside the questions: it stands beneath."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is said of the rubric that is seen."""

    version: str
    uses: str
    problem: str
    changed: bool
    kept: bool
    aside: bool
    read_only: bool


class RubricsPage(ReviewPage):
    begun = Signal(object)
    rested = Signal()
    """It is turned away from."""
    edited = Signal(object)
    """`Rubric`, as it is written now."""
    save_requested = Signal()
    discard_requested = Signal()
    use_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review.rubrics")
        set_surface(self, "background")
        self._theme, self._icons = theme, icons
        self._rubric = Rubric()
        self.list = RubricsPanel(theme, icons, self)
        self.name = named(QLineEdit(self), "rubric.name", self.tr("Name of the rubric"))
        self.uses = named(QLabel(self), "rubric.uses", self.tr("Reviews that ask it"))
        self.editor = QuestionsEditor(theme, icons, "rubric.questions", self)
        self.preview = QuestionsPreview(theme, "rubric.preview", self)
        self.words = named(ElidedLabel(theme, "text", self), "rubric.words")
        self.facts = named(QLabel(self), "rubric.facts", self.tr("What is missing"))
        self.save = named(QPushButton(self), "rubric.save", self.tr("Save the rubric"))
        self.use = named(QPushButton(self.tr("Ask it in a review"), self), "rubric.use")
        self.discard = named(QPushButton(self.tr("Discard changes"), self), "rubric.discard")
        self.close_button = named(QPushButton(self.tr("Close"), self), "rubric.close")
        self.empty = EmptyState(theme, icons, "list-check", self.tr("No rubric is chosen"), self)
        self.stack = QStackedWidget(self)
        self._set_up()
        self._lay_out(theme.unit)
        self._connect()

    def begin(self, about: About) -> None:
        self.begun.emit(about)
        self.list.setFocus()

    def rest(self) -> None:
        """What was written and is not kept yet stays as it is, to be gone on with."""
        self.rested.emit()

    def show_rubric(self, rubric: Rubric | None) -> None:
        """None: nothing is chosen. Says nothing; undo begins anew where it is another one."""
        self.stack.setCurrentIndex(0 if rubric is None else 1)
        self._rubric = rubric or Rubric()
        if self.name.text() != self._rubric.name:
            self.name.blockSignals(True)
            self.name.setText(self._rubric.name)
            self.name.setCursorPosition(0)
            self.name.blockSignals(False)
        if self.editor.questions != self._rubric.questions:
            self.editor.show_questions(self._rubric.questions)
        self._show_preview()

    def show_facts(self, shown: Shown) -> None:
        self.uses.setText(shown.uses)
        self.words.show_text(shown.version, "text" if shown.changed else "muted")
        problem = self.tr("This workspace can only be read.") if shown.read_only else shown.problem
        self.facts.setText(problem if shown.changed or shown.read_only else "")
        self.facts.setVisible(bool(self.facts.text()))
        able = not shown.read_only
        for part in (self.name, self.editor):
            part.setEnabled(able)
        self.save.setEnabled(able and shown.changed)
        self.discard.setVisible(shown.changed and able)
        self.use.setEnabled(shown.kept and not shown.aside)
        reason = self.tr("Set up a review that asks these questions")
        if not shown.kept:
            reason = self.tr("Save it first.")
        elif shown.aside:
            reason = self.tr("It was put aside: bring it back first.")
        self.use.setToolTip(reason)

    def show_missing(self) -> None:
        """Where something is missing, and the keyboard there."""
        self.editor.show_problems()
        unnamed = not self.name.text().strip()
        set_styled(self.name, "problem", "true" if unnamed else "")
        if unnamed:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.editor.questions:
            self.editor.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """`Ctrl+S` saves the rubric here; elsewhere it names a version."""
        if asks_for(event, SAVE):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(SAVE):
            self.save.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW_UNITS * self._theme.unit
        self._place_preview(beneath=narrow)
        self.list.setFixedWidth((LIST_UNITS_NARROW if narrow else LIST_UNITS) * self._theme.unit)

    def _place_preview(self, *, beneath: bool) -> None:
        if beneath == (self._card.parentWidget() is self._inside):
            return
        if beneath:
            self._writing.insertWidget(self._writing.count() - 1, self._card)
        else:
            self._beside_column.insertWidget(0, self._card)
        self._beside.setVisible(not beneath)
        self._card.show()

    def _on_edited(self, _text: str = "") -> None:
        if self.name.text().strip():
            set_styled(self.name, "problem", "")
        rubric = replace(self._rubric, name=self.name.text(), questions=self.editor.questions)
        if rubric != self._rubric:
            self._rubric = rubric
            self._show_preview()
            self.edited.emit(rubric)

    def _show_preview(self) -> None:
        self.preview.show_questions(self._rubric.questions)

    def _set_up(self) -> None:
        self.name.setPlaceholderText(self.tr("Name"))
        self.name.setFont(self._theme.font(1.35, bold=True))
        self.name.setProperty("kind", "title")
        self.name.setMaxLength(200)
        self.save.setProperty("kind", "primary")
        self.save.setIcon(self._icons("check", "accent_fill_text"))
        self.save.setText(self.tr("Save") + "   Ctrl+S")
        self.discard.setProperty("kind", "quiet")
        for button in (self.save, self.use, self.discard, self.close_button):
            button.setAutoDefault(True)
        for label in (self.uses, self.facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            set_tone(label, "muted")
        self.empty.text.setText(
            self.tr(
                "A rubric is a list of questions that people answer about an output. It is kept "
                "version by version: a review goes on with the one it began with."
            )
        )

        self.first = self.empty.add_button("rubrics.first", primary=True)
        self.first.setText(self.tr("New rubric"))
        self.first.setMenu(self.list.menu)

    def _connect(self) -> None:
        self.name.textEdited.connect(self._on_edited)
        self.editor.questions_changed.connect(self._on_edited)
        self.save.clicked.connect(self.save_requested)
        self.discard.clicked.connect(self.discard_requested)
        self.use.clicked.connect(self.use_requested)
        self.close_button.clicked.connect(self.left)

    def _lay_out(self, unit: int) -> None:
        self._inside = QWidget(self)
        self._writing = QVBoxLayout(self._inside)
        self._writing.setContentsMargins(6 * unit, 5 * unit, 6 * unit, 6 * unit)
        self._writing.setSpacing(3 * unit)
        self._writing.addWidget(self.name)
        self._writing.addWidget(self.uses)
        self._writing.addSpacing(unit)
        self._writing.addWidget(self.editor)
        self._writing.addStretch(1)
        self._card = self._preview_card(unit)
        self._beside = QScrollArea(self)
        beside = QWidget(self)
        self._beside_column = QVBoxLayout(beside)
        self._beside_column.setContentsMargins(2 * unit, 5 * unit, 6 * unit, 6 * unit)
        self._beside_column.addWidget(self._card)
        self._beside_column.addStretch(1)
        self._halves = QHBoxLayout()
        self._halves.setSpacing(0)
        self._halves.addWidget(_scrolled(QScrollArea(self), self._inside, "rubric.form"), 3)
        self._halves.addWidget(_scrolled(self._beside, beside, "rubric.seen"), 2)
        edited = QWidget(self)
        column = QVBoxLayout(edited)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._halves, 1)
        column.addWidget(foot(self, unit, (self.words, self.facts), (self._buttons(unit),)))
        self.stack.addWidget(self.empty)
        self.stack.addWidget(edited)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)

    def _preview_card(self, unit: int) -> QFrame:
        card = QFrame(self)
        set_surface(card, "chip")
        title = QLabel(self.tr("As reviewers will see it"), card)
        set_tone(title, "section")
        column = QVBoxLayout(card)
        column.setContentsMargins(4 * unit, 3 * unit, 4 * unit, 4 * unit)
        column.setSpacing(4 * unit)
        column.addWidget(title)
        column.addWidget(self.preview)
        return card

    def _buttons(self, unit: int) -> QWidget:
        buttons = QWidget(self)
        flow = FlowLayout(2 * unit, buttons)
        for button in (self.discard, self.close_button, self.use, self.save):
            flow.addWidget(button)
        return buttons


def _scrolled(area: QScrollArea, inside: QWidget, name: str) -> QScrollArea:
    area.setObjectName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    return area
