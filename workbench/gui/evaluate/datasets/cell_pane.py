"""The whole text of the current cell, below the table: exact, and as tall as one likes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.gui.kit.exact_text import ExactTextEdit
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled, set_surface, set_tone
from workbench.gui.kit.window_undo import REDO, UNDO, asks_for

LONGEST_TITLE = 60


class CellText(ExactTextEdit):
    """Its steps of undo are those of the dataset."""

    undo_requested = Signal()
    redo_requested = Signal()

    def event(self, event: QEvent) -> bool:
        if asks_for(event, UNDO, REDO):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(UNDO):
            self.undo_requested.emit()
        elif event.matches(REDO):
            self.redo_requested.emit()
        else:
            super().keyPressEvent(event)


class CellPane(QWidget):
    text_typed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "panel")
        self.title = QLabel(self, textFormat=Qt.TextFormat.PlainText)
        set_tone(self.title, "section")
        self.problem = named(QLabel(self, textFormat=Qt.TextFormat.PlainText), "dataset.problem")
        set_tone(self.problem, "failed")
        self.text = named(CellText(self), "dataset.cell", self.tr("Text of the cell"))
        self.text.setUndoRedoEnabled(False)
        self.text.textChanged.connect(self._on_changed)
        unit = theme.unit
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 3 * unit)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        self.setMinimumHeight(22 * unit)

    def show_text(self, column: str, case: str, text: str, *, editable: bool) -> None:
        """Without moving the cursor if it is the text that stands there."""
        shown = safe(case[:LONGEST_TITLE])
        self.title.setText(f"{column}  ·  {shown}" if shown else column)
        self.text.setReadOnly(not editable)
        if self.text.exact_text() != text:
            self.text.blockSignals(True)
            self.text.set_exact_text(text)
            self.text.blockSignals(False)
        self.show_problem("")

    def show_problem(self, problem: str) -> None:
        self.problem.setText(problem)
        set_styled(self.text, "problem", "true" if problem else "false")

    def _on_changed(self) -> None:
        self.text_typed.emit(self.text.exact_text())
