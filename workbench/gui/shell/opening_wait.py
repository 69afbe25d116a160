"""What is shown while a workspace of an earlier release is brought up to date."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from workbench.gui.kit.theme import Theme
from workbench.gui.shell.opening_card import opening_card, paragraph


class OpeningWait(QWidget):
    def __init__(self, workspace: Path, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("opening_wait")
        title = self.tr("The workspace {0} is being brought up to date…").format(workspace.stem)
        column = opening_card(self, theme, title)
        column.addWidget(
            paragraph(
                self.tr(
                    "An earlier release made it. It is copied beside itself as it was, then "
                    "changed in one go. With hundreds of thousands of runs that takes a minute "
                    "or two; it is done once."
                )
            )
        )
        told = self.tr("Should it be broken off, the workspace stays as it was.")
        column.addWidget(paragraph(told, "muted"))
