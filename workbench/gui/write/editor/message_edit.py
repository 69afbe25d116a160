"""The text of one message: a code editor for templates."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from workbench.domain.problems import Problem
from workbench.gui.kit.exact_text import (
    ExactTextEdit,
    Offsets,
    plain_text,
)
from workbench.gui.kit.exact_text_reading import ExactReader
from workbench.gui.kit.text_height import text_height
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.brackets import bracket_at, matching_bracket
from workbench.gui.write.editor.completion import Completion
from workbench.gui.write.editor.highlighter import TemplateHighlighter
from workbench.gui.write.editor.indenting import indent, outdent
from workbench.gui.write.editor.line_numbers import LineNumbers
from workbench.gui.write.editor.marks import Mark, squiggles, washes
from workbench.gui.write.editor.mend_keys import MendKeys
from workbench.gui.write.editor.occurrences import Occurrences
from workbench.gui.write.editor.pointing import Pointing
from workbench.gui.write.editor.text_difference import replace_difference
from workbench.gui.write.editor.text_layout import use_line_layout
from workbench.gui.write.editor.typing_aids import AIDED, TypingAids

FEWEST_LINES, MOST_LINES = 2, 32
PAUSE_S = 1.0
AFTER_PAINTING_MS = 1
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class MessageEdit(ExactTextEdit):
    typed = Signal()
    """The text is no longer what was shown; read it with `exact_text` when there is time."""
    cursor_rested = Signal()
    """The cursor is elsewhere, and what it did is painted."""
    focused = Signal(bool)
    undo_requested = Signal()
    redo_requested = Signal()
    wished = Signal(str)
    """Id of the command that the mouse asks for: `go.to_component`, `view.zoom_in`."""

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
        self._others: list[Mark] = []
        self.setTabChangesFocus(False)
        self.setProperty("frame", "card")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document = use_line_layout(self, theme.code_font())
        self._reader = ExactReader(document)
        self.highlighter = TemplateHighlighter(document, theme)
        self.completion = Completion(self, theme)
        self.typing_aids, self.occurrences = TypingAids(self), Occurrences(self)
        self.pointing = Pointing(self, theme)
        self.line_numbers = LineNumbers(self, theme)
        self._mend_keys = MendKeys(self)
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
        self._mend_keys.listen(any(problem.fixes for problem in problems))
        self._squiggles = squiggles(self.document(), text, problems, self._theme)
        self._show_marks()

    def show_found(self, spans: list[tuple[int, int]]) -> None:
        """Places found by a search, in positions of the document."""
        if spans or self._found:
            self._found = washes(self.document(), spans, "match", self._theme)
            self._show_marks()

    def show_occurrences(self) -> None:
        """Mark what is selected by several cursors."""
        spans = self.occurrences.spans()
        if spans or self._others:
            self._others = washes(self.document(), spans, "selection", self._theme)
            self._show_marks()
        self.viewport().update()

    def offset(self, position: int) -> int:
        """Of a position in the document, in the exact text."""
        return Offsets(self.exact_text()).offset(position)

    def position(self, offset: int) -> int:
        """The other way round."""
        return Offsets(self.exact_text()).position(offset)

    def text_between(self, start: int, end: int) -> str:
        """Exact text between two positions of the document."""
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return plain_text(cursor.selectedText())

    def problem_at(self, position: int) -> str:
        """What is wrong at a position, if something is."""
        marks = (mark for mark in self._squiggles if _holds(mark, position))
        return next((str(mark.format.toolTip()) for mark in marks), "")  # type: ignore[attr-defined,unused-ignore]

    def show_line_numbers(self, shown: bool) -> None:
        self.line_numbers.show_numbers(shown)

    def set_wrap(self, wrap: bool) -> None:
        mode = QPlainTextEdit.LineWrapMode
        self.setLineWrapMode(mode.WidgetWidth if wrap else mode.NoWrap)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.pointing.open:
            self.pointing.close()
        if self.occurrences.active and self.occurrences.takes(event):
            event.accept()
        elif _is_character(event):
            if not (event.text() in AIDED and self.typing_aids.takes(event.text())):
                QPlainTextEdit.keyPressEvent(self, event)
            self.completion.update_after(event)
        elif self.completion.takes(event):
            event.accept()
        else:
            self._take_key(event)

    def _take_key(self, event: QKeyEvent) -> None:
        """A key that is more than a character."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_requested.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo_requested.emit()
        elif event.key() == Qt.Key.Key_Tab and not event.modifiers() and not self.isReadOnly():
            indent(self.textCursor())
        elif event.key() == Qt.Key.Key_Backtab and not self.isReadOnly():
            outdent(self.textCursor())
        elif event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            if not self.typing_aids.takes_backspace():
                super().keyPressEvent(event)
            self.completion.update_after(event)
        else:
            if not (event.text() == " " and self.typing_aids.takes(" ")):
                super().keyPressEvent(event)
            self.completion.update_after(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.occurrences.active and event.commitString():
            self.occurrences.paste(event.commitString())
            event.accept()
        else:
            super().inputMethodEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.occurrences.end()
        self.pointing.close()
        super().mousePressEvent(event)
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if control and event.button() == Qt.MouseButton.LeftButton:
            self.wished.emit("go.to_component")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y():
            self.wished.emit("view.zoom_in" if event.angleDelta().y() > 0 else "view.zoom_out")
            event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            self.pointing.explain_under(event.pos())
            return True
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self.pointing.moved(event.position().toPoint())
        elif event.type() == QEvent.Type.Leave:
            self.pointing.close()
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """About what is selected, or what is under the mouse."""
        if (
            event.reason() == QContextMenuEvent.Reason.Mouse
            and not self.textCursor().hasSelection()
        ):
            self.setTextCursor(self.cursorForPosition(event.pos()))
        menu = self.createStandardContextMenu()
        _use_own_undo(menu, self)
        if self.actions():
            menu.addSeparator()
            menu.addActions(self.actions())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._match_brackets()
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.occurrences.end()
        self.burst += 1
        self.completion.close()
        self.pointing.close()
        self.typing_aids.forget()
        self._match_brackets()
        self.focused.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        # Filled here, so that a keystroke does not repaint everything the card stands on
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._ground)
        painter.end()
        QPlainTextEdit.paintEvent(self, event)
        if self.occurrences.active:
            painter = QPainter(self.viewport())
            self.occurrences.paint(painter)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.line_numbers.fit()
        if event.size().width() != event.oldSize().width():
            self._fit_soon()

    def set_gutter(self, width: int) -> None:
        self.setViewportMargins(width, 0, 0, 0)

    def _replace_difference(self, text: str) -> None:
        old = self.exact_text()
        if old == text:
            return
        if not old or not text:
            self.set_exact_text(text)
            return
        self.setTextCursor(replace_difference(self.document(), old, text))

    def _on_contents_change(self, position: int, removed: int, added: int) -> None:
        self._reader.changed(position, added)
        if self._showing or not (removed or added):
            return
        if self.occurrences.active:
            self.typed.emit()
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
        marks = [*self._found, *self._others, *self._brackets, *self._squiggles]
        self.setExtraSelections(marks)

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


def _holds(mark: Mark, position: int) -> bool:
    cursor: QTextCursor = mark.cursor  # type: ignore[attr-defined,unused-ignore]
    return cursor.selectionStart() <= position <= cursor.selectionEnd()


def _use_own_undo(menu: QMenu, edit: MessageEdit) -> None:
    """The standard menu speaks to Qt's undo, which is off: steps are the session's."""
    for action in menu.actions():
        if action.objectName() in ("edit-undo", "edit-redo"):
            menu.removeAction(action)
