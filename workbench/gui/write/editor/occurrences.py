"""Several cursors at once: the same word in many places of a message, typed over together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QTextCursor

from workbench.gui.kit.exact_text import insert_exact

if TYPE_CHECKING:
    from workbench.gui.write.editor.message_edit import MessageEdit

MOST_CURSORS = 1000
Move = QTextCursor.MoveOperation
MOVES = {
    QKeySequence.StandardKey.MoveToPreviousChar: Move.PreviousCharacter,
    QKeySequence.StandardKey.MoveToNextChar: Move.NextCharacter,
    QKeySequence.StandardKey.MoveToPreviousWord: Move.PreviousWord,
    QKeySequence.StandardKey.MoveToNextWord: Move.NextWord,
    QKeySequence.StandardKey.MoveToStartOfLine: Move.StartOfBlock,
    QKeySequence.StandardKey.MoveToEndOfLine: Move.EndOfBlock,
}
SELECTS = {
    QKeySequence.StandardKey.SelectPreviousChar: Move.PreviousCharacter,
    QKeySequence.StandardKey.SelectNextChar: Move.NextCharacter,
    QKeySequence.StandardKey.SelectPreviousWord: Move.PreviousWord,
    QKeySequence.StandardKey.SelectNextWord: Move.NextWord,
    QKeySequence.StandardKey.SelectStartOfLine: Move.StartOfBlock,
    QKeySequence.StandardKey.SelectEndOfLine: Move.EndOfBlock,
}


class Occurrences:
    """The last cursor is the one the widget knows of; the others are painted here."""

    def __init__(self, edit: MessageEdit) -> None:
        self._edit = edit
        self._cursors: list[QTextCursor] = []
        self._moving = False

    @property
    def active(self) -> bool:
        return bool(self._cursors)

    @property
    def count(self) -> int:
        return len(self._cursors)

    def spans(self) -> list[tuple[int, int]]:
        return [(c.selectionStart(), c.selectionEnd()) for c in self._cursors if c.hasSelection()]

    def add_next(self) -> None:
        """The word at the cursor; asked again, its next occurrence too."""
        edit, cursor = self._edit, self._edit.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
            if cursor.hasSelection():
                self._begin([cursor])
            return
        if not self._cursors:
            self._begin([cursor])
        wanted, taken = cursor.selectedText(), {c.selectionStart() for c in self._cursors}
        places = self._places(wanted)
        later = [at for at in places if at >= cursor.selectionEnd() and at not in taken]
        around = [at for at in places if at not in taken]
        if (later or around) and len(self._cursors) < MOST_CURSORS:
            self._cursors.append(self._selected((later or around)[0], len_units(wanted)))
        edit.show_occurrences()
        self._tell_widget()

    def select_all(self) -> None:
        """Every occurrence of what is selected, or of the word at the cursor."""
        cursor = self._edit.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        wanted = cursor.selectedText()
        if not wanted:
            return
        own = cursor.selectionStart()
        places = [at for at in self._places(wanted) if at != own][: MOST_CURSORS - 1]
        self._begin([*(self._selected(at, len_units(wanted)) for at in places), cursor])

    def end(self) -> None:
        if self._cursors and not self._moving:
            self._cursors = []
            self._edit.burst += 1
            self._edit.show_occurrences()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key was done at all cursors. Any other key ends them."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
            return True
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(
            QKeySequence.StandardKey.Redo
        ):
            self.end()
            return False
        if event.key() in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta):
            return False
        done = self._move(event) or self._change(event)
        if not done and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            self.end()
        return done

    def paste(self, text: str) -> None:
        self._at_all(lambda cursor: insert_exact(cursor, text))

    def paint(self, painter: QPainter) -> None:
        """Carets where Qt paints none."""
        width = max(1, self._edit.cursorWidth())
        for cursor in self._cursors[:-1]:
            place = self._edit.cursorRect(cursor)
            caret = QRect(place.left(), place.top(), width, place.height())
            painter.fillRect(caret, self._edit.palette().text())

    def _begin(self, cursors: list[QTextCursor]) -> None:
        self._cursors = cursors
        self._edit.burst += 1
        self._tell_widget()
        self._edit.show_occurrences()

    def _change(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._at_all(lambda cursor: insert_exact(cursor, "\n"))
        elif event.key() == Qt.Key.Key_Backspace:
            self._at_all(_delete_back)
        elif event.key() == Qt.Key.Key_Delete:
            self._at_all(_delete_ahead)
        elif event.text() and event.text().isprintable() and not _is_command(event):
            text = event.text()
            self._at_all(lambda cursor: insert_exact(cursor, text))
        else:
            return False
        return True

    def _move(self, event: QKeyEvent) -> bool:
        for table, mode in (
            (MOVES, QTextCursor.MoveMode.MoveAnchor),
            (SELECTS, QTextCursor.MoveMode.KeepAnchor),
        ):
            for key, operation in table.items():
                if event.matches(key):
                    for cursor in self._cursors:
                        _move(cursor, operation, mode)
                    self._tell_widget()
                    self._edit.show_occurrences()
                    return True
        return False

    def _at_all(self, change: Callable[[QTextCursor], None]) -> None:
        if self._edit.isReadOnly():
            return
        whole = QTextCursor(self._edit.document())
        whole.beginEditBlock()
        for cursor in self._cursors:
            change(cursor)
        whole.endEditBlock()
        self._tell_widget()
        self._edit.show_occurrences()

    def _tell_widget(self) -> None:
        self._moving = True
        self._edit.setTextCursor(self._cursors[-1])
        self._moving = False

    def _places(self, wanted: str) -> list[int]:
        """Positions where it stands in the document; capitals matter."""
        raw = self._edit.document().toRawText()
        plain = raw.isascii()
        places: list[int] = []
        at = raw.find(wanted)
        while at >= 0 and len(places) < MOST_CURSORS:
            places.append(at if plain else len_units(raw[:at]))
            at = raw.find(wanted, at + len(wanted))
        return places

    def _selected(self, start: int, length: int) -> QTextCursor:
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        return cursor


def len_units(text: str) -> int:
    """Qt counts UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _move(cursor: QTextCursor, operation: Move, mode: QTextCursor.MoveMode) -> None:
    """From a selection to its edge, as one cursor does."""
    if cursor.hasSelection() and mode == QTextCursor.MoveMode.MoveAnchor:
        if operation == Move.PreviousCharacter:
            cursor.setPosition(cursor.selectionStart())
            return
        if operation == Move.NextCharacter:
            cursor.setPosition(cursor.selectionEnd())
            return
    cursor.movePosition(operation, mode)


def _delete_back(cursor: QTextCursor) -> None:
    if cursor.hasSelection():
        cursor.removeSelectedText()
    else:
        cursor.deletePreviousChar()


def _delete_ahead(cursor: QTextCursor) -> None:
    if cursor.hasSelection():
        cursor.removeSelectedText()
    else:
        cursor.deleteChar()


def _is_command(event: QKeyEvent) -> bool:
    commanding = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & commanding)
