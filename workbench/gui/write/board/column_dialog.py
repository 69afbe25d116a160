"""Which columns to add: a version, or the draft, on one or more models."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from workbench.domain.prompts import Version
from workbench.domain.runs import RunColumn
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.write.board.picking import Choice, PickDialog


class ColumnDialog(PickDialog):
    columns_picked = Signal(list)
    """Of `RunColumn`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("add_column", "", "", parent, several=True)
        self.setWindowTitle(self.tr("Add columns"))
        self.accept_button.setText(self.tr("Add"))
        self.version = named(ElidedBox(self), "add_column.version", self.tr("Version"))
        label = QLabel(self.tr("&Version"), self)
        label.setBuddy(self.version)
        self.above.addWidget(label)
        self.above.addWidget(self.version)
        self._models = QLabel(self.tr("&Models"), self)
        self._models.setBuddy(self.filter)
        self.above.addWidget(self._models)
        self.list.setAccessibleName(self.tr("Models"))
        self.picked.connect(self._on_picked)

    def show_choices_of(
        self,
        versions: Sequence[Version],
        models: Sequence[str],
        ticked: Collection[str],
        *,
        draft: bool,
    ) -> None:
        """`draft`: it can be chosen too."""
        if draft:
            self.version.addItem(self.tr("draft"), None)
        for version in versions:
            note = " ".join(version.note.split())
            text = safe(f"v{version.number}  {note}".strip(), 120)
            self.version.addItem(text, version.number)
        self.show_choices([Choice(model, model, model in ticked) for model in models])
        if len(models) == 1:
            self.setWindowTitle(self.tr("Lay a version beside"))
            self.version.setFocus()
        else:
            self.filter.setFocus()

    def _on_picked(self, models: list[str]) -> None:
        version = self.version.currentData()
        self.columns_picked.emit([RunColumn(model, version) for model in models])
