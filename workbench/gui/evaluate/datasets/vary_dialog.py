"""Variations of a case: from which model, and how many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.number_box import number_box
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone

WIDTH_UNITS = 110
USUAL, MOST = 5, 50


class VaryDialog(QDialog):
    vary_requested = Signal()

    def __init__(self, case: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dataset.vary_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Write variations of {0}").format(safe(case)))
        lead = QLabel(
            self.tr(
                "A model writes cases with other words and the same right answer. They stand in "
                "the table as generated and count only once you have read and accepted them."
            ),
            self,
        )
        lead.setWordWrap(True)
        set_tone(lead, "muted")
        self.model = named(QComboBox(self), "vary.model", self.tr("Model"))
        self.model.setEditable(True)
        self.model.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.count = named(
            number_box(QSpinBox(self), theme.unit), "vary.count", self.tr("How many")
        )
        self.count.setRange(1, MOST)
        self.count.setValue(USUAL)
        buttons = QDialogButtonBox(self)
        self.done_button = buttons.addButton(
            self.tr("Write them"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        set_styled(self.done_button, "kind", "primary")
        self.done_button.setEnabled(False)
        buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        unit = theme.unit
        self.setMinimumWidth(WIDTH_UNITS * unit)
        form = QFormLayout()
        form.setHorizontalSpacing(3 * unit)
        form.setVerticalSpacing(2 * unit)
        form.addRow(self.tr("Model"), self.model)
        form.addRow(self.tr("How many"), self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        column.addWidget(lead)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(buttons)
        Growing(self)
        self.model.currentTextChanged.connect(self._on_model)
        buttons.accepted.connect(self.vary_requested)
        buttons.rejected.connect(self.reject)

    @property
    def chosen(self) -> tuple[str, int]:
        return self.model.currentText().strip(), self.count.value()

    def show_models(self, names: Sequence[str], wanted: str) -> None:
        """What is typed or chosen already stays."""
        text = self.model.currentText() or wanted
        self.model.clear()
        self.model.addItems(list(names))
        completer = self.model.completer()
        if completer:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.model.setEditText(text or (names[0] if names else ""))

    def _on_model(self, text: str) -> None:
        self.done_button.setEnabled(bool(text.strip()))
