"""Plain text that comes out of a Qt text widget as it went in.

A text document takes U+2029, U+FDD0 and U+FDD1 for line ends, so they stand in it as other
noncharacters of the same width, and those behind an escape character. Carriage returns
become line feeds on the way in, on purpose. Offsets into the widget are UTF-16 units of the
stood-in text, offsets into a text are code points: `Offsets` translates.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

ESCAPE = "\ufdd5"
STAND_IN = {"\u2029": "\ufdd2", "\ufdd0": "\ufdd3", "\ufdd1": "\ufdd4"}
STOOD_FOR = {stand_in: character for character, stand_in in STAND_IN.items()}
SPECIAL = re.compile("[\u2029\ufdd0-\ufdd5]")
STOOD_IN = re.compile("\ufdd5([\ufdd2-\ufdd5])|[\ufdd2-\ufdd4]")
SURROGATE = re.compile("[\ud800-\udfff]")
BYTE_ORDER_MARK = "\ufeff"


def widget_text(text: str) -> str:
    """What stands in the document for `text`. Lone surrogates are no text: U+FFFD for them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if lines.isascii():
        return lines
    return SPECIAL.sub(_stand_in, SURROGATE.sub("\ufffd", lines))


def plain_text(raw: str) -> str:
    """The text that a document's raw text stands for."""
    lines = raw.replace("\u2029", "\n")
    return lines if lines.isascii() else STOOD_IN.sub(_original, lines)


def exact_text(document: QTextDocument) -> str:
    return plain_text(document.toRawText())


def insert_exact(cursor: QTextCursor, text: str) -> None:
    """Put `text` in the place of the selection, as one step."""
    shown = widget_text(text)
    if not shown.startswith(BYTE_ORDER_MARK):
        cursor.insertText(shown)
        return
    # A leading byte-order mark is lost on the way into Qt: let something lead it
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    start = cursor.position()
    cursor.insertText("." + shown)
    end = cursor.position()
    cursor.setPosition(start)
    cursor.deleteChar()
    cursor.setPosition(end - 1)
    cursor.endEditBlock()


class Offsets:
    """Code points of one text to positions in its document, and back."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain = text.isascii()

    def position(self, offset: int) -> int:
        if self._plain:
            return offset
        return len(widget_text(self._text[:offset]).encode("utf-16-le", "surrogatepass")) // 2

    def offset(self, position: int) -> int:
        if self._plain:
            return position
        raw = widget_text(self._text).encode("utf-16-le", "surrogatepass")[: position * 2]
        return len(plain_text(raw.decode("utf-16-le", "ignore")))


class ExactTextEdit(QPlainTextEdit):
    """A plain text edit whose `exact_text` is what was set, typed and pasted, to the character."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def exact_text(self) -> str:
        return exact_text(self.document())

    def set_exact_text(self, text: str) -> None:
        shown = widget_text(text)
        if shown.startswith(BYTE_ORDER_MARK):
            self.clear()
            insert_exact(QTextCursor(self.document()), text)
        else:
            self.setPlainText(shown)

    def changeEvent(self, event: QEvent) -> None:
        """Placeholders are drawn in the font of the viewport, which does not follow by itself."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.viewport().setFont(self.font())

    def createMimeDataFromSelection(self) -> QMimeData:
        copied = QMimeData()
        copied.setText(plain_text(self.textCursor().selectedText()))
        return copied

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.isReadOnly() or not source.hasText():
            return
        cursor = self.textCursor()
        insert_exact(cursor, source.text())
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.InsertLineSeparator) and not self.isReadOnly():
            insert_exact(self.textCursor(), "\n")
            self.ensureCursorVisible()
        elif _typed_special(event) and not self.isReadOnly():
            insert_exact(self.textCursor(), event.text())
        else:
            super().keyPressEvent(event)


def _typed_special(event: QKeyEvent) -> bool:
    text = event.text()
    modified = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return not (text.isascii() or modified) and bool(SPECIAL.search(text))


def _stand_in(match: re.Match[str]) -> str:
    character = match.group()
    return STAND_IN.get(character) or ESCAPE + character


def _original(match: re.Match[str]) -> str:
    return match.group(1) or STOOD_FOR[match.group()]
