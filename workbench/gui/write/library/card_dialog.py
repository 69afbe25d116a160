"""The card of a prompt: what people read about it, none of which reaches the model."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget

from workbench.domain.labels import OWNER, labels_of
from workbench.domain.prompts import Prompt
from workbench.gui.kit.growing_dialog import Growing
from workbench.gui.kit.naming import named
from workbench.gui.kit.note_edit import NoteEdit
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.kit.when import exactly

WIDTH_IN_CHARACTERS = 64
DESCRIPTION_LINES = 5


class CardDialog(QDialog):
    card_changed = Signal(object)
    """The `Prompt` with its new title, description and owner."""

    def __init__(self, prompt: Prompt, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Properties of {0}").format(safe(prompt.path)))
        self._prompt = prompt
        self.title = named(QLineEdit(prompt.title, self), "card.title", self.tr("Title"))
        self.owner = named(QLineEdit(prompt.owner, self), "card.owner", self.tr("Owner"))
        self.description = named(NoteEdit(self), "card.description", self.tr("Description"))
        self.description.setPlainText(prompt.description)
        line = self.fontMetrics().lineSpacing()
        self.description.setFixedHeight(line * DESCRIPTION_LINES + 4 * theme.unit)
        self._lay_out(theme.unit)
        self.description.submitted.connect(self._done)
        self.title.setFocus()

    def _done(self) -> None:
        changed = replace(
            self._prompt,
            title=self.title.text().strip(),
            owner=self.owner.text().strip(),
            description=self.description.exact_text().strip(),
        )
        self.accept()
        if changed != self._prompt:
            self.card_changed.emit(changed)

    def _lay_out(self, unit: int) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        save = buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_styled(named(save, "card.save"), "kind", "primary")
        save.setDefault(True)
        buttons.accepted.connect(self._done)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.setContentsMargins(5 * unit, 5 * unit, 5 * unit, 4 * unit)
        form.setVerticalSpacing(3 * unit)
        form.setHorizontalSpacing(4 * unit)
        form.addRow(self.tr("&Title"), self.title)
        form.addRow(self.tr("&Description"), self.description)
        form.addRow(self.tr("&Owner"), self.owner)
        form.addRow(self.tr("Labels"), self._words(self._labels()))
        if self._prompt.created_at:
            form.addRow(self.tr("Made"), self._words(exactly(self._prompt.created_at)))
        form.addRow(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * WIDTH_IN_CHARACTERS)
        Growing(self)

    def _labels(self) -> str:
        labels = [str(label) for label in labels_of(self._prompt) if label.facet != OWNER]
        return safe(" · ".join(labels)) if labels else self.tr("none; Ctrl+L adds some")

    def _words(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        set_tone(label, "muted")
        return label
