"""A field for each setting of the table, by the kind of its value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit

from workbench.domain.settings import Settings
from workbench.gui.kit.naming import named
from workbench.gui.settings.table import Setting, is_number, value_of

Changed = Callable[[str, Any], None]


class NumberField(QDoubleSpinBox):
    """Turning the wheel over it scrolls the page, unless it has the keyboard."""

    def __init__(self, setting: Setting, changed: Changed) -> None:
        super().__init__()
        self._setting = setting
        least, most = setting.bounds or (0, 0)
        whole = setting.scale == 1 and setting.step >= 1 <= least
        self.setDecimals(0 if whole else 2)
        self.setRange(least, most)
        self.setSingleStep(setting.step)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setKeyboardTracking(False)
        self.lineEdit().setTextMargins(self.fontMetrics().averageCharWidth() // 2, 0, 0, 0)
        if setting.unit:
            self.setSuffix(f" {setting.unit}")
        self.valueChanged.connect(lambda value: changed(setting.key, self._unscaled(value)))

    def show_value(self, value: Any) -> None:
        with QSignalBlocker(self):
            self.setValue(float(value) / self._setting.scale)

    def textFromValue(self, value: float) -> str:
        """Without noughts at the end, but for money."""
        text = super().textFromValue(value)
        point = self.locale().decimalPoint()
        if self._setting.unit == "USD" or point not in text:
            return text
        return text.rstrip("0").removesuffix(point)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _unscaled(self, value: float) -> float | str:
        exact = round(value, 2) * self._setting.scale
        return f"{exact:.2f}" if self._setting.unit == "USD" else exact


class ChoiceField(QComboBox):
    def __init__(self, setting: Setting, changed: Changed) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for value, words in setting.choices:
            self.addItem(QCoreApplication.translate("settings", words), value)
        self.activated.connect(lambda _index: changed(setting.key, self.currentData()))

    def show_value(self, value: Any) -> None:
        self.setCurrentIndex(max(0, self.findData(value)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TextField(QLineEdit):
    def __init__(self, setting: Setting, changed: Changed) -> None:
        super().__init__()
        self._shown = ""
        self._key, self._changed = setting.key, changed
        self.editingFinished.connect(self._on_finished)

    def show_value(self, value: Any) -> None:
        self._shown = str(value)
        if not self.hasFocus():
            self.setText(self._shown)

    def _on_finished(self) -> None:
        if self.text().strip() != self._shown:
            self._shown = self.text().strip()
            self._changed(self._key, self._shown)


Field = NumberField | ChoiceField | TextField


def make_field(setting: Setting, changed: Changed) -> Field:
    field: Field
    if setting.choices:
        field = ChoiceField(setting, changed)
    elif is_number(setting.default):
        field = NumberField(setting, changed)
    else:
        field = TextField(setting, changed)
    field.setAccessibleDescription(QCoreApplication.translate("settings", setting.help))
    return named(field, f"settings.{setting.key}")


def show_value(field: Field, setting: Setting, settings: Settings) -> None:
    field.show_value(value_of(settings, setting.key))
