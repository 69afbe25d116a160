"""Whether models still behave: which cases are run again, what that costs, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from workbench.domain.datasets import Dataset
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.number_box import number_box
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

MOST_SAMPLES = 20


SHORTEST = 12
"""Characters of a name that are seen at least."""
SHORT = ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


class SentinelPanel(QWidget):
    estimate_requested = Signal()
    """What it would cost is to be worked out."""
    run_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dataset = named(ChoiceBox(self), "drift.sentinel.dataset", self.tr("Dataset"))
        self.dataset.setMinimumContentsLength(SHORTEST)
        self.dataset.setSizeAdjustPolicy(SHORT)
        self.dataset.setToolTip(
            self.tr("Its cases labelled sentinel are run again, or all where none has the label")
        )
        self.samples = named(
            number_box(QSpinBox(self), theme.unit), "drift.sentinel.samples", self.tr("Samples")
        )
        self.samples.setRange(1, MOST_SAMPLES)
        self.samples.setToolTip(self.tr("Answers to each case"))
        self.estimate = named(
            QPushButton(self.tr("What would it cost?"), self), "drift.sentinel.estimate"
        )
        self.run = named(QPushButton(self.tr("&Run again"), self), "drift.sentinel.run")
        self.run.setProperty("kind", "primary")
        self.run.setIcon(icons("play", "accent_fill_text"))
        self.cancel = named(QPushButton(self.tr("Stop"), self), "drift.sentinel.stop")
        self.words = named(plain_label("", self, "muted"), "drift.sentinel.words")
        self._lay_out(theme.unit)
        self.estimate.clicked.connect(lambda: self.estimate_requested.emit())
        self.run.clicked.connect(lambda: self.run_requested.emit())
        self.cancel.clicked.connect(lambda: self.cancel_requested.emit())
        self.dataset.activated.connect(lambda _index: self.show_idle())
        self.samples.valueChanged.connect(lambda _count: self.show_idle())
        self._reason = ""
        self.show_idle()

    @property
    def chosen(self) -> str:
        """Id of the dataset; empty for none."""
        return str(self.dataset.currentData() or "")

    def show_datasets(self, datasets: Sequence[Dataset], chosen: str = "") -> None:
        before = self.chosen or chosen
        self.dataset.clear()
        for dataset in datasets:
            self.dataset.addItem(safe(dataset.name), dataset.id)
        self.dataset.setCurrentIndex(max(0, self.dataset.findData(before)))
        self.show_idle()

    def show_unavailable(self, reason: str) -> None:
        """Why nothing can be run; empty where it can."""
        self._reason = reason
        self.show_idle()

    def show_idle(self, words: str = "") -> None:
        """Nothing was estimated yet, or what was is over."""
        reason = self._reason or ("" if self.chosen else self.tr("There is no dataset yet."))
        self._show(words or reason, estimate=not reason)

    def show_working(self, words: str) -> None:
        self._show(words, stop=True)

    def show_estimate(self, words: str) -> None:
        self._show(words, run=True, stop=True)
        self.run.setFocus()

    def _show(
        self, words: str, *, estimate: bool = False, run: bool = False, stop: bool = False
    ) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.estimate.setVisible(not run and not stop)
        self.estimate.setEnabled(estimate)
        self.estimate.setToolTip("" if estimate else words)
        self.run.setVisible(run)
        self.cancel.setVisible(stop)
        self.cancel.setText(self.tr("Not now") if run else self.tr("Stop"))
        for choice in (self.dataset, self.samples):
            choice.setEnabled(not stop)

    def _lay_out(self, unit: int) -> None:
        title = QLabel(self.tr("Does the model still behave?"), self)
        set_tone(title, "section")
        about = plain_label(
            self.tr(
                "Runs pinned versions again on chosen cases and compares, case by case, with the "
                "evaluation that the approval rests on."
            ),
            self,
            "muted",
        )
        choices = QHBoxLayout()
        choices.setSpacing(2 * unit)
        choices.addWidget(self.dataset, 1)
        choices.addWidget(QLabel("×", self))
        choices.addWidget(self.samples)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * unit)
        for button in (self.estimate, self.run):
            buttons.addWidget(button, 1)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * unit)
        column.addWidget(title)
        column.addWidget(about)
        column.addLayout(choices)
        column.addWidget(self.words)
        column.addLayout(buttons)
