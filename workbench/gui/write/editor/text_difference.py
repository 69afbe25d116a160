"""Changing no more of a document than differs, so that the rest keeps its layout."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument

from workbench.diffing.beginnings import common_start
from workbench.gui.kit.exact_text import insert_exact, widget_text


def replace_difference(document: QTextDocument, old: str, text: str) -> QTextCursor:
    """Make the document, which holds `old`, hold `text`; the cursor is behind what is new."""
    start = common_start(old, text)
    end = common_start(old[start:][::-1], text[start:][::-1])
    cursor = QTextCursor(document)
    cursor.setPosition(_units(widget_text(old[:start])))
    kept = QTextCursor.MoveMode.KeepAnchor
    cursor.setPosition(_units(widget_text(old[: len(old) - end])), kept)
    insert_exact(cursor, text[start : len(text) - end])
    return cursor


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
