"""A document layout that repaints the line that changed, not the page.

When a line is coloured, Qt reports the line's length as removed and as added, adds the two
up, finds the change to reach into the next line and repaints everything. Characters that are
gone need no painting: counting only those that are there halves the sum.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit


class LineLayout(QPlainTextDocumentLayout):
    def documentChanged(self, start: int, _removed: int, added: int) -> None:
        QPlainTextDocumentLayout.documentChanged(self, start, 0, added or 1)


def use_line_layout(edit: QPlainTextEdit, font: QFont) -> QTextDocument:
    """Give the widget an empty document that is laid out so, without undo of its own."""
    document = QTextDocument(edit)
    document.setUndoRedoEnabled(False)
    document.setDefaultFont(font)
    document.setDocumentLayout(LineLayout(document))
    edit.setDocument(document)
    return document
