"""What the dialogs about releases have in common: a version, an environment, a line for errors."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QWidget

from workbench.domain.errors import WorkbenchError
from workbench.domain.prompts import Version
from workbench.domain.releases import ENVIRONMENTS
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tone import set_tone


class VersionField(ElidedBox):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, self.tr("Version"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def number(self) -> int | None:
        number: int | None = self.currentData()
        return number

    def show_versions(self, versions: Sequence[Version], chosen: int | None) -> None:
        """Newest first; the newest is chosen if nothing else is."""
        self.clear()
        for version in versions:
            note = " ".join(version.note.split())
            self.addItem(safe(f"v{version.number}  {note}".strip()), version.number)
        self.setCurrentIndex(max(0, self.findData(chosen)))


def environment_field(name: str, label: str, parent: QWidget) -> QComboBox:
    field = named(QComboBox(parent), name, label)
    show_environments(field, ENVIRONMENTS)
    field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return field


def show_environments(field: QComboBox, names: Sequence[str]) -> None:
    """The registry's own, in their order; what was chosen stays chosen if it is among them."""
    chosen = field.currentText()
    field.blockSignals(True)
    field.clear()
    field.addItems([safe(name) for name in names])
    field.setCurrentIndex(max(0, field.findText(chosen)))
    field.blockSignals(False)


class ProblemLine(QLabel):
    """What went wrong, in the dialog where it went wrong. Hidden while all is well."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(self.sizePolicy().horizontalPolicy(), self.sizePolicy().Policy.Minimum)
        set_tone(self, "failed")
        self.hide()

    def show_error(self, error: WorkbenchError | None) -> None:
        words = "\n".join((error.message, error.hint)).strip() if error else ""
        self.setText("\n".join(safe(line) for line in words.split("\n")))
        self.setAccessibleName(words)
        self.setVisible(bool(words))
