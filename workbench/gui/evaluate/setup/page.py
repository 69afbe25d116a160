"""The page that plans an evaluation: everything at once, and what it comes to below."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.datasets import Dataset, Split
from workbench.gui.evaluate.setup.choices import ChoiceList
from workbench.gui.evaluate.setup.plan import Plan, PromptVersion, labels_of
from workbench.gui.evaluate.wording import counted
from workbench.gui.kit.choice_box import ChoiceBox
from workbench.gui.kit.foot import foot
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.number_box import number_box
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone

WIDEST_UNITS = 210
MOST_SAMPLES = 1000
MOST_USD = 100_000.0


class SetupPage(QWidget):
    changed = Signal()
    """Of what is chosen, anything."""
    prompt_added = Signal(str)
    """Id of another prompt whose versions are to be offered."""
    start_requested = Signal()
    plan_requested = Signal()
    left = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("setup")
        set_surface(self, "background")
        self._theme, self._icons = theme, icons
        self._datasets: list[Dataset] = []
        self.name = named(QLineEdit(self), "setup.name", self.tr("Name of the evaluation"))
        self.versions = ChoiceList(theme, "setup.versions", self.tr("Versions"), self)
        self.more = named(ChoiceBox(self), "setup.more", self.tr("Another prompt"))
        self.models = ChoiceList(theme, "setup.models", self.tr("Models"), self)
        self.filter = named(QLineEdit(self), "setup.filter", self.tr("Filter the models"))
        self.dataset = named(ChoiceBox(self), "setup.dataset", self.tr("Dataset"))
        self.split = named(ChoiceBox(self), "setup.split", self.tr("Split"))
        self.label = named(ChoiceBox(self), "setup.label", self.tr("Label"))
        self.samples = named(
            number_box(QSpinBox(self), theme.unit), "setup.samples", self.tr("Samples of each cell")
        )
        self.budget = named(
            number_box(QDoubleSpinBox(self), theme.unit),
            "setup.budget",
            self.tr("Budget in dollars"),
        )
        self.cache = named(QCheckBox(self), "setup.cache")
        self.batch = named(QCheckBox(self), "setup.batch")
        self.batched = named(QLabel(self), "setup.batched", self.tr("Models that are batched"))
        self.words = named(QLabel(self), "setup.size", self.tr("How many cells"))
        self.facts = named(
            QLabel(self), "setup.facts", self.tr("What is missing, or worth knowing")
        )
        self.start = named(QPushButton(self), "setup.start")
        self.plan = named(QPushButton(self), "setup.plan")
        self.cancel = named(QPushButton(self), "setup.cancel")
        self._set_up()
        self._lay_out(theme.unit)
        self._connect()

    @property
    def chosen(self) -> Plan:
        budget = Decimal(str(round(self.budget.value(), 4)))
        return Plan(
            name=self.name.text().strip(),
            versions=tuple(PromptVersion.of(key) for key in self.versions.choices.ticked),
            models=self.models.choices.ticked,
            dataset_id=str(self.dataset.currentData() or ""),
            split=Split(self.split.currentData() or ""),
            label=str(self.label.currentData() or ""),
            samples=self.samples.value(),
            use_cache=self.cache.isChecked(),
            budget_usd=budget or None,
            batch_api=self.batch.isChecked() and not self.batch.isHidden(),
        )

    @property
    def chosen_dataset(self) -> Dataset | None:
        wanted = self.dataset.currentData()
        return next((each for each in self._datasets if each.id == wanted), None)

    def show_plan(self, plan: Plan) -> None:
        """To begin with; what is not listed yet is ticked when it is."""
        self.name.setText(plan.name)
        self.versions.choices.tick(each.key for each in plan.versions)
        self.models.choices.tick(plan.models)
        self.samples.setValue(plan.samples)
        self.cache.setChecked(plan.use_cache)
        self.batch.setChecked(plan.batch_api)
        self.budget.setValue(float(plan.budget_usd or 0))
        self._choose_dataset(plan.dataset_id)
        self.split.setCurrentIndex(max(self.split.findData(plan.split.value), 0))
        self.label.setCurrentIndex(max(self.label.findData(plan.label), 0))

    def show_datasets(self, datasets: Sequence[Dataset], chosen: str) -> None:
        self._datasets = list(datasets)
        self.dataset.blockSignals(True)
        self.dataset.clear()
        for each in datasets:
            count = counted("case", sum(case.counts for case in each.cases))
            self.dataset.addItem(f"{safe(each.name)} · {count}", each.id)
        self.dataset.blockSignals(False)
        self._choose_dataset(chosen)

    def show_more_prompts(self, prompts: Sequence[tuple[str, str]]) -> None:
        """Ids and paths of those whose versions are not offered yet."""
        self.more.clear()
        self.more.addItem(self.tr("Add another prompt…"), "")
        for prompt_id, path in prompts:
            self.more.addItem(safe(path), prompt_id)
        self.more.setEnabled(bool(prompts))

    def show_size(self, size: str, facts: str, *, ready: bool, warned: bool = False) -> None:
        self.words.setText(size)
        self.facts.setText(facts)
        set_tone(self.facts, "warning" if warned else "muted")
        self.start.setEnabled(ready)
        self.plan.setEnabled(ready)

    def show_batched(self, models: Sequence[str]) -> None:
        """Those of the chosen models that have a batch API; none: there is no such switch."""
        self.batch.setVisible(bool(models))
        self.batched.setVisible(bool(models))
        self.batched.setText(", ".join(map(safe, models)))

    def _choose_dataset(self, dataset_id: str) -> None:
        self.dataset.setCurrentIndex(max(self.dataset.findData(dataset_id), 0))
        self._show_slices()

    def _show_slices(self) -> None:
        """The labels and splits that cases of the dataset have."""
        dataset = self.chosen_dataset
        cases = dataset.cases if dataset else ()
        chosen = self.split.currentData(), self.label.currentData()
        splits = {case.split for case in cases}
        names = ((Split.TRAIN, self.tr("Train")), (Split.HELD_OUT, self.tr("Held out")))
        parts = [(name, split.value) for split, name in names if split in splits]
        labels = [(safe(label), label) for label in labels_of(cases)]
        _offer(self.split, self.tr("Whole dataset"), parts)
        _offer(self.label, self.tr("Any label"), labels)
        for box, key in zip((self.split, self.label), chosen, strict=True):
            box.setCurrentIndex(max(box.findData(key), 0))

    def _set_up(self) -> None:
        self.filter.setPlaceholderText(self.tr("Filter…"))
        self.filter.setClearButtonEnabled(True)
        self.samples.setRange(1, MOST_SAMPLES)
        self.budget.setRange(0, MOST_USD)
        self.budget.setDecimals(2)
        self.budget.setPrefix("$ ")
        self.budget.setSpecialValueText(self.tr("no limit"))
        self.budget.setToolTip(self.tr("The evaluation pauses before it would cost more."))
        self.cache.setText(self.tr("Take answers that are known already"))
        self.cache.setToolTip(
            self.tr("The very same request is not sent again. What came from the cache is marked.")
        )
        self.batch.setText(
            self.tr("Send through the provider's batch API: half the price, up to a day")
        )
        self.batch.setToolTip(
            self.tr(
                "The cells are sent together and fetched when they are answered. Pausing, or "
                "closing the window, leaves them with the provider."
            )
        )
        self.batched.setTextFormat(Qt.TextFormat.PlainText)
        self.batched.setWordWrap(True)
        self.batched.setIndent(6 * self._theme.unit)
        set_tone(self.batched, "muted")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setWordWrap(True)
        set_tone(self.words, "title")
        self.start.setProperty("kind", "primary")
        self.start.setIcon(self._icons("play", "accent_fill_text"))
        self.start.setText(self.tr("Start") + "   Ctrl+Enter")
        self.start.setAccessibleName(self.tr("Start the evaluation"))
        self.plan.setText(self.tr("Plan only"))
        self.plan.setToolTip(self.tr("Freeze it and estimate its cost; it starts when you say so."))
        self.cancel.setText(self.tr("Cancel"))
        for button in (self.start, self.plan, self.cancel):
            button.setAutoDefault(True)
        self.samples.setToolTip(
            self.tr(
                "How often each case is asked of each model. More than one shows how much "
                "the answers vary."
            )
        )
        for view in (self.versions, self.models):
            view.setMinimumHeight(30 * self._theme.unit)
            view.setMaximumHeight(76 * self._theme.unit)

    def _connect(self) -> None:
        for view in (self.versions, self.models):
            view.choices.ticked_changed.connect(self.changed)
        self.dataset.currentIndexChanged.connect(self._on_dataset)
        for box in (self.split, self.label):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.samples.valueChanged.connect(lambda _value: self.changed.emit())
        self.more.activated.connect(self._on_more)
        self.start.clicked.connect(self.start_requested)
        self.plan.clicked.connect(self.plan_requested)
        self.cancel.clicked.connect(self.left)

    def _on_dataset(self, _index: int) -> None:
        self._show_slices()
        self.changed.emit()

    def _on_more(self, _index: int) -> None:
        if prompt_id := self.more.currentData():
            self.prompt_added.emit(str(prompt_id))

    def _lay_out(self, unit: int) -> None:
        title = QLabel(self.tr("New evaluation"), self)
        set_tone(title, "heading")
        form = QGridLayout()
        form.setHorizontalSpacing(6 * unit)
        form.setVerticalSpacing(4 * unit)
        form.addLayout(self._field(self.tr("Name"), self.name), 0, 0, 1, 2)
        form.addLayout(self._field(self.tr("Versions"), self.versions, self.more), 1, 0)
        form.addLayout(self._field(self.tr("Models"), self.models, self.filter), 1, 1)
        slices = self._beside(self.split, self.label)
        form.addLayout(self._field(self.tr("Dataset"), self.dataset, slices), 2, 0)
        amounts = self._beside(
            self._field(self.tr("Samples of each cell"), self.samples),
            self._field(self.tr("Budget"), self.budget),
        )
        right = QVBoxLayout()
        right.setSpacing(2 * unit)
        right.addLayout(amounts)
        for widget in (self.cache, self.batch, self.batched):
            right.addWidget(widget)
        right.addStretch(1)
        form.addLayout(right, 2, 1)
        for half in (0, 1):
            form.setColumnStretch(half, 1)
        form.setRowStretch(1, 1)
        form.setRowStretch(3, 1)
        inside = QWidget(self)
        inside.setMaximumWidth(WIDEST_UNITS * unit)
        column = QVBoxLayout(inside)
        column.setContentsMargins(6 * unit, 5 * unit, 6 * unit, 4 * unit)
        column.setSpacing(4 * unit)
        column.addWidget(title)
        column.addLayout(form, 1)
        scrolled = named(QScrollArea(self), "setup.form", self.tr("What is evaluated"))
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setWidgetResizable(True)
        scrolled.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scrolled, 1)
        words, buttons = (self.words, self.facts), (self.cancel, self.plan, self.start)
        whole.addWidget(foot(self, unit, words, buttons))

    def _field(self, title: str, *parts: QWidget | QHBoxLayout) -> QVBoxLayout:
        label = QLabel(title, self)
        set_tone(label, "section")
        first = parts[0]
        if isinstance(first, QWidget):
            label.setBuddy(first)
        column = QVBoxLayout()
        column.setSpacing(self._theme.unit)
        column.addWidget(label)
        for part in parts:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        if isinstance(first, (QComboBox, QSpinBox, QDoubleSpinBox)):
            column.addStretch(1)
        return column

    def _beside(self, *parts: QWidget | QVBoxLayout) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(3 * self._theme.unit)
        for part in parts:
            if isinstance(part, QWidget):
                row.addWidget(part, 1)
            else:
                row.addLayout(part, 1)
        return row


def _offer(box: QComboBox, first: str, others: Sequence[tuple[str, str]]) -> None:
    """Texts and keys, after one that stands for all of them; without saying so."""
    box.blockSignals(True)
    box.clear()
    box.addItem(first, "")
    for text, key in others:
        box.addItem(text, key)
    box.setEnabled(bool(others))
    box.blockSignals(False)
