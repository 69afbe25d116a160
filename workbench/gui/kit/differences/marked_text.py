"""Lines with their differences marked, numbered, in a text widget that stays quick.

Words that came are underlined, words that went are struck out, and a line that came or went
as a whole has a sign beside it: the colour never says it alone. A long text
is filled in by slices, so that the window stays awake.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.gui.kit.differences.lines import NOTES, Kind, Line, Mark
from workbench.gui.kit.theme import Theme

SLICE_SECONDS = 0.008
LINES_AT_A_TIME = 50
DIGITS = 4
SIGN_COLUMNS = 3
SMALLEST_LINES = 2
BACKGROUNDS = {
    Kind.ADDED: "added_background",
    Kind.REMOVED: "removed_background",
    Kind.MOVED_AWAY: "info_soft",
    Kind.MOVED_HERE: "info_soft",
    Kind.FILLER: "panel",
    Kind.FOLD: "panel",
    Kind.HEADING: "panel",
}
SIGNS = {
    Kind.ADDED: "+",
    Kind.REMOVED: "−",
    Kind.CHANGED: "~",
    Kind.MOVED_AWAY: "↱",
    Kind.MOVED_HERE: "↳",
}
SIGN_COLOURS = {
    Kind.ADDED: "added",
    Kind.REMOVED: "removed",
    Kind.CHANGED: "changed",
    Kind.MOVED_AWAY: "info",
    Kind.MOVED_HERE: "info",
}
MOVES = frozenset({Mark.MOVED_AWAY, Mark.MOVED_HERE})
NOT_A_CHANGE = frozenset({Kind.SAME, Kind.FOLD, Kind.HEADING})


class MarkedText(QPlainTextEdit):
    fold_opened = Signal(int)
    filled = Signal()
    scrolled = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setReadOnly(True)
        self.setProperty("frame", "none")
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFont(theme.code_font())
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._lines: list[Line] = []
        self._coming: Iterator[Line] = iter(())
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._fill)
        self._gutter = Gutter(self)
        self._gutter_width = 0
        self._quiet = False
        theme.theme_changed.connect(self._draw_again)
        self.updateRequest.connect(self._on_update_request)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines)

    @property
    def columns(self) -> int:
        """How many characters of the font fit beside the numbers, of up to four digits."""
        bar = self.verticalScrollBar().sizeHint().width()
        width = self.width() - bar - 2 * self.document().documentMargin()
        fit = int(width / max(1, self.fontMetrics().horizontalAdvance("0")))
        return max(8, fit - DIGITS - SIGN_COLUMNS)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Replace what is shown: the first screen now, the rest as time allows."""
        self._slices.stop()
        self._quiet = True
        self.clear()
        self._lines = []
        self._coming = iter(lines)
        self._fill()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._quiet = False

    def finish(self) -> None:
        """Fill in what is still coming, now."""
        while self._slices.isActive():
            self._fill()

    def changes(self) -> list[int]:
        """The line each changed stretch begins at."""
        kinds = [line.kind not in NOT_A_CHANGE for line in self._lines]
        return [i for i, on in enumerate(kinds) if on and not (i and kinds[i - 1])]

    def go_to(self, line: int) -> None:
        cursor = QTextCursor(self.document().findBlockByNumber(line))
        self.setTextCursor(cursor)
        self.centerCursor()

    def scroll_to(self, value: int) -> None:
        """Scroll without saying so."""
        self._quiet = True
        self.verticalScrollBar().setValue(value)
        self._quiet = False

    def line_at(self, block_number: int) -> Line | None:
        return self._lines[block_number] if block_number < len(self._lines) else None

    def sizeHint(self) -> QSize:
        return QSize(0, SMALLEST_LINES * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._gutter.setGeometry(inside.x(), inside.y(), self._gutter_width, inside.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._open_fold(self.cursorForPosition(event.position().toPoint()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_fold(self.textCursor())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_gutter"):
            self._make_room()

    def _open_fold(self, cursor: QTextCursor) -> None:
        line = self.line_at(cursor.blockNumber())
        if line and line.kind is Kind.FOLD:
            self.fold_opened.emit(line.fold)

    def _fill(self) -> None:
        until = time.perf_counter() + SLICE_SECONDS
        cursor = QTextCursor(self.document())
        more = True
        while more and time.perf_counter() < until:
            cursor.movePosition(QTextCursor.MoveOperation.End)
            cursor.beginEditBlock()
            more = self._add_some(cursor)
            cursor.endEditBlock()
        self._make_room()
        if more:
            self._slices.start()
            return
        self._slices.stop()
        self.filled.emit()

    def _add_some(self, cursor: QTextCursor) -> bool:
        for _count in range(LINES_AT_A_TIME):
            line = next(self._coming, None)
            if line is None:
                return False
            block = self._block_format(line)
            if self._lines:
                cursor.insertBlock(block, QTextCharFormat())
            else:
                cursor.setBlockFormat(block)
            for mark, text in line.spans:
                cursor.insertText(text, self._format(line.kind, mark))
            self._lines.append(line)
        return True

    def _block_format(self, line: Line) -> QTextBlockFormat:
        block = QTextBlockFormat()
        if line.kind in BACKGROUNDS:
            block.setBackground(self._theme[BACKGROUNDS[line.kind]])
        return block

    def _format(self, kind: Kind, mark: Mark) -> QTextCharFormat:
        drawn = QTextCharFormat()
        if kind in (Kind.FOLD, Kind.HEADING):
            drawn.setForeground(self._theme["muted"])
            drawn.setFontItalic(kind is Kind.FOLD)
            drawn.setFontWeight(600 if kind is Kind.HEADING else 400)
        elif mark is Mark.ADDED:
            drawn.setForeground(self._theme["added"])
            if kind is not Kind.ADDED:
                drawn.setFontUnderline(True)
                drawn.setBackground(self._theme["added_word"])
        elif mark is Mark.REMOVED:
            drawn.setForeground(self._theme["removed"])
            if kind is not Kind.REMOVED:
                drawn.setFontStrikeOut(True)
                drawn.setBackground(self._theme["removed_word"])
        elif mark in NOTES:
            drawn.setForeground(self._theme["info"])
            drawn.setFontItalic(True)
        elif mark in MOVES:
            drawn.setForeground(self._theme["muted" if mark is Mark.MOVED_AWAY else "text"])
            drawn.setFontStrikeOut(mark is Mark.MOVED_AWAY)
        return drawn

    def _draw_again(self) -> None:
        self.setFont(self._theme.code_font())
        place = self.verticalScrollBar().value()
        lines = [*self._lines, *self._coming]
        self.show_lines(lines)
        self.scroll_to(place)

    def _make_room(self) -> None:
        digits = max(2, len(str(self._largest_number())))
        width = self.fontMetrics().horizontalAdvance("0") * (digits + SIGN_COLUMNS)
        if width != self._gutter_width:
            self._gutter_width = width
            self.setViewportMargins(width, 0, 0, 0)
            inside = self.contentsRect()
            self._gutter.setGeometry(inside.x(), inside.y(), width, inside.height())

    def _largest_number(self) -> int:
        return next((line.number for line in reversed(self._lines) if line.number), 1)

    def _on_update_request(self, area: QRect, scrolled: int) -> None:
        if scrolled:
            self._gutter.scroll(0, scrolled)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())

    def _on_scrolled(self, value: int) -> None:
        if not self._quiet:
            self.scrolled.emit(value)

    def paint_gutter(self, painter: QPainter, area: QRect, gutter: QWidget) -> None:
        """Numbers, and a sign for each changed line, beside the lines that can be seen."""
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        offset = self.contentOffset()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(offset)
            if box.top() > area.bottom():
                return
            line = self.line_at(block.blockNumber())
            if line:
                height = self.fontMetrics().lineSpacing()
                row = QRect(0, round(box.top()), gutter.width(), round(box.height()))
                self._paint_row(painter, line, row, height)
            block = block.next()

    def _paint_row(self, painter: QPainter, line: Line, row: QRect, height: int) -> None:
        if line.kind in BACKGROUNDS:
            painter.fillRect(row, self._theme[BACKGROUNDS[line.kind]])
        first = QRect(row.x(), row.y(), row.width(), height)
        narrow = self.fontMetrics().horizontalAdvance("0")
        if line.number is not None:
            painter.setPen(self._theme["line_number"])
            right = first.adjusted(0, 0, -2 * narrow, 0)
            painter.drawText(right, Qt.AlignmentFlag.AlignRight, str(line.number))
        if line.kind in SIGNS and not line.continued:
            painter.setPen(self._sign_colour(line.kind))
            sign = QRect(row.width() - round(1.5 * narrow), row.y(), narrow, height)
            painter.drawText(sign, Qt.AlignmentFlag.AlignHCenter, SIGNS[line.kind])

    def _sign_colour(self, kind: Kind) -> QColor:
        return self._theme[SIGN_COLOURS[kind]]


class Gutter(QWidget):
    def __init__(self, text: MarkedText) -> None:
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._text.paint_gutter(QPainter(self), event.rect(), self)
