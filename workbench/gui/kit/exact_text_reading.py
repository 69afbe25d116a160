"""The exact text of a document, read anew only where it changed.

Reading a megabyte takes longer than painting a key; the few characters that are other since
the last reading take no time. Texts with characters beyond ASCII are read whole, and so is a
document that holds half a character: positions in it are not those in the text.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QTextCursor, QTextDocument

from workbench.gui.kit.exact_text import exact_text, plain_text


class ExactReader:
    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._text = exact_text(document)
        self._aligned = self._is_aligned()
        self._before = self._after = sys.maxsize
        """So many characters at its beginning and its end are as they were when it was read."""

    def changed(self, position: int, added: int) -> None:
        """To be told of each `contentsChange` of the document."""
        end = self._document.characterCount() - 1 - position - added
        self._before = min(self._before, position)
        self._after = min(self._after, max(0, end))

    def text(self) -> str:
        if self._before < sys.maxsize:
            self._text = self._read() if self._aligned else exact_text(self._document)
            self._aligned = self._is_aligned()
            self._before = self._after = sys.maxsize
        return self._text

    def _is_aligned(self) -> bool:
        """A position in the document is the same in the text."""
        return self._text.isascii() and len(self._text) == self._document.characterCount() - 1

    def _read(self) -> str:
        cursor = QTextCursor(self._document)
        cursor.setPosition(self._before)
        end = self._document.characterCount() - 1 - self._after
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        changed = plain_text(cursor.selectedText())
        return self._text[: self._before] + changed + self._text[len(self._text) - self._after :]
