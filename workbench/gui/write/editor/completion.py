"""The list of words that opens under the cursor inside `{{` and `{%`.

It is a part of the window, not a window of its own: the keyboard stays in the text, and
the keys that choose from the list are passed on to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QStringListModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView

from workbench.gui.kit.exact_text import insert_exact
from workbench.gui.kit.naming import named
from workbench.gui.write.editor.completing import Suggestions, Vocabulary, suggestions

if TYPE_CHECKING:
    from workbench.gui.write.editor.message_edit import MessageEdit

OPENING = "{% |\"'"
MOST_ROWS_SEEN = 8
AFTER_TYPING_MS = 5
"""What was typed is painted first, and the next key has not come yet."""
STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -MOST_ROWS_SEEN,
    Qt.Key.Key_PageDown: MOST_ROWS_SEEN,
}
TAKING = (Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Tab)


class Completion(QObject):
    def __init__(self, edit: MessageEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._offered: Suggestions | None = None
        self._words = QStringListModel(self)
        self.list: QListView | None = None
        self.vocabulary = Vocabulary()
        self._soon = QTimer(self, singleShot=True, interval=AFTER_TYPING_MS)
        self._soon.timeout.connect(self._offer)

    @property
    def open(self) -> bool:
        return self.list is not None and self.list.isVisible()

    def close(self) -> None:
        self._soon.stop()
        if self.list is not None:
            self.list.hide()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key was for the list that is open."""
        if not self.open or self.list is None or event.modifiers():
            return False
        key = Qt.Key(event.key())
        if self._soon.isActive() and (key in TAKING or key in STEPS):
            self._offer()
            if self._offered is None:
                return False
        if key in STEPS:
            row = self.list.currentIndex().row() + STEPS[key]
            row = min(max(row, 0), self._words.rowCount() - 1)
            self.list.setCurrentIndex(self._words.index(row))
        elif key in TAKING:
            self._take(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def update_after(self, event: QKeyEvent) -> None:
        """Open, narrow or close the list, after what was typed stands in the text."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        asked = event.key() == Qt.Key.Key_Space and bool(control)
        text = event.text()
        if self._edit.isReadOnly() or not (text or asked or self.open):
            return
        if self.open or asked or (text and (text in OPENING or text.isalnum())):
            self._soon.start()

    def _offer(self) -> None:
        self._soon.stop()
        cursor = self._edit.textCursor()
        before = cursor.block().text().encode("utf-16-le")[: 2 * cursor.positionInBlock()]
        self._offered = suggestions(before.decode("utf-16-le", "ignore"), self.vocabulary)
        if self._offered is None:
            self.close()
        else:
            self._show(self._offered)

    def _show(self, offered: Suggestions) -> None:
        shown = self.list = self.list or self._make()
        self._words.setStringList(list(offered.words))
        shown.setCurrentIndex(self._words.index(0))
        rows = min(len(offered.words), MOST_ROWS_SEEN)
        frame = 2 * shown.frameWidth() + 2
        width = shown.sizeHintForColumn(0) + shown.verticalScrollBar().sizeHint().width() + frame
        shown.resize(max(width, 160), rows * shown.sizeHintForRow(0) + frame)
        self._place(shown)
        shown.show()
        shown.raise_()

    def _place(self, shown: QListView) -> None:
        """Below the cursor, or above it where there is no room."""
        window, line = self._edit.window(), self._edit.cursorRect()
        below = self._edit.viewport().mapTo(window, line.bottomLeft())
        if below.y() + shown.height() > window.height():
            below.setY(below.y() - line.height() - shown.height())
        below.setX(max(0, min(below.x(), window.width() - shown.width())))
        shown.move(below)

    def _make(self) -> QListView:
        made = QListView(self._edit.window())
        named(made, "editor.completion", self.tr("Suggestions"))
        made.setProperty("surface", "menu")
        made.setFrameShape(QListView.Shape.StyledPanel)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setModel(self._words)
        made.setUniformItemSizes(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.clicked.connect(self._take)
        self.destroyed.connect(made.deleteLater)
        return made

    def _take(self, index: QModelIndex) -> None:
        self.close()
        if self._offered is None or not index.isValid():
            return
        cursor = self._edit.textCursor()
        typed = len(self._offered.typed)
        cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, typed)
        insert_exact(cursor, str(index.data()))
        self._edit.setTextCursor(cursor)
