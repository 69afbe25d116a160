"""A text field as tall as its text, within bounds; Tab leaves it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.gui.kit.exact_text import ExactTextEdit
from workbench.gui.kit.text_height import text_height
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.window_undo import REDO, UNDO, asks_for

FEWEST_LINES, MOST_LINES = 1, 8


class GrowingEdit(ExactTextEdit):
    edited = Signal()

    def __init__(self, theme: Theme, *, code: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._code = theme, code
        self._showing = False
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit)
        self.document().setDocumentMargin(theme.unit)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_text_changed)
        theme.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_text(self, text: str) -> None:
        if text == self.exact_text():
            return
        self._showing = True
        try:
            self.set_exact_text(text)
        finally:
            self._showing = False

    def event(self, event: QEvent) -> bool:
        """Its own steps of undo while there are some, then the draft's."""
        document = self.document()
        undo = asks_for(event, UNDO) and not document.isUndoAvailable()
        if undo or (asks_for(event, REDO) and not document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps into other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_soon.start()

    def _on_text_changed(self) -> None:
        if not self._showing:
            self.edited.emit()

    def _fit(self) -> None:
        self.setFixedHeight(text_height(self, FEWEST_LINES, MOST_LINES))

    def _on_theme_changed(self) -> None:
        font: QFont = self._theme.code_font() if self._code else self._theme.font()
        self.setFont(font)
        self._fit()
