"""Which version of a prompt a dialog is about, and for which environment."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from workbench.domain.prompt_records import ReleasedVersion
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe


def version_field(name: str, label: str, parent: QWidget) -> ElidedBox:
    field = named(ElidedBox(parent), name, label)
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return field


def show_versions(
    field: ElidedBox, versions: Sequence[ReleasedVersion], chosen: int | None
) -> None:
    """Newest first, without asking anything of whoever listens."""
    field.blockSignals(True)
    field.clear()
    for each in versions:
        note = " ".join(each.note.split())
        told = (f"v{each.number}", note, each.author)
        field.addItem(safe("  ".join(part for part in told if part)), each.number)
    field.setCurrentIndex(max(0, field.findData(chosen)))
    field.blockSignals(False)


def show_environments(field: QComboBox, environments: Sequence[str], chosen: str) -> None:
    """In the registry's order, without asking anything of whoever listens."""
    field.blockSignals(True)
    field.addItems([safe(name) for name in environments])
    field.setCurrentIndex(max(0, field.findText(chosen)))
    field.blockSignals(False)
