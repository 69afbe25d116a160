"""How often and how a prompt is run: samples, temperature, longest answer, main model."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workbench.domain.json_values import Json
from workbench.domain.prompts import ModelChoice
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone

MOST_SAMPLES = 50
HOTTEST = 2.0
Reader = Callable[[str], Json]


class Parameters(QWidget):
    samples_changed = Signal(int)
    param_changed = Signal(str, object)
    """Name and value; None takes it away."""
    main_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.samples = named(QSpinBox(self), "models.samples")
        self.samples.setRange(1, MOST_SAMPLES)
        self.temperature = self._field("models.temperature")
        self.max_tokens = self._field("models.max_tokens")
        self.main = named(QComboBox(self), "models.written_for")
        self.main.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.main.setMinimumContentsLength(8)
        self._lay_out(theme.unit)
        self.samples.valueChanged.connect(self.samples_changed)
        self.main.activated.connect(lambda index: self.main_chosen.emit(self.main.itemData(index)))
        self._connect(self.temperature, "temperature", _temperature)
        self._connect(self.max_tokens, "max_tokens", _max_tokens)
        self.show_names((), "")

    def show_choice(self, choice: ModelChoice) -> None:
        params = dict(choice.params)
        for field, name in ((self.temperature, "temperature"), (self.max_tokens, "max_tokens")):
            if not field.hasFocus():
                value = params.get(name)
                field.setText("" if value is None else str(value))
                set_styled(field, "problem", False)
        self._show_main(choice.name)

    def set_read_only(self, read_only: bool) -> None:
        """What is part of the draft cannot be changed; how often it is run can."""
        for field in (self.temperature, self.max_tokens, self.main):
            field.setEnabled(not read_only)

    def show_names(self, names: Sequence[str], main: str) -> None:
        self.main.clear()
        self.main.addItem(self.tr("no model in particular"), "")
        for name in names:
            self.main.addItem(name, name)
        self._show_main(main)

    def show_samples(self, samples: int) -> None:
        if samples != self.samples.value():
            self.samples.setValue(samples)

    def _show_main(self, name: str) -> None:
        index = self.main.findData(name)
        if index < 0:
            self.main.addItem(name, name)
            index = self.main.count() - 1
        self.main.setCurrentIndex(index)

    def _connect(self, field: QLineEdit, name: str, read: Reader) -> None:
        def on_edited(text: str) -> None:
            try:
                value = read(text.strip()) if text.strip() else None
            except ValueError:
                set_styled(field, "problem", True)
                return
            set_styled(field, "problem", False)
            self.param_changed.emit(name, value)

        field.textEdited.connect(on_edited)

    def _field(self, name: str) -> QLineEdit:
        field = named(QLineEdit(self), name)
        field.setPlaceholderText("–")
        return field

    def _lay_out(self, unit: int) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * unit)
        numbers, choice = QHBoxLayout(), QHBoxLayout()
        fields: list[tuple[str, str, QWidget]] = [
            (self.tr("samples"), self.tr("Samples of each"), self.samples),
            (self.tr("temp"), self.tr("Temperature; empty: the model's own"), self.temperature),
            (
                self.tr("max"),
                self.tr("Most tokens of an answer; empty: the model's own"),
                self.max_tokens,
            ),
        ]
        for text, name, field in fields:
            numbers.addWidget(_label(text, name, field))
            numbers.addWidget(field, 1)
        choice.addWidget(_label(self.tr("written for"), self.tr("Written for"), self.main))
        choice.addWidget(self.main, 1)
        for row in (numbers, choice):
            row.setSpacing(unit)
            column.addLayout(row)


def _label(text: str, name: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    label.setToolTip(name)
    field.setToolTip(name)
    field.setAccessibleName(name)
    set_tone(label, "muted")
    return label


def _temperature(text: str) -> Json:
    value = float(text.replace(",", "."))
    if not (math.isfinite(value) and 0 <= value <= HOTTEST):
        raise ValueError(text)
    return int(value) if value.is_integer() else value


def _max_tokens(text: str) -> Json:
    value = int(text)
    if value < 1:
        raise ValueError(text)
    return value
