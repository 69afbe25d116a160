"""A number that may be left out, with what is used then."""

from __future__ import annotations

from math import isfinite

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workbench.gui.evaluate.checks.inputs import FieldLine
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone


class NumberField(QWidget):
    edited = Signal(object)
    """A number, or None where it is left out."""

    def __init__(self, theme: Theme, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(title, self)
        set_tone(self.title, "muted")
        self.line = named(FieldLine(self), name, title)
        self.line.setMinimumWidth(12 * theme.unit)
        self.title.setBuddy(self.line)
        self._value: float | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit)
        column.addWidget(self.title)
        column.addWidget(self.line)
        self.line.textEdited.connect(self._on_typed)

    def show_number(self, value: float | None, usual: str) -> None:
        """`usual`: what is used where there is none."""
        self.line.setPlaceholderText(usual)
        reads, wrong = self._read(self.line.text())
        if wrong and self.line.hasFocus() and value == self._value:
            return
        self._value = value
        if reads != value or wrong:
            self.line.show_text("" if value is None else f"{value:g}")
        self._show_wrong("")

    def _on_typed(self, text: str) -> None:
        value, wrong = self._read(text)
        self._show_wrong(wrong)
        if not wrong and value != self._value:
            self._value = value
            self.edited.emit(value)

    def _read(self, text: str) -> tuple[float | None, str]:
        written = text.strip().replace(",", ".")
        if not written:
            return None, ""
        try:
            value = float(written)
        except ValueError:
            return None, self.tr("A number is expected")
        if not isfinite(value) or value < 0:
            return None, self.tr("A number from 0 on is expected")
        return value, ""

    def _show_wrong(self, words: str) -> None:
        set_styled(self.line, "problem", "true" if words else "false")
        self.line.setToolTip(words)
        self.line.setAccessibleDescription(words)
