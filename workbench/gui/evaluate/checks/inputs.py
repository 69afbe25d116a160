"""Fields whose steps of undo are those of the checks: one line, or text that grows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QSyntaxHighlighter
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from workbench.gui.kit.exact_text import ExactTextEdit
from workbench.gui.kit.text_height import text_height
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.window_undo import REDO, UNDO, asks_for


class FieldLine(QLineEdit):
    undo_requested = Signal()
    redo_requested = Signal()

    def show_text(self, text: str) -> None:
        """Without moving the cursor if it stands there already."""
        if text != self.text():
            self.setText(text)

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


class FieldText(ExactTextEdit):
    """As tall as its text, up to `most` lines."""

    typed = Signal()
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, most: int = 14) -> None:
        super().__init__(parent)
        self._theme, self._most, self._fewest = theme, most, 1
        self.highlighter: QSyntaxHighlighter | None = None
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._on_changed)
        theme.theme_changed.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Nothing is told, and the cursor stays if it stands there already."""
        if self.exact_text() != text:
            blocked = self.blockSignals(True)
            self.set_exact_text(text)
            self.blockSignals(blocked)
            self._fit()

    def show_as(self, *, code: bool, fewest: int = 1) -> None:
        self.setFont(self._theme.code_font() if code else self._theme.font())
        self._fewest = fewest
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), text_height(self, self._fewest, self._most))

    def minimumSizeHint(self) -> QSize:
        return QSize(10 * self._theme.unit, self.sizeHint().height())

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _on_changed(self) -> None:
        self._fit()
        self.typed.emit()

    def _fit(self) -> None:
        self.updateGeometry()
