"""Word by word what a person changed in a text, in one column, in a size to read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.gui.kit.differences.lines import Mark, Span
from workbench.gui.kit.safe_text import Display
from workbench.gui.kit.theme import Theme
from workbench.gui.review.reviewing.reading_text import SIZE

MOST_CHARACTERS = 100_000


class DiffText(QPlainTextEdit):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spans: Sequence[Span] = ()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setProperty("frame", "none")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        theme.theme_changed.connect(self._draw)

    def show_spans(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._draw()

    def _draw(self) -> None:
        place = self.verticalScrollBar().value()
        self.setFont(self._theme.font(SIZE))
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        display, left = Display(), MOST_CHARACTERS
        for mark, text in self._spans:
            cursor.insertText(display.feed(text[:left]), self._format(mark))
            left -= len(text)
            if left <= 0:
                cursor.insertText(" …", self._format(Mark.SAME))
                break
        cursor.endEditBlock()
        self.verticalScrollBar().setValue(place)

    def _format(self, mark: Mark) -> QTextCharFormat:
        """Not by colour alone: what came is underlined, what went is struck out."""
        drawn = QTextCharFormat()
        drawn.setForeground(self._theme["text"])
        if mark is Mark.ADDED:
            drawn.setForeground(self._theme["added"])
            drawn.setBackground(self._theme["added_word"])
            drawn.setFontUnderline(True)
        elif mark is Mark.REMOVED:
            drawn.setForeground(self._theme["removed"])
            drawn.setBackground(self._theme["removed_word"])
            drawn.setFontStrikeOut(True)
        return drawn
