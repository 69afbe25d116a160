"""The conditions as sentences with switches and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDoubleSpinBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.domain.gates import Gate
from workbench.gui.evaluate.gates.conditions import Asked, value_of, with_value
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.naming import named
from workbench.gui.kit.number_box import number_box
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme


class ConditionRow(QWidget):
    changed = Signal()

    def __init__(self, asked: Asked, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = asked
        sentence = translate(asked.sentence)
        spoken = sentence.replace("{0}", "…").replace("{1}", safe(asked.name))
        name = f"gate.{asked.field}.{asked.name}".rstrip(".")
        self.switch = named(QCheckBox(self), name, spoken)
        self.number: QDoubleSpinBox | None = None
        unit = theme.unit
        row = QHBoxLayout(self)
        row.setContentsMargins(6 * unit if asked.under else 0, 0, 0, 0)
        row.setSpacing(2 * unit)
        self.switch.setMinimumHeight(7 * unit)
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignTop)
        words = QWidget(self)
        flow = FlowLayout(unit, words)
        before, _, after = sentence.replace("{1}", f"“{safe(asked.name)}”").partition("{0}")
        for word in before.split():
            flow.addWidget(self._word(word, unit))
        if asked.amount:
            self.number = self._field(name, spoken, unit)
            flow.addWidget(self.number)
        for word in after.split():
            flow.addWidget(self._word(word, unit))
        row.addWidget(words, 1)
        self.switch.toggled.connect(self._on_toggled)
        self._show_enabled()

    @property
    def typed(self) -> float | None:
        if not self.switch.isChecked():
            return None
        return self.number.value() if self.number else 1.0

    def show_value(self, typed: float | None) -> None:
        """Without saying that it changed."""
        for widget in (self.switch, self.number):
            if widget:
                widget.blockSignals(True)
        self.switch.setChecked(typed is not None)
        if self.number and typed is not None:
            self.number.setValue(typed)
        for widget in (self.switch, self.number):
            if widget:
                widget.blockSignals(False)
        self._show_enabled()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the page, unless the number is being typed; a click on a word
        switches."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QDoubleSpinBox):
            if not watched.hasFocus():
                event.ignore()
                return True
        elif event.type() == QEvent.Type.MouseButtonRelease and isinstance(watched, QLabel):
            self.switch.click()
            return True
        return super().eventFilter(watched, event)

    def _on_toggled(self, _on: bool) -> None:
        self._show_enabled()
        self.changed.emit()

    def _show_enabled(self) -> None:
        if self.number:
            self.number.setEnabled(self.switch.isChecked())

    def _word(self, word: str, unit: int) -> QLabel:
        label = QLabel(word, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setMinimumHeight(7 * unit)
        label.installEventFilter(self)
        return label

    def _field(self, name: str, spoken: str, unit: int) -> QDoubleSpinBox:
        amount = self.asked.amount
        assert amount is not None
        field = named(number_box(QDoubleSpinBox(self), unit), f"{name}.number", spoken)
        field.setDecimals(amount.decimals)
        field.setRange(amount.least, amount.most)
        field.setSingleStep(amount.step)
        field.setValue(amount.usual)
        field.setKeyboardTracking(True)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        digits = max(5, len(f"{min(amount.most, 9999):.{amount.decimals}f}"))
        field.setFixedWidth(field.fontMetrics().horizontalAdvance("0") * digits + 9 * unit)
        field.installEventFilter(self)
        field.valueChanged.connect(lambda _value: self.changed.emit())
        return field


class GateForm(QWidget):
    changed = Signal(object)
    """`Gate`: as it is typed now."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[ConditionRow] = []
        self.gate = Gate()
        self._column = QVBoxLayout(self)
        unit = theme.unit
        self._column.setContentsMargins(4 * unit, 2 * unit, 3 * unit, 3 * unit)
        self._column.setSpacing(unit)
        self._column.addStretch(1)

    def show_gate(self, gate: Gate, asked: Sequence[Asked]) -> None:
        self.gate = gate
        if [row.asked for row in self.rows] != list(asked):
            self._make(asked)
        for row in self.rows:
            if row.typed != value_of(gate, row.asked):
                row.show_value(value_of(gate, row.asked))
        self._show_under()

    def row(self, field: str, name: str = "") -> ConditionRow:
        return next(row for row in self.rows if (row.asked.field, row.asked.name) == (field, name))

    def _make(self, asked: Sequence[Asked]) -> None:
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [ConditionRow(each, self._theme, self) for each in asked]
        for place, row in enumerate(self.rows):
            row.changed.connect(self._on_changed)
            self._column.insertWidget(place, row)

    def _on_changed(self) -> None:
        gate = self.gate
        for row in self.rows:
            gate = with_value(gate, row.asked, row.typed)
        if gate.pass_rate is None and gate.confidence is not None:
            gate = with_value(gate, self.row("confidence").asked, None)
        self._show_under()
        if gate != self.gate:
            self.gate = gate
            self.changed.emit(gate)

    def _show_under(self) -> None:
        """What says nothing alone cannot be switched on alone."""
        on = {row.asked.field for row in self.rows if row.switch.isChecked()}
        for row in self.rows:
            if row.asked.under:
                row.setEnabled(row.asked.under in on)
