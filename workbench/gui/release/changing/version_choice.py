"""Which version of a prompt a dialog is about, and for which environment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QDialog

from workbench.domain.prompt_records import ReleasedVersion
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe


class VersionChoice(QObject):
    """Two boxes, for the dialog to put where it likes."""

    changed = Signal()
    """Another version or environment was chosen, or the prompt is shown."""

    def __init__(self, name: str, environment_label: str, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.prompt = ""
        """Its path."""
        self.version = named(ElidedBox(dialog), f"{name}.version", self.tr("Version"))
        narrow = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.version.setSizeAdjustPolicy(narrow)
        self.environment = named(QComboBox(dialog), f"{name}.environment", environment_label)
        for box in (self.version, self.environment):
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())

    @property
    def number(self) -> int | None:
        """None while nothing is shown."""
        number: int | None = self.version.currentData()
        return number

    @property
    def place(self) -> str:
        """The environment."""
        return self.environment.currentText()

    def show_prompt(
        self,
        path: str,
        versions: Sequence[ReleasedVersion],
        environments: Sequence[str],
        version: int | None,
        environment: str,
    ) -> None:
        """Versions newest first, environments in the registry's order; `changed` comes once."""
        self.prompt = path
        self.blockSignals(True)
        self.version.clear()
        for each in versions:
            note = " ".join(each.note.split())
            told = (f"v{each.number}", note, each.author)
            self.version.addItem(safe("  ".join(part for part in told if part)), each.number)
        self.version.setCurrentIndex(max(0, self.version.findData(version)))
        self.environment.clear()
        self.environment.addItems([safe(name) for name in environments])
        self.environment.setCurrentIndex(max(0, self.environment.findText(environment)))
        self.blockSignals(False)
        self.changed.emit()
