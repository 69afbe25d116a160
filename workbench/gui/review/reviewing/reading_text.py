"""An output as plain text, in a size to read; passages of it can be marked and pointed out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from workbench.gui.kit.outputs.output_view import OutputView
from workbench.gui.kit.theme import Theme

SIZE = 1.2
Passage = tuple[int, int]


class ReadingText(OutputView):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._passages: Sequence[Passage] = ()
        self._current: Passage | None = None
        self.text.setProperty("frame", "none")
        self._dress()
        theme.theme_changed.connect(self._dress)

    def selected_passage(self) -> Passage | None:
        """In code points of the text as it is stored."""
        if not self.text.textCursor().hasSelection():
            return None
        start, end = self.text.selected_exact_range()
        return (start, end) if end > start else None

    def mark(self, passages: Sequence[Passage], current: Passage | None = None) -> None:
        self._passages, self._current = passages, current
        self._draw_marks()

    def show_more(self) -> None:
        super().show_more()
        self._draw_marks()

    def go_to(self, passage: Passage) -> None:
        while self.pending and passage[1] > self._fed:
            self.show_more()
        cursor = self.text.exact_cursor(*passage)
        cursor.setPosition(cursor.selectionStart())
        self.text.setTextCursor(cursor)
        self.text.centerCursor()

    def _draw_marks(self) -> None:
        seen = [each for each in self._passages if each[1] <= self._fed]
        cursors = [(self.text.exact_cursor(*each), each == self._current) for each in seen]
        self.text.setExtraSelections(marked(cursors, self._theme))

    def _dress(self) -> None:
        self.text.setFont(self._theme.font(SIZE))
        self._draw_marks()


def marked(
    cursors: Sequence[tuple[QTextCursor, bool]], theme: Theme
) -> list[QTextEdit.ExtraSelection]:
    """Stretches with a comment; the second of each pair says that it is the current one."""
    selections = []
    for cursor, current in cursors:
        drawn = QTextCharFormat()
        drawn.setBackground(theme["match_current" if current else "match"])
        drawn.setForeground(theme["text"])
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, drawn
        selections.append(selection)
    return selections
