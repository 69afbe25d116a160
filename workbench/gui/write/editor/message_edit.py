"""The text of one message: a code editor for templates."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from workbench.domain.problems import Problem
from workbench.gui.kit.exact_text import ExactTextEdit, insert_exact, widget_text
from workbench.gui.kit.exact_text_reading import ExactReader
from workbench.gui.kit.text_height import text_height
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.brackets import bracket_at, matching_bracket
from workbench.gui.write.editor.completion import Completion
from workbench.gui.write.editor.highlighter import TemplateHighlighter
from workbench.gui.write.editor.line_numbers import LineNumbers
from workbench.gui.write.editor.marks import Mark, squiggles, washes
from workbench.gui.write.editor.text_layout import use_line_layout

FEWEST_LINES, MOST_LINES = 2, 32
PAUSE_S = 1.0
AFTER_PAINTING_MS = 1
INDENT = "  "
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class MessageEdit(ExactTextEdit):
    typed = Signal()
    """The text is no longer what was shown; read it with `exact_text` when there is time."""
    height_changed = Signal()
    cursor_rested = Signal()
    """The cursor is elsewhere, and what it did is painted."""
    focused = Signal(bool)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.burst = 0
        """Grows when a new step of undo begins."""
        self._showing = self._fitting = False
        self._lines_fitted = 0
        self._fit_later = QTimer(self, singleShot=True, interval=0)
        self._fit_later.timeout.connect(self._fit)
        self._cursor_rest = QTimer(self, singleShot=True, interval=AFTER_PAINTING_MS)
        self._cursor_rest.timeout.connect(self._on_cursor_rest)
        self._last_edit, self._last_kind = 0.0, ""
        self._squiggles: list[Mark] = []
        self._brackets: list[Mark] = []
        self._found: list[Mark] = []
        self.setTabChangesFocus(False)
        self.setProperty("frame", "card")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document = use_line_layout(self, theme.code_font())
        self._reader = ExactReader(document)
        self.highlighter = TemplateHighlighter(document, theme)
        self.completion = Completion(self)
        self.line_numbers = LineNumbers(self, theme)
        document.contentsChange.connect(self._on_contents_change)
        document.documentLayout().documentSizeChanged.connect(self._on_size_changed)
        document.documentLayout().update.connect(self._fit_soon)
        self.horizontalScrollBar().rangeChanged.connect(self._fit_soon)
        self.cursorPositionChanged.connect(self._cursor_rest.start)
        theme.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def exact_text(self) -> str:
        return self._reader.text()

    def show_text(self, text: str) -> None:
        """Show `text`, changing no more of the document than differs, without `typed`."""
        self._showing = True
        try:
            self._replace_difference(text)
        finally:
            self._showing = False

    def show_problems(self, text: str, problems: tuple[Problem, ...]) -> None:
        """`text` is what the problems were found in."""
        if not problems and not self._squiggles:
            return
        self._squiggles = squiggles(self.document(), text, problems, self._theme)
        self._show_marks()

    def show_found(self, spans: list[tuple[int, int]]) -> None:
        """Places found by a search, in positions of the document."""
        if spans or self._found:
            self._found = washes(self.document(), spans, "match", self._theme)
            self._show_marks()

    def show_line_numbers(self, shown: bool) -> None:
        self.line_numbers.show_numbers(shown)

    def set_wrap(self, wrap: bool) -> None:
        mode = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(mode.WidgetWidth if wrap else mode.NoWrap)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_character(event):
            QPlainTextEdit.keyPressEvent(self, event)
            self.completion.update_after(event)
        elif self.completion.takes(event):
            event.accept()
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        elif event.key() == Qt.Key.Key_Tab and not event.modifiers() and not self.isReadOnly():
            self._indent()
        elif event.key() == Qt.Key.Key_Backtab and self._outdent():
            pass
        else:
            super().keyPressEvent(event)
            self.completion.update_after(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        _use_own_undo(menu, self)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._match_brackets()
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.burst += 1
        self.completion.close()
        self._match_brackets()
        self.focused.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Filled here, so that a keystroke does not repaint everything the card stands on
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._ground)
        painter.end()
        QPlainTextEdit.paintEvent(self, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.line_numbers.fit()
        if event.size().width() != event.oldSize().width():
            self._fit_soon()

    def set_gutter(self, width: int) -> None:
        self.setViewportMargins(width, 0, 0, 0)

    def cursor_bottom(self) -> QPoint:
        return self.viewport().mapTo(self, self.cursorRect().bottomLeft())

    def _replace_difference(self, text: str) -> None:
        old = self.exact_text()
        if old == text:
            return
        if not old or not text:
            self.set_exact_text(text)
            return
        start = _common_start(old, text)
        end = _common_start(old[start:][::-1], text[start:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(widget_text(old[:start])))
        kept = QTextCursor.MoveMode.KeepAnchor
        cursor.setPosition(_units(widget_text(old[: len(old) - end])), kept)
        insert_exact(cursor, text[start : len(text) - end])
        self.setTextCursor(cursor)

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        self._reader.changed(position, added)
        if self._showing or not (removed or added):
            return
        kind = "insert" if added > removed else "delete"
        now = monotonic()
        if kind != self._last_kind or now - self._last_edit > PAUSE_S or abs(added - removed) > 1:
            self.burst += 1
        self._last_kind, self._last_edit = kind, now
        self.typed.emit()

    def _fit(self) -> None:
        """As tall as the text, up to a height beyond which it scrolls inside."""
        if self._fitting:
            return
        self._fitting = True
        self._lines_fitted = self.document().lineCount()
        height = text_height(self, FEWEST_LINES, MOST_LINES)
        if height != self.minimumHeight():
            self.setFixedHeight(height)
            self.updateGeometry()
            self.height_changed.emit()
        self._fitting = False

    def _on_size_changed(self) -> None:
        """Told for every character that makes the longest line longer, too."""
        if self.document().lineCount() == self._lines_fitted:
            return
        if self.viewport().paintingActive():
            self._fit_soon()
        else:
            self._fit()

    def _fit_soon(self) -> None:
        """Not within the layout or the painting that is being done just now."""
        if not self._fit_later.isActive():
            self._fit_later.start()

    def _indent(self) -> None:
        cursor = self.textCursor()
        if not cursor.hasSelection():
            insert_exact(cursor, INDENT)
            return
        for line in self._selected_lines(cursor):
            line.insertText(INDENT)

    def _outdent(self) -> bool:
        if self.isReadOnly():
            return False
        for line in self._selected_lines(self.textCursor()):
            text = line.block().text()
            blanks = len(text) - len(text.lstrip(" "))
            for _ in range(1 if text.startswith("\t") else min(blanks, len(INDENT))):
                line.deleteChar()
        return True

    def _selected_lines(self, cursor: QTextCursor) -> list[QTextCursor]:
        block = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        lines = []
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            lines.append(QTextCursor(block))
            block = block.next()
        return lines

    def _on_cursor_rest(self) -> None:
        self._match_brackets()
        self.cursor_rested.emit()

    def _match_brackets(self) -> None:
        cursor = self.textCursor()
        block = cursor.block()
        text, place = block.text(), cursor.positionInBlock()
        near = bracket_at(text, place) if self.hasFocus() and text.isascii() else None
        partner = matching_bracket(text, near) if near is not None else None
        if partner is None and not self._brackets:
            return
        spans = []
        if near is not None and partner is not None:
            spans = [(block.position() + at, block.position() + at + 1) for at in (near, partner)]
        self._brackets = washes(self.document(), spans, "bracket", self._theme)
        self._show_marks()

    def _show_marks(self) -> None:
        self.setExtraSelections([*self._found, *self._brackets, *self._squiggles])

    def _on_theme_changed(self) -> None:
        font = self._theme.code_font()
        self.setFont(font)
        self._ground = self._theme["raised"]
        self.document().setDefaultFont(font)
        self.setTabStopDistance(4 * self.fontMetrics().horizontalAdvance(" "))
        self.line_numbers.fit()
        self._fit()


def _is_character(event: QKeyEvent) -> bool:
    """Only a character to be written, in no way a command; most keys are, and are in haste."""
    text = event.text()
    return len(text) == 1 and " " < text <= "~" and event.modifiers() in PLAIN


def _common_start(first: str, second: str) -> int:
    """Length of what both begin with."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _use_own_undo(menu: QMenu, edit: MessageEdit) -> None:
    """The standard menu speaks to Qt's undo, which is off: steps are the session's."""
    for action in menu.actions():
        if action.objectName() in ("edit-undo", "edit-redo"):
            menu.removeAction(action)
