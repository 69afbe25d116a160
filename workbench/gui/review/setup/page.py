"""The page that sets up a review: everything at once, and what it comes to below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.review_choosing import Found
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.foot import foot
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.review.seams import About, ReviewPage
from workbench.gui.review.setup.draft import Field, SetupDraft
from workbench.gui.review.setup.kind_section import KindSection
from workbench.gui.review.setup.more_section import MoreSection
from workbench.gui.review.setup.offered import Answered, Offered
from workbench.gui.review.setup.people_section import PeopleSection
from workbench.gui.review.setup.questions_section import QuestionsSection
from workbench.gui.review.setup.sample_section import SampleSection
from workbench.gui.review.setup.section import Section
from workbench.gui.review.setup.source_section import SourceSection
from workbench.gui.review.setup.words import comes_to, found_words, sample_words

WIDEST_UNITS = 220
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SetupPage(ReviewPage):
    changed = Signal()
    """Of what is chosen, anything."""
    begun = Signal(object)
    """`About`: it is turned to."""
    rested = Signal()
    """It is turned away from."""
    create_requested = Signal()
    fresh_requested = Signal()
    """All choices are to be forgotten."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review.setup")
        set_surface(self, "background")
        self._theme, self._icons = theme, icons
        self._draft = SetupDraft()
        self.name = named(QLineEdit(self), "setup.name", self.tr("Name of the review"))
        self.source = SourceSection(theme, self)
        self.sample = SampleSection(theme, self)
        self.kind = KindSection(theme, icons, self)
        self.questions = QuestionsSection(theme, icons, self)
        self.people = PeopleSection(theme, icons, self)
        self.more = MoreSection(theme, icons, self)
        self.words = named(ElidedLabel(theme, "text", self), "setup.words")
        self.facts = named(QLabel(self), "setup.facts", self.tr("What is missing"))
        self.make = named(QPushButton(self), "setup.create", self.tr("Create the review"))
        self.cancel = named(QPushButton(self.tr("Close"), self), "setup.cancel")
        self.fresh = named(QPushButton(self.tr("Start over"), self), "setup.fresh")
        self._set_up()
        self._lay_out(theme.unit)
        self._connect()

    @property
    def sections(self) -> tuple[Section, ...]:
        return (
            self.source,
            self.sample,
            self.kind,
            self.questions,
            self.people,
            self.more,
        )

    @property
    def chosen(self) -> SetupDraft:
        draft = replace(self._draft, name=self.name.text())
        for section in self.sections:
            draft = section.taken(draft)
        return draft

    def begin(self, about: About) -> None:
        self.begun.emit(about)
        self.setFocus()

    def rest(self) -> None:
        """What was chosen stays as it is, to be gone on with."""
        self.rested.emit()

    def offer(self, offered: Offered) -> None:
        """What there is to choose from; says nothing."""
        for section in (self.source, self.questions, self.people):
            section.offer(offered)

    def offer_answered(self, answered: Answered) -> None:
        self.source.offer_answered(answered)

    def show_draft(self, draft: SetupDraft) -> None:
        """Says nothing."""
        self._draft = draft
        if self.name.text() != draft.name:
            self.name.blockSignals(True)
            self.name.setText(draft.name)
            self.name.blockSignals(False)
        for section in self.sections:
            section.put(draft)
        self.show_problems({})

    def show_default_name(self, name: str) -> None:
        self.name.setPlaceholderText(safe(name))

    def show_chosen(self, draft: SetupDraft) -> None:
        """What follows from the choices without looking for outputs."""
        self.sample.offer_verdicts(draft.origin)
        self.questions.show_kind(draft)

    def show_found(self, draft: SetupDraft, found: Found | None, nothing: str) -> None:
        """None: it is still being counted. `nothing`: why there is none."""
        if found is None:
            self.words.show_text(self.tr("Counting outputs…"), "muted")
            return
        self.source.show_found(nothing or found_words(draft, found))
        set_tone(self.source.found, "warning" if nothing else "muted")
        self.sample.show_words(sample_words(draft, found))
        size = draft.size(len(found.candidates))
        self.words.show_text(comes_to(draft, size), "text" if size else "muted")

    def show_missing(self, words: str, *, able: bool) -> None:
        """The first thing that is missing; `able`: it can be created at all."""
        self.facts.setText(words)
        self.facts.setVisible(bool(words))
        self.make.setEnabled(able)

    def show_problems(self, problems: Mapping[Field, str]) -> None:
        """Beside the fields that have them."""
        for fields, section in self._sections_of.items():
            words = [problems[each] for each in fields if each in problems]
            section.show_problem(words[0] if words else "")

    def lead_to(self, field: Field) -> None:
        """The keyboard goes to the first field that has a problem, and it is seen."""
        target: QWidget = {
            Field.SOURCE: self.source.origin,
            Field.KIND: self.kind.cards.cards[self.kind.cards.kind],
            Field.LABELS: self.kind.labels.field,
            Field.QUESTIONS: self.questions.rubric,
            Field.PEOPLE: self.people.names.field,
        }[field]
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scrolled.ensureWidgetVisible(target, 0, 12 * self._theme.unit)
        if field is Field.QUESTIONS:
            self.questions.show_questions_missing()

    def event(self, event: QEvent) -> bool:
        """`Ctrl+Enter` creates the review here; elsewhere it runs a draft."""
        if event.type() == QEvent.Type.ShortcutOverride and _creates(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _creates(event):
            self.make.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inside.setFixedWidth(
            min(event.size().width() - 3 * self._theme.unit, WIDEST_UNITS * self._theme.unit)
        )

    def _set_up(self) -> None:
        self.make.setProperty("kind", "primary")
        self.make.setIcon(self._icons("check", "accent_fill_text"))
        self.make.setText(self.tr("Create the review") + "   Ctrl+Enter")
        self.fresh.setProperty("kind", "quiet")
        self.fresh.setToolTip(self.tr("Forget what was chosen here"))
        self.cancel.setToolTip(self.tr("What was chosen stays for the next time"))
        for button in (self.make, self.cancel, self.fresh):
            button.setAutoDefault(True)
        self.words.setFont(self._theme.font(bold=True))
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setWordWrap(True)
        set_tone(self.facts, "muted")
        self.setFocusProxy(self.name)
        self._sections_of: dict[tuple[Field, ...], Section] = {
            (Field.LABELS, Field.KIND): self.kind,
            (Field.QUESTIONS,): self.questions,
            (Field.PEOPLE,): self.people,
        }

    def _connect(self) -> None:
        for section in self.sections:
            section.changed.connect(self.changed)
        self.name.textChanged.connect(lambda _text: self.changed.emit())
        self.questions.instructions.submitted.connect(self.make.click)
        self.make.clicked.connect(self.create_requested)
        self.cancel.clicked.connect(self.left)
        self.fresh.clicked.connect(self.fresh_requested)

    def _lay_out(self, unit: int) -> None:
        title = QLabel(self.tr("New review"), self)
        set_tone(title, "heading")
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self.fresh)
        self._inside = QWidget(self)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(6 * unit, 5 * unit, 6 * unit, 6 * unit)
        column.setSpacing(4 * unit)
        column.addLayout(head)
        named_field = QVBoxLayout()
        named_field.setSpacing(unit)
        label = QLabel(self.tr("Name"), self)
        label.setBuddy(self.name)
        set_tone(label, "section")
        named_field.addWidget(label)
        named_field.addWidget(self.name)
        column.addLayout(named_field)
        for section in self.sections:
            column.addSpacing(2 * unit)
            column.addWidget(section)
        column.addStretch(1)
        self._scrolled = named(QScrollArea(self), "setup.form", self.tr("What is reviewed"))
        self._scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scrolled.setWidgetResizable(True)
        self._scrolled.setWidget(self._inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scrolled, 1)
        whole.addWidget(foot(self, unit, (self.words, self.facts), (self.cancel, self.make)))


def _creates(event: QEvent) -> bool:
    if not isinstance(event, QKeyEvent) or event.key() not in ENTER:
        return False
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return held == Qt.KeyboardModifier.ControlModifier
