"""What is shown in place of the places when the workspace cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.domain.errors import (
    WorkbenchError,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceReadOnly,
)
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

READABLE = (WorkspaceBusy, WorkspaceReadOnly)
WIDTH_UNITS = 140


class OpeningProblem(QWidget):
    """Nothing is written by any of its buttons."""

    read_only_requested = Signal()
    other_requested = Signal()
    again_requested = Signal()

    def __init__(self, error: WorkbenchError, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("opening_problem")
        unit = theme.unit
        card = QFrame(self)
        card.setProperty("surface", "card")
        card.setMaximumWidth(WIDTH_UNITS * unit)
        column = QVBoxLayout(card)
        column.setContentsMargins(6 * unit, 6 * unit, 6 * unit, 5 * unit)
        column.setSpacing(3 * unit)
        title = named(QLabel(error.title), "opening_problem.title")
        set_tone(title, "heading")
        column.addWidget(title)
        for text, tone in ((error.message, ""), (error.hint, "muted")):
            column.addWidget(_paragraph(text, tone))
        column.addLayout(self._buttons(error, unit))
        around = QVBoxLayout(self)
        around.addStretch(2)
        around.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        around.addStretch(3)

    def _buttons(self, error: WorkbenchError, unit: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2 * unit)
        row.addStretch(1)
        again = QPushButton(self.tr("Try again"))
        again.clicked.connect(lambda: self.again_requested.emit())
        other = QPushButton(self.tr("Choose another file…"))
        if isinstance(error, WorkspaceDamaged):
            other.setText(self.tr("Open a backup…"))
        other.clicked.connect(lambda: self.other_requested.emit())
        row.addWidget(named(again, "opening_problem.again"))
        row.addWidget(named(other, "opening_problem.other"))
        main = other
        if isinstance(error, READABLE):
            main = QPushButton(self.tr("Open for reading only"))
            main.clicked.connect(lambda: self.read_only_requested.emit())
            row.addWidget(named(main, "opening_problem.read_only"))
        main.setProperty("kind", "primary")
        main.setDefault(True)
        return row


def _paragraph(text: str, tone: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    label.setVisible(bool(text))
    set_tone(label, tone)
    return label
