"""Markdown as it is meant to be read, drawn block by block: never by way of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from workbench.gui.kit.outputs.markdown_blocks import Block, Kind, Markdown, Words
from workbench.gui.kit.theme import Theme

SMALLEST_LINES = 2
SIZES = {1: 1.45, 2: 1.25, 3: 1.12}
"""Of headings; deeper ones are bold and no larger."""


class MarkdownView(QTextEdit):
    scrolled = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, size: float = 1.0) -> None:
        """`size` times the usual size of text."""
        super().__init__(parent)
        self._theme, self._size = theme, size
        self._shown: Markdown | None = None
        self._quiet = False
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setProperty("frame", "none")
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(10)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        theme.theme_changed.connect(self._draw)

    def show_markdown(self, markdown: Markdown) -> None:
        if markdown is not self._shown:
            self._shown = markdown
            self.scroll_to(0)
            self._draw()

    @property
    def scroll_value(self) -> int:
        return self.verticalScrollBar().value()

    def scroll_to(self, value: int) -> None:
        """Scroll without saying so."""
        self._quiet = True
        self.verticalScrollBar().setValue(value)
        self._quiet = False

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing is loaded, whatever a text asks for."""
        return None

    def sizeHint(self) -> QSize:
        return QSize(0, SMALLEST_LINES * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _draw(self) -> None:
        if self._shown is None:
            return
        place = self.verticalScrollBar().value()
        self._quiet = True
        self.clear()
        self.document().setDefaultFont(self._theme.font(self._size))
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        blocks = self._shown.blocks
        for number, block in enumerate(blocks):
            following = blocks[number + 1].kind if number + 1 < len(blocks) else None
            tight = block.kind is following is Kind.ITEM
            self._draw_block(cursor, block, first=not number, tight=tight)
        if self._shown.left_out:
            words = self.tr("{0} more characters: see the text.")
            left = words.format(f"{self._shown.left_out:,}")
            last = Block(Kind.PARAGRAPH, (Words(left, italic=True),))
            self._draw_block(cursor, last, first=False)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(place)
        self._quiet = False

    def _draw_block(
        self, cursor: QTextCursor, block: Block, *, first: bool, tight: bool = False
    ) -> None:
        """`tight`: the next one belongs to it."""
        shape = self._shape(block)
        shape.setBottomMargin(self._theme.unit // 2 if tight else self._theme.unit * 2)
        if first:
            cursor.setBlockFormat(shape)
        else:
            cursor.insertBlock(shape, QTextCharFormat())
        if block.kind is Kind.TABLE:
            self._draw_table(cursor, block)
        elif block.kind is Kind.CODE:
            self._draw_code(cursor, block)
        else:
            if block.sign:
                cursor.insertText(f"{block.sign}  ", self._format(Words(""), block))
            self._draw_words(cursor, block.words, block)

    def _draw_words(self, cursor: QTextCursor, words: Sequence[Words], block: Block) -> None:
        for each in words:
            cursor.insertText(each.text, self._format(each, block))

    def _draw_code(self, cursor: QTextCursor, block: Block) -> None:
        """One paragraph with line breaks, so that its background has no gaps."""
        for words in block.words:
            drawn = self._format(words, block)
            drawn.clearBackground()
            cursor.insertText(words.text.replace("\n", "\u2028"), drawn)

    def _draw_table(self, cursor: QTextCursor, block: Block) -> None:
        columns = max((len(row) for row in block.rows), default=0)
        if not columns:
            return
        shape = QTextTableFormat()
        shape.setBorderBrush(self._theme["border_strong"])
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderCollapse(True)
        shape.setBorder(1)
        shape.setCellPadding(self._theme.unit)
        shape.setHeaderRowCount(1)
        shape.setWidth(QTextLength(QTextLength.Type.VariableLength, 0))
        table = cursor.insertTable(len(block.rows), columns, shape)
        for y, row in enumerate(block.rows):
            for x, words in enumerate(row):
                head = [Words(w.text, bold=True, code=w.code) for w in words] if not y else words
                self._draw_words(table.cellAt(y, x).firstCursorPosition(), head, block)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if block.words:
            self._draw_words(cursor, block.words, block)

    def _shape(self, block: Block) -> QTextBlockFormat:
        unit = self._theme.unit
        shape = QTextBlockFormat()
        shape.setLeftMargin(block.depth * unit * 5)
        if block.sign:
            shape.setTextIndent(-unit * 3)
        if block.kind is Kind.HEADING:
            shape.setTopMargin(unit * 2)
            shape.setHeadingLevel(block.level)
        elif block.kind is Kind.CODE:
            shape.setBackground(self._theme["panel"])
        elif block.kind is Kind.RULE:
            full = QTextLength(QTextLength.Type.PercentageLength, 100)
            shape.setProperty(QTextBlockFormat.Property.BlockTrailingHorizontalRulerWidth, full)
        return shape

    def _format(self, words: Words, block: Block) -> QTextCharFormat:
        drawn = QTextCharFormat()
        plain = "muted" if words.target or block.quote else "text"
        drawn.setForeground(self._theme[f"syntax_{words.syntax}" if words.syntax else plain])
        times = self._size
        font = self._theme.code_font(0.95 * times) if words.code else self._theme.font(times)
        if block.kind is Kind.HEADING:
            size = SIZES.get(block.level, 1.0) * times
            font = self._theme.font(size, bold=True)
        elif words.bold:
            font.setWeight(QFont.Weight.Bold)
        font.setItalic(words.italic)
        font.setStrikeOut(words.struck)
        drawn.setFont(font)
        if words.code:
            drawn.setBackground(self._theme["panel"])
        return drawn

    def _on_scrolled(self, value: int) -> None:
        if not self._quiet:
            self.scrolled.emit(value)
