"""What a tool does, in the words the model reads: a few lines that grow."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.gui.kit.exact_text import ExactTextEdit
from workbench.gui.kit.text_height import text_height
from workbench.gui.kit.theme import Theme

FEWEST_LINES, MOST_LINES = 1, 8


class DescriptionEdit(ExactTextEdit):
    edited = Signal()
    focused = Signal(bool)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._showing = theme, False
        self.setUndoRedoEnabled(False)
        self.setPlaceholderText(self.tr("What it does and when to call it: the model reads this"))
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_soon.start)
        self.textChanged.connect(self._on_text_changed)
        theme.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_text(self, text: str) -> None:
        if text != self.exact_text():
            place = self.textCursor().position()
            self._showing = True
            self.set_exact_text(text)
            self._showing = False
            cursor = self.textCursor()
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_soon.start()

    def _on_text_changed(self) -> None:
        if not self._showing:
            self.edited.emit()

    def _fit(self) -> None:
        self.setFixedHeight(text_height(self, FEWEST_LINES, MOST_LINES))

    def _on_theme_changed(self) -> None:
        self.setFont(self._theme.font())
        self.document().setDocumentMargin(self._theme.unit)
        self._fit()
