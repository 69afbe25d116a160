"""Moving lines in and out."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument

from workbench.gui.kit.exact_text import insert_exact

INDENT = "  "


def indent(cursor: QTextCursor) -> None:
    """All lines of the selection, or two blanks where nothing is selected."""
    if not cursor.hasSelection():
        insert_exact(cursor, INDENT)
        return
    cursor.beginEditBlock()
    for line in _selected_lines(cursor):
        line.insertText(INDENT)
    cursor.endEditBlock()


def outdent(cursor: QTextCursor) -> None:
    cursor.beginEditBlock()
    for line in _selected_lines(cursor):
        text = line.block().text()
        blanks = len(text) - len(text.lstrip(" "))
        for _ in range(1 if text.startswith("\t") else min(blanks, len(INDENT))):
            line.deleteChar()
    cursor.endEditBlock()


def _selected_lines(cursor: QTextCursor) -> list[QTextCursor]:
    """A line that the selection only reaches the start of is not in it."""
    document: QTextDocument = cursor.document()
    block = document.findBlock(cursor.selectionStart())
    last = document.findBlock(cursor.selectionEnd())
    if last != block and last.position() == cursor.selectionEnd():
        last = last.previous()
    lines = []
    while block.isValid() and block.blockNumber() <= last.blockNumber():
        lines.append(QTextCursor(block))
        block = block.next()
    return lines
