"""An output as formatted text; its passages are found in the text as it is stored."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from workbench.gui.kit.outputs.markdown_view import MarkdownView
from workbench.gui.kit.outputs.output_view import code_points, utf16_position
from workbench.gui.kit.theme import Theme
from workbench.gui.review.reviewing.passages import same_passage
from workbench.gui.review.reviewing.reading_text import SIZE, Passage, marked


class FormattedText(MarkdownView):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent, size=SIZE)
        self._stored = ""
        self._passages: Sequence[Passage] = ()
        self._current: Passage | None = None
        theme.theme_changed.connect(self._draw_marks)

    def show_stored(self, text: str) -> None:
        """The text that the formatting is of."""
        self._stored = text

    @property
    def has_selection(self) -> bool:
        return self.textCursor().hasSelection()

    def selected_passage(self) -> Passage | None:
        """None where it cannot be told for sure which passage of the stored text it is."""
        cursor, shown = self.textCursor(), self.document().toRawText()
        start = code_points(shown, cursor.selectionStart())
        end = code_points(shown, cursor.selectionEnd())
        return same_passage(shown, start, end, self._stored)

    def mark(self, passages: Sequence[Passage], current: Passage | None = None) -> None:
        """Those that are found; the others are marked in the plain text."""
        self._passages, self._current = passages, current
        self._draw_marks()

    def go_to(self, passage: Passage) -> bool:
        """False where it is not found."""
        cursor = self._cursor(passage)
        if cursor is None:
            return False
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)
        below = self.cursorRect().center().y() - self.viewport().height() // 3
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + below)
        return True

    def _cursor(self, passage: Passage) -> QTextCursor | None:
        shown = self.document().toRawText()
        found = same_passage(self._stored, *passage, shown)
        if found is None:
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16_position(shown, found[0]))
        cursor.setPosition(utf16_position(shown, found[1]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _draw_marks(self) -> None:
        found = ((self._cursor(each), each == self._current) for each in self._passages)
        cursors = [(cursor, current) for cursor, current in found if cursor is not None]
        self.setExtraSelections(marked(cursors, self._theme))
