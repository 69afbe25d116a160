"""How often and how a prompt is run: samples, parameters, the model it is written for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from workbench.domain.prompts import ModelChoice
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.number_box import number_box
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.models.parameter_form import ParameterForm

MOST_SAMPLES = 50


class Parameters(QWidget):
    samples_changed = Signal(int)
    main_chosen = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.samples = named(number_box(QSpinBox(self), theme.unit), "models.samples")
        self.samples.setRange(1, MOST_SAMPLES)
        self.main = named(QComboBox(self), "models.written_for")
        self.main.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.main.setMinimumContentsLength(8)
        captioned = self._captioned(self.samples, theme.unit)
        self.form = ParameterForm(theme, icons, parent=self, first=captioned)
        self._lay_out(theme.unit)
        self.samples.valueChanged.connect(self.samples_changed)
        self.main.activated.connect(lambda index: self.main_chosen.emit(self.main.itemData(index)))
        self.show_names((), "")

    def show_choice(self, choice: ModelChoice, *, anew: bool = False) -> None:
        self.form.show_params(dict(choice.params), anew=anew)
        self._show_main(choice.name)

    def set_read_only(self, read_only: bool) -> None:
        """What is part of the draft cannot be changed; how often it is run can."""
        self.form.set_read_only(read_only)
        self.main.setEnabled(not read_only)

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

    def _captioned(self, field: QWidget, unit: int) -> QWidget:
        """With its name above it, as the parameters have theirs."""
        whole = QWidget(self)
        label = _label(self.tr("samples"), self.tr("Samples of each"), field)
        label.setMinimumHeight(4 * unit)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label)
        column.addWidget(field)
        return whole

    def _lay_out(self, unit: int) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * unit)
        choice = QHBoxLayout()
        choice.setSpacing(unit)
        choice.addWidget(_label(self.tr("written for"), self.tr("Written for"), self.main))
        choice.addWidget(self.main, 1)
        choice.addWidget(self.form.more)
        column.addWidget(self.form)
        column.addLayout(choice)


def _label(text: str, name: str, field: QWidget) -> QLabel:
    label = QLabel(text)
    label.setBuddy(field)
    label.setToolTip(name)
    field.setToolTip(name)
    field.setAccessibleName(name)
    set_tone(label, "muted")
    return label
