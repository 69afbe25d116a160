"""Whether a commit goes onto a new branch, for a pull request, and what that is called."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe


class BranchField(QWidget):
    changed = Signal()
    """By a person."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self.tr("On a new &branch, for a pull request")
        self.wanted = named(QCheckBox(words, self), f"{name}.on_branch")
        self.edit = named(QLineEdit(self), f"{name}.branch", self.tr("Name of the branch"))
        self.edit.setEnabled(False)
        self._suggested = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.wanted)
        row.addWidget(self.edit, 1)
        self.wanted.toggled.connect(self._on_wanted)
        self.edit.textEdited.connect(lambda _text: self.changed.emit())

    @property
    def name(self) -> str:
        """Empty where the commit goes onto the branch that is checked out."""
        return self.edit.text().strip() if self.wanted.isChecked() else ""

    @property
    def complete(self) -> bool:
        return bool(self.edit.text().strip()) or not self.wanted.isChecked()

    def suggest(self, name: str) -> None:
        """Unless somebody chose a name."""
        if self.edit.text() == self._suggested:
            self.edit.setText(safe(name))
        self._suggested = safe(name)

    def _on_wanted(self, wanted: bool) -> None:
        self.edit.setEnabled(wanted)
        self.changed.emit()
