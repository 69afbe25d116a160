"""The foot of a dialog that does one thing: how it stands, the way out, and the deed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton

from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.tone import set_styled, set_tone
from workbench.gui.release.branch_steps import BranchSteps


class DeedFoot(QHBoxLayout):
    submitted = Signal()
    """By the button, or by `Ctrl+Return` from anywhere in the dialog; the button may be off."""

    def __init__(self, name: str, deed: str, unit: int, dialog: QDialog) -> None:
        super().__init__()
        self.words = named(plain_label("", dialog, "muted"), f"{name}.words")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.leave = named(QPushButton(self.tr("Cancel"), dialog), f"{name}.leave")
        self.leave.setAutoDefault(False)
        self.deed = named(QPushButton(deed, dialog), f"{name}.do")
        set_styled(self.deed, "kind", "primary")
        self.deed.setDefault(True)
        self.setSpacing(2 * unit)
        self.addWidget(self.words, 1)
        self.addWidget(self.leave)
        self.addWidget(self.deed)
        self.leave.clicked.connect(dialog.reject)
        self.deed.clicked.connect(lambda: self.submitted.emit())
        QShortcut(QKeySequence("Ctrl+Return"), dialog).activated.connect(self.submitted)

    def say(self, words: str, tone: str = "muted") -> None:
        self.words.setText(words)
        set_tone(self.words, tone)

    def end(self) -> None:
        """Nothing is left but to close the dialog; what was done stays to be seen."""
        self.leave.setText(self.tr("Close"))
        self.leave.setDefault(True)
        self.leave.setFocus()


class BranchFoot(DeedFoot):
    """Of a deed that may be put onto a new branch, which is pushed then."""

    def __init__(self, name: str, deed: str, unit: int, dialog: QDialog) -> None:
        super().__init__(name, deed, unit, dialog)
        self.steps = BranchSteps(name, dialog)
        for button in self.steps.buttons:
            self.addWidget(button)
        self.steps.told.connect(self.say)
        self.steps.done.connect(self.leave.setFocus)

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """As they are gone through."""
        return (self.leave, self.deed, *self.steps.buttons)

    def offer_to_push(self, folder: Path, branch: str) -> None:
        self.deed.hide()
        self.steps.offer(folder, branch)
        self.end()
