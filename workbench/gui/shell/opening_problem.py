"""What is shown in place of the places when the workspace cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from workbench.domain.errors import (
    NotFound,
    WorkbenchError,
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceReadOnly,
    WorkspaceTooNew,
)
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled
from workbench.gui.shell.opening_card import opening_card, paragraph

READABLE = (WorkspaceBusy, WorkspaceReadOnly)
LASTING = (NotFound, WorkspaceDamaged, WorkspaceTooNew)
"""Trying again will not help."""


class OpeningProblem(QWidget):
    """Nothing is written by any of its buttons but the one that says so."""

    read_only_requested = Signal()
    writing_requested = Signal()
    other_requested = Signal()
    again_requested = Signal()

    def __init__(
        self,
        error: WorkbenchError,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        """`read_only`: it was to be opened for reading only, and even that failed."""
        super().__init__(parent)
        self.setObjectName("opening_problem")
        self._error, self._read_only = error, read_only
        unit = theme.unit
        column = opening_card(self, theme, self._title())
        for text, tone in ((error.message, ""), (error.hint, "muted")):
            if text:
                column.addWidget(paragraph(text, tone))
        row = QHBoxLayout()
        row.setSpacing(2 * unit)
        row.addStretch(1)
        for button in self._buttons():
            row.addWidget(button)
            self.main = button
        column.addSpacing(2 * unit)
        column.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.main.setFocus()

    def _title(self) -> str:
        if isinstance(self._error, WorkspaceReadOnly):
            if self._read_only:
                return self.tr("The workspace cannot be opened for reading only")
            return self.tr("The workspace cannot be written")
        return self._error.title

    def _offers(self) -> list[tuple[str, str, SignalInstance]]:
        """Name, words and wish of each button; what is likely to help comes last."""
        error, read_only = self._error, self._read_only
        again = ("again", self.tr("Try again"), self.again_requested)
        other = ("other", self.tr("Choose another file…"), self.other_requested)
        if read_only and isinstance(error, WorkspaceReadOnly):
            return [again, other, ("writing", self.tr("Open for writing"), self.writing_requested)]
        if not read_only and isinstance(error, READABLE):
            reading = self.tr("Open for reading only")
            return [again, other, ("read_only", reading, self.read_only_requested)]
        return [again, other] if isinstance(error, LASTING) else [other, again]

    def _buttons(self) -> list[QPushButton]:
        buttons = []
        for name, words, wish in self._offers():
            button = named(QPushButton(words), f"opening_problem.{name}")
            button.setAutoDefault(True)
            button.clicked.connect(lambda _checked=False, wish=wish: wish.emit())
            buttons.append(button)
        set_styled(buttons[-1], "kind", "primary")
        return buttons
