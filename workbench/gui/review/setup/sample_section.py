"""How many of the outputs are reviewed: all, some at random, or some of each group."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QSpinBox, QWidget

from workbench.domain.review_choosing import Stratum
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.naming import named
from workbench.gui.kit.number_box import number_box
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.setup.draft import Origin, SetupDraft, Take
from workbench.gui.review.setup.section import Section
from workbench.gui.review.setup.words import STRATA
from workbench.gui.review.wording import translate

MOST = 100_000


class SampleSection(Section):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, translate("How many of them"), "setup.sample", parent)
        self.take = named(ChoiceBox(self), "setup.take", self.tr("How many"))
        self.count = named(
            number_box(QSpinBox(self), theme.unit), "setup.count", self.tr("So many outputs")
        )
        self.by = named(ChoiceBox(self), "setup.by", self.tr("Drawn from"))
        self.between = QLabel(self.tr("drawn from"), self)
        self.words = named(QLabel(self), "setup.sample.words", self.tr("What is drawn"))
        for take, text in (
            (Take.ALL, self.tr("All of them")),
            (Take.RANDOM, self.tr("A random sample")),
            (Take.STRATIFIED, self.tr("A sample of each group")),
        ):
            self.take.addItem(text, take.value)
        for stratum, text in STRATA.items():
            self.by.addItem(translate(text), stratum.value)
        self.count.setRange(1, MOST)
        self.count.setFixedWidth(22 * theme.unit)
        self.words.setWordWrap(True)
        set_tone(self.words, "muted")
        row = QWidget(self)
        flow = FlowLayout(2 * theme.unit, row)
        for part in (self.take, self.count, self.between, self.by):
            flow.addWidget(part)
        self.column.addWidget(row)
        self.column.addWidget(self.words)
        self.take.currentIndexChanged.connect(self._on_take)
        self.by.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.count.valueChanged.connect(lambda _value: self.changed.emit())
        self._show_fitting()

    def put(self, draft: SetupDraft) -> None:
        for box, value in ((self.take, draft.take.value), (self.by, draft.by.value)):
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(value), 0))
            box.blockSignals(False)
        self.count.blockSignals(True)
        self.count.setValue(draft.count)
        self.count.blockSignals(False)
        self._show_fitting()

    def taken(self, draft: SetupDraft) -> SetupDraft:
        return replace(
            draft,
            take=Take(self.take.currentData()),
            count=self.count.value(),
            by=Stratum(self.by.currentData()),
        )

    def show_words(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))

    def offer_verdicts(self, origin: Origin) -> None:
        """Only outputs of an evaluation were checked."""
        place = self.by.findData(Stratum.VERDICT.value)
        if origin is Origin.EVALUATION and place < 0:
            self.by.addItem(translate(STRATA[Stratum.VERDICT]), Stratum.VERDICT.value)
        elif origin is not Origin.EVALUATION and place >= 0:
            self.by.removeItem(place)

    def _on_take(self, _index: int) -> None:
        self._show_fitting()
        self.changed.emit()

    def _show_fitting(self) -> None:
        take = Take(self.take.currentData())
        self.count.setVisible(take is not Take.ALL)
        for part in (self.between, self.by):
            part.setVisible(take is Take.STRATIFIED)
