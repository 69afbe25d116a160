"""The list of words that opens under the cursor inside `{{` and `{%`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView

from workbench.gui.kit.exact_text import insert_exact
from workbench.gui.write.editor.completing import Suggestions, Vocabulary, suggestions

if TYPE_CHECKING:
    from workbench.gui.write.editor.message_edit import MessageEdit

LEFT_TO_THE_LIST = (
    Qt.Key.Key_Enter,
    Qt.Key.Key_Return,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
)


class Completion(QObject):
    def __init__(self, edit: MessageEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._offered: Suggestions | None = None
        self._words = QStringListModel(self)
        self._completer: QCompleter | None = None
        self._popup: QListView | None = None
        self.vocabulary = Vocabulary()

    @property
    def open(self) -> bool:
        return self._popup is not None and self._popup.isVisible()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether the key is for the list that is open."""
        return self.open and event.key() in LEFT_TO_THE_LIST

    def update_after(self, event: QKeyEvent) -> None:
        """Open, narrow or close the list, after what was typed stands in the text."""
        asked = event.key() == Qt.Key.Key_Space and bool(
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if not (event.text() or asked) or self._edit.isReadOnly():
            return
        if self.open or asked or event.text() in "{% |\"'" or event.text().isalnum():
            self._offer()

    def _offer(self) -> None:
        cursor = self._edit.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        found = suggestions(before, self.vocabulary) if before.isascii() or "{" in before else None
        self._offered = found
        if found is None:
            if self._popup:
                self._popup.hide()
            return
        self._show(found)

    def _show(self, found: Suggestions) -> None:
        popup = self._popup = self._popup or self._make()
        completer = self._completer = self._completer or self._complete_with(popup)
        self._words.setStringList(list(found.words))
        place = self._edit.cursorRect()
        place.moveLeft(place.left() + self._edit.viewport().x())
        width = popup.sizeHintForColumn(0) + popup.verticalScrollBar().sizeHint().width()
        place.setWidth(max(width + 16, 160))
        completer.complete(place)
        popup.setCurrentIndex(completer.completionModel().index(0, 0))

    def _make(self) -> QListView:
        popup = QListView()
        popup.setObjectName("editor.completion")
        popup.setAccessibleName(self.tr("Suggestions"))
        return popup

    def _complete_with(self, popup: QListView) -> QCompleter:
        completer = QCompleter(self)
        completer.setModel(self._words)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setPopup(popup)
        completer.setWidget(self._edit)
        completer.activated.connect(self._take)
        return completer

    def _take(self, word: str) -> None:
        if self._offered is None:
            return
        cursor = self._edit.textCursor()
        typed = len(self._offered.typed)
        cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, typed)
        insert_exact(cursor, word)
        self._edit.setTextCursor(cursor)
