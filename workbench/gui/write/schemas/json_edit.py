"""A small code editor for JSON: colours, brackets, indentation, places that are wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from workbench.domain.problems import Problem, Severity
from workbench.domain.prompts import OutputSchema
from workbench.formats.json_schemas import Finding
from workbench.formats.response_formats import read_response_format
from workbench.formats.tool_documents import looks_like_tools
from workbench.gui.kit.exact_text import ExactTextEdit, Offsets, insert_exact
from workbench.gui.kit.text_height import text_height
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.brackets import bracket_at, matching_bracket
from workbench.gui.write.editor.marks import Mark, squiggles, washes
from workbench.gui.write.schemas.json_highlighter import JsonHighlighter

FEWEST_LINES, MOST_LINES = 3, 22
INDENT = "  "


class JsonEdit(ExactTextEdit):
    typed = Signal()
    focused = Signal(bool)
    undo_requested = Signal()
    redo_requested = Signal()
    tools_pasted = Signal(str)
    """Tools, and not a schema: whoever keeps them takes the text; it was not inserted."""

    format_pasted = Signal(object)
    """`OutputSchema` of a whole response format, in place of a schema; it was not inserted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._showing = theme, False
        self.takes_tools = self.takes_formats = False
        self._squiggles: list[Mark] = []
        self._brackets: list[Mark] = []
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(ExactTextEdit.LineWrapMode.NoWrap)
        self.highlighter = JsonHighlighter(self.document(), theme)
        self._fit_soon = QTimer(self, singleShot=True, interval=0)
        self._fit_soon.timeout.connect(self._fit)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_soon.start)
        self.horizontalScrollBar().rangeChanged.connect(self._fit_soon.start)
        self.textChanged.connect(self._on_text_changed)
        self.cursorPositionChanged.connect(self._match_brackets)
        theme.theme_changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_text(self, text: str) -> None:
        """Without `typed`, and with the cursor in its place as far as that is still there."""
        if text == self.exact_text():
            return
        place = self.textCursor().position()
        self._showing = True
        self.set_exact_text(text)
        self._showing = False
        self.show_findings(())
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    def show_findings(self, errors: Sequence[Finding], hints: Sequence[Finding] = ()) -> None:
        """They are of the text that is here now."""
        text = self.exact_text()
        kinds = ((Severity.ERROR, errors), (Severity.HINT, hints))
        problems = [
            Problem("schema", severity, each.message, start=each.start, end=_first_line(text, each))
            for severity, found in kinds
            for each in found
        ]
        self._squiggles = squiggles(self.document(), text, problems, self._theme)
        self._show_marks()

    def go_to(self, offset: int) -> None:
        """Put the cursor before this character of the text."""
        cursor = self.textCursor()
        last = self.document().characterCount() - 1
        cursor.setPosition(min(Offsets(self.exact_text()).position(offset), last))
        self.setTextCursor(cursor)
        self.setFocus()
        self.ensureCursorVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._plain(event):
            self._new_line()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.takes_tools and not self.isReadOnly() and looks_like_tools(source.text()):
            self.tools_pasted.emit(source.text())
        elif output := self._format_in(source):
            self.format_pasted.emit(output)
        else:
            super().insertFromMimeData(source)

    def _format_in(self, source: QMimeData) -> OutputSchema | None:
        if self.takes_formats and not self.isReadOnly():
            return read_response_format(source.text())
        return None

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._match_brackets()
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._match_brackets()
        self.focused.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_soon.start()

    def _plain(self, event: QKeyEvent) -> bool:
        return not self.isReadOnly() and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )

    def _new_line(self) -> None:
        """As far in as the line before, and one step more after an opening bracket."""
        cursor = self.textCursor()
        line = cursor.block().text()[: cursor.positionInBlock()]
        indent = line[: len(line) - len(line.lstrip(" "))]
        opened = line.rstrip()[-1:] in ("{", "[")
        after = cursor.block().text()[cursor.positionInBlock() :].strip()[:1]
        inner = f"\n{indent}{INDENT if opened else ''}"
        closing = f"\n{indent}" if opened and after in ("}", "]") else ""
        insert_exact(cursor, inner + closing)
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(closing)
        )
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _match_brackets(self) -> None:
        cursor = self.textCursor()
        text = self.toPlainText() if self.hasFocus() else ""
        near = bracket_at(text, cursor.position()) if text.isascii() else None
        partner = matching_bracket(text, near) if near is not None else None
        spans = [(at, at + 1) for at in (near, partner) if at is not None and partner is not None]
        if spans or self._brackets:
            self._brackets = washes(self.document(), spans, "bracket", self._theme)
            self._show_marks()

    def _show_marks(self) -> None:
        self.setExtraSelections([*self._brackets, *self._squiggles])

    def _on_text_changed(self) -> None:
        if not self._showing:
            self.typed.emit()

    def _fit(self) -> None:
        height = text_height(self, FEWEST_LINES, MOST_LINES)
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    def _on_theme_changed(self) -> None:
        self.setFont(self._theme.code_font())
        self.document().setDocumentMargin(1.5 * self._theme.unit)
        self._fit_soon.start()


def _first_line(text: str, finding: Finding) -> int:
    """Where the wave below it ends: an object of many lines is marked at its beginning only."""
    end = text.find("\n", finding.start, finding.end)
    return finding.end if end < 0 else end
