"""Which outputs are reviewed: where they are from, and which of those."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from workbench.domain.review_choosing import Which
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.setup.draft import Origin, SetupDraft
from workbench.gui.review.setup.offered import Answered, Offered
from workbench.gui.review.setup.section import LongChoice, Section
from workbench.gui.review.setup.words import AGES, ORIGINS, WHICH
from workbench.gui.review.wording import counted, translate

LONGEST_NAME = 60
DRAFT = "draft"


class SourceSection(Section):
    prompt_chosen = Signal(str)
    """Whose versions and models are to be offered."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, translate("Which outputs"), "setup.source", parent)
        self._offered, self._answered = Offered(), Answered()
        self._run_ids: tuple[str, ...] = ()
        self._numbers: tuple[int, ...] = ()
        self.origin = named(LongChoice(self), "setup.origin", self.tr("Outputs of"))
        self.evaluation = named(LongChoice(self), "setup.evaluation", self.tr("Evaluation"))
        self.prompt = named(LongChoice(self), "setup.prompt", self.tr("Prompt"))
        self.which = named(LongChoice(self), "setup.which", self.tr("Which of them"))
        self.version = named(LongChoice(self), "setup.version", self.tr("Version"))
        self.model = named(LongChoice(self), "setup.model", self.tr("Model"))
        self.age = named(LongChoice(self), "setup.age", self.tr("Answered in"))
        self.text = named(QLineEdit(self), "setup.text", self.tr("Words in the output"))
        self.columns: list[QCheckBox] = []
        self._column_area = QWidget(self)
        self._column_flow = FlowLayout(3 * theme.unit, self._column_area)
        self.found = named(QLabel(self), "setup.found", self.tr("How many outputs there are"))
        self._fill()
        self._lay_out()
        self._connect()
        self._show_fitting()

    def offer(self, offered: Offered) -> None:
        """What there is to choose from; the choice stays where it is still there."""
        self._offered = offered
        evaluations = [
            (f"{safe(each.name)} · {counted('output', each.done)}", each.id)
            for each in offered.evaluations
        ]
        _refill(self.evaluation, evaluations or [(self.tr("None yet"), "")])
        prompts = [(safe(path), prompt_id) for prompt_id, path in offered.prompts]
        _refill(self.prompt, prompts or [(self.tr("None yet"), "")])
        for box, known in ((self.evaluation, evaluations), (self.prompt, prompts)):
            box.setEnabled(bool(known))

    def offer_answered(self, answered: Answered) -> None:
        """The versions and models of the chosen prompt."""
        self._answered = answered
        versions = [
            (self.tr("draft") if each is None else f"v{each}", DRAFT if each is None else str(each))
            for each in answered.versions
        ]
        _refill(self.version, [(self.tr("Any version"), ""), *versions])
        models = [(safe(each), each) for each in answered.models]
        _refill(self.model, [(self.tr("Any model"), ""), *models])

    def put(self, draft: SetupDraft) -> None:
        self._run_ids, self._numbers = draft.run_ids, draft.numbers
        self._offer_chosen(bool(draft.numbers))
        version = "" if not draft.versions else str(draft.versions[0] or DRAFT)
        choices = (
            (self.origin, draft.origin.value),
            (self.evaluation, draft.evaluation_id),
            (self.prompt, draft.prompt_id),
            (self.which, draft.which.value),
            (self.version, version),
            (self.model, draft.models[0] if draft.models else ""),
            (self.age, draft.days),
        )
        for box, value in choices:
            _choose(box, value)
        self._show_columns(draft.columns)
        if self.text.text() != draft.text:
            self.text.setText(draft.text)
        self._show_fitting()

    def taken(self, draft: SetupDraft) -> SetupDraft:
        """The draft with what is chosen here."""
        ticked = [place for place, box in enumerate(self.columns) if box.isChecked()]
        every = len(ticked) == len(self.columns)
        version = str(self.version.currentData() or "")
        return replace(
            draft,
            origin=Origin(self.origin.currentData()),
            evaluation_id=str(self.evaluation.currentData() or ""),
            prompt_id=str(self.prompt.currentData() or ""),
            run_ids=self._run_ids,
            which=Which(self.which.currentData()),
            columns=() if every else tuple(ticked) or (-1,),
            numbers=self._numbers,
            versions=() if not version else (None if version == DRAFT else int(version),),
            models=(str(self.model.currentData()),) if self.model.currentData() else (),
            days=int(self.age.currentData() or 0),
            text=self.text.text(),
        )

    def show_found(self, words: str) -> None:
        self.found.setText(words)

    def _fill(self) -> None:
        for origin, words in ORIGINS.items():
            self.origin.addItem(translate(words), origin.value)
        self._offer_chosen(False)
        for days, words in AGES:
            self.age.addItem(translate(words), days)
        self.offer_answered(Answered())
        self.text.setPlaceholderText(self.tr("Any words"))
        self.text.setClearButtonEnabled(True)
        self.found.setWordWrap(True)
        set_tone(self.found, "muted")
        boxes = (self.origin, self.evaluation, self.prompt, self.which)
        for box in (*boxes, self.model, self.version, self.age):
            box.give_way()

    def _offer_chosen(self, offered: bool) -> None:
        """Chosen cells are only there where somebody came with some."""
        kinds = [which for which in Which if offered or which is not Which.CHOSEN]
        _refill(self.which, [(translate(WHICH[which]), which.value) for which in kinds])

    def _lay_out(self) -> None:
        self.evaluation_field, self.prompt_field, self.which_field = (
            QWidget(self) for _each in range(3)
        )
        self.filter_fields, self.column_field = QWidget(self), QWidget(self)
        for holder, title, part in (
            (self.evaluation_field, self.tr("Evaluation"), self.evaluation),
            (self.prompt_field, self.tr("Prompt"), self.prompt),
            (self.which_field, self.tr("Which of them"), self.which),
            (self.column_field, self.tr("Versions and models"), self._column_area),
        ):
            layout = self.field(title, part)
            layout.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(layout)
        filters = QGridLayout(self.filter_fields)
        filters.setContentsMargins(0, 0, 0, 0)
        filters.setHorizontalSpacing(3 * self.unit)
        filters.setVerticalSpacing(2 * self.unit)
        filters.addLayout(self.field(self.tr("Version"), self.version), 0, 0)
        filters.addLayout(self.field(self.tr("Model"), self.model), 0, 1)
        filters.addLayout(self.field(self.tr("Answered in"), self.age), 1, 0)
        filters.addLayout(self.field(self.tr("With the words"), self.text), 1, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * self.unit)
        grid.setVerticalSpacing(2 * self.unit)
        grid.addLayout(self.field(self.tr("From"), self.origin), 0, 0)
        grid.addWidget(self.evaluation_field, 0, 1)
        grid.addWidget(self.prompt_field, 0, 1)
        grid.addWidget(self.which_field, 0, 2)
        for column, stretch in enumerate((4, 6, 4)):
            grid.setColumnStretch(column, stretch)
        self.column.addLayout(grid)
        self.column.addWidget(self.filter_fields)
        self.column.addWidget(self.column_field)
        self.column.addWidget(self.found)

    def _connect(self) -> None:
        self.origin.currentIndexChanged.connect(self._on_origin)
        self.evaluation.currentIndexChanged.connect(self._on_evaluation)
        self.prompt.currentIndexChanged.connect(self._on_prompt)
        for box in (self.which, self.version, self.model, self.age):
            box.currentIndexChanged.connect(self._on_choice)
        self.text.textChanged.connect(self._on_choice)

    def _on_choice(self, _value: object = None) -> None:
        self.changed.emit()

    def _on_origin(self, _index: int) -> None:
        self._show_fitting()
        self.prompt_chosen.emit(str(self.prompt.currentData() or ""))
        self.changed.emit()

    def _on_evaluation(self, _index: int) -> None:
        self._numbers = ()
        _choose(self.which, Which.ALL.value)
        self._offer_chosen(False)
        self._show_columns(())
        self._show_fitting()
        self.changed.emit()

    def _on_prompt(self, _index: int) -> None:
        self._run_ids = ()
        self.prompt_chosen.emit(str(self.prompt.currentData() or ""))
        self.changed.emit()

    def _show_columns(self, ticked: Sequence[int]) -> None:
        """None ticked stands for all of them."""
        chosen = self._offered.evaluation(str(self.evaluation.currentData() or ""))
        names = chosen.columns if chosen else ()
        for box in self.columns:
            self._column_flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self.columns = []
        for place, name in enumerate(names):
            shown = safe(name)
            short = shown if len(shown) <= LONGEST_NAME else f"{shown[: LONGEST_NAME - 1]}…"
            box = named(QCheckBox(short.replace("&", "&&"), self._column_area), "setup.column")
            box.setAccessibleName(shown)
            box.setToolTip(plain_tip(name))
            box.setChecked(not ticked or place in ticked)
            box.toggled.connect(self._on_choice)
            self._column_flow.addWidget(box)
            self.columns.append(box)
        self._column_area.updateGeometry()

    def _show_fitting(self) -> None:
        """Only what the chosen place has."""
        evaluation = self.origin.currentData() == Origin.EVALUATION.value
        filtered = self.origin.currentData() == Origin.PROMPT.value
        self.evaluation_field.setVisible(evaluation)
        self.which_field.setVisible(evaluation)
        self.column_field.setVisible(evaluation and len(self.columns) > 1)
        self.prompt_field.setVisible(not evaluation)
        self.filter_fields.setVisible(filtered)


def _refill(box: QComboBox, choices: Sequence[tuple[str, str]]) -> None:
    """The same choice as before where it is still there, and nothing is said."""
    kept = box.currentData()
    box.blockSignals(True)
    box.clear()
    for text, value in choices:
        box.addItem(text, value)
    box.setCurrentIndex(max(box.findData(kept), 0))
    box.blockSignals(False)


def _choose(box: QComboBox, value: object) -> None:
    box.blockSignals(True)
    box.setCurrentIndex(max(box.findData(value), 0))
    box.blockSignals(False)
