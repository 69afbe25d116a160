"""What reviewers are asked: a rubric, or questions written right here; and how it will look."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.domain.reviews import ReviewKind, ReviewPlan
from workbench.domain.rubrics import Rubric
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.note_edit import NoteEdit
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.review.questions.asking import copies
from workbench.gui.review.questions.editor import QuestionsEditor
from workbench.gui.review.questions.preview import QuestionsPreview
from workbench.gui.review.setup.draft import SetupDraft
from workbench.gui.review.setup.offered import Offered
from workbench.gui.review.setup.section import OpenedChoice, Section
from workbench.gui.review.wording import counted, translate

OWN, RUBRIC, TEMPLATE = "own", "rubric", "template"
NARROW_UNITS = 170
LINES = 4


class QuestionsSection(Section):
    rubric_wanted = Signal(str)
    """Id of a rubric to be changed; empty: all of them are to be seen."""
    keep_wanted = Signal()
    """The questions written here are to become a rubric."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(theme, translate("What they are asked"), "setup.questions", parent)
        self._offered = Offered()
        self._own: Rubric = Rubric()
        self._kind = ReviewKind.RATE
        self._labels: tuple[str, ...] = ()
        self.rubric = named(OpenedChoice(self), "setup.rubric", self.tr("Questions"))
        self.change = named(QPushButton(self.tr("Rubrics…"), self), "setup.rubrics")
        self.keep = named(QPushButton(self.tr("Keep as a rubric"), self), "setup.keep")
        self.editor = QuestionsEditor(theme, icons, "setup.own", self)
        self.instructions = named(
            NoteEdit(self), "setup.instructions", self.tr("Instructions for reviewers")
        )
        self.preview = QuestionsPreview(theme, "setup.preview", self)
        self.about = self.muted()
        self._set_up(theme)
        self._lay_out()
        self._connect()
        self._fill()
        self._show_fitting()

    def offer(self, offered: Offered) -> None:
        self._offered = offered
        self._fill()
        self._show_fitting()

    def put(self, draft: SetupDraft) -> None:
        self._kind, self._labels = draft.kind, draft.labels
        if not draft.rubric.id:
            self._own = draft.rubric
        self._choose(f"{RUBRIC}:{draft.rubric.id}" if draft.rubric.id else OWN)
        if self.editor.questions != self._own.questions:
            self.editor.show_questions(self._own.questions)
        if self.instructions.exact_text() != draft.instructions:
            self.instructions.blockSignals(True)
            self.instructions.set_exact_text(draft.instructions)
            self.instructions.blockSignals(False)
        self._show_fitting()

    def taken(self, draft: SetupDraft) -> SetupDraft:
        rubric = replace(self._own, questions=self.editor.questions)
        return replace(
            draft,
            rubric=self._chosen_rubric() or rubric,
            instructions=self.instructions.exact_text(),
        )

    def show_kind(self, draft: SetupDraft) -> None:
        """What the kind of review asks by itself is seen, too."""
        self._kind, self._labels = draft.kind, draft.labels
        self._show_preview()

    def show_questions_missing(self) -> None:
        self.editor.show_problems()

    def _chosen_rubric(self) -> Rubric | None:
        kind, _, rubric_id = str(self.rubric.currentData() or "").partition(":")
        if kind != RUBRIC:
            return None
        return next((each for each in self._offered.rubrics if each.id == rubric_id), None)

    def _set_up(self, theme: Theme) -> None:
        for button in (self.change, self.keep):
            button.setProperty("kind", "quiet")
            button.setAutoDefault(True)
        self.keep.setToolTip(self.tr("So that these questions can be asked in other reviews, too"))
        self.instructions.setPlaceholderText(
            self.tr("What reviewers should know, above everything (may be left out)")
        )
        height = self.instructions.fontMetrics().lineSpacing() * LINES
        self.instructions.setFixedHeight(height + 4 * theme.unit)
        self.instructions.document().setDocumentMargin(1.75 * theme.unit)
        self.rubric.give_way()
        self.rubric.setMaximumWidth(100 * theme.unit)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(2 * self.unit)
        left.addWidget(self.about)
        left.addWidget(self.editor)
        left.addLayout(self.field(self.tr("Instructions"), self.instructions))
        left.addStretch(1)
        card = QFrame(self)
        set_surface(card, "chip")
        title = self.muted(self.tr("As reviewers will see it"))
        set_tone(title, "section")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(4 * self.unit, 3 * self.unit, 4 * self.unit, 4 * self.unit)
        inner.setSpacing(3 * self.unit)
        inner.addWidget(title)
        inner.addWidget(self.preview, 1)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(4 * self.unit)
        self._halves.addLayout(left, 3)
        right = QVBoxLayout()
        right.addWidget(card)
        right.addStretch(1)
        self._halves.addLayout(right, 2)
        row = QHBoxLayout()
        row.setSpacing(2 * self.unit)
        row.addWidget(self.rubric, 1)
        row.addWidget(self.keep)
        row.addStretch(0)
        row.addWidget(self.change)
        self.column.addLayout(row)
        self.column.addLayout(self._halves)

    def _connect(self) -> None:
        self.rubric.currentIndexChanged.connect(self._on_rubric)
        self.editor.questions_changed.connect(self._on_questions)
        self.instructions.textChanged.connect(self.changed)
        self.change.clicked.connect(self._on_change)
        self.keep.clicked.connect(self.keep_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW_UNITS * self.unit
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(down if narrow else right)

    def _fill(self) -> None:
        box = self.rubric
        kept = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(self.tr("Questions written here"), OWN)
        for rubric in self._offered.rubrics:
            box.addItem(f"{safe(rubric.name)} · v{rubric.version}", f"{RUBRIC}:{rubric.id}")
        if self._offered.templates:
            box.insertSeparator(box.count())
        for template in self._offered.templates:
            words = self.tr("Start from: {0}").format(safe(template.rubric.name))
            box.addItem(words, f"{TEMPLATE}:{template.rubric.name}")
        box.setCurrentIndex(max(box.findData(kept), 0))
        box.blockSignals(False)

    def _choose(self, key: str) -> None:
        self.rubric.blockSignals(True)
        self.rubric.setCurrentIndex(max(self.rubric.findData(key), 0))
        self.rubric.blockSignals(False)

    def _on_rubric(self, _index: int) -> None:
        kind, _, name = str(self.rubric.currentData() or "").partition(":")
        if kind == TEMPLATE:
            self._start_from(name)
        self._show_fitting()
        self.changed.emit()

    def _start_from(self, name: str) -> None:
        """A template is a beginning: its questions can be changed at once, and undo brings back
        what was written before."""
        template = next(each for each in self._offered.templates if each.rubric.name == name)
        self._own = Rubric(name=name, questions=copies(template.rubric.questions))
        self.editor.start_over_with(self._own.questions)
        if not self.instructions.exact_text().strip():
            self.instructions.set_exact_text(template.instructions)
        self._choose(OWN)

    def _on_questions(self) -> None:
        self._show_preview()
        self._show_keeping()
        self.changed.emit()

    def _on_change(self) -> None:
        chosen = self._chosen_rubric()
        self.rubric_wanted.emit(chosen.id if chosen else "")

    def _show_fitting(self) -> None:
        rubric = self._chosen_rubric()
        self.editor.setVisible(rubric is None)
        self.about.setVisible(rubric is not None)
        if rubric:
            words = self.tr("{0}. The review keeps them as they are now.")
            self.about.setText(words.format(counted("question", len(rubric.questions))))
        self.change.setText(self.tr("Change it…") if rubric else self.tr("Rubrics…"))
        self._show_keeping()
        self._show_preview()

    def _show_keeping(self) -> None:
        self.keep.setVisible(self._chosen_rubric() is None and bool(self.editor.questions))

    def _show_preview(self) -> None:
        rubric = self._chosen_rubric() or Rubric(questions=self.editor.questions)
        plan = ReviewPlan("", self._kind, rubric, labels=self._labels)
        self.preview.show_questions(plan.questions)
