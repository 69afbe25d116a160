"""The list of words that opens under the cursor inside `{{` and `{%`, explained at the side.

It is a part of the window, not a window of its own: the keyboard stays in the text, and
the keys that choose from the list are passed on to it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QTextCursor

from workbench.domain.prompts import Input
from workbench.gui.kit.exact_text import insert_exact
from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.completing import (
    FARTHEST,
    STATEMENT,
    Explanation,
    Kind,
    Suggestions,
    Vocabulary,
    Word,
    suggestions,
)
from workbench.gui.write.editor.open_tags import lines_before, open_tags
from workbench.gui.write.editor.suggestion_list import MOST_ROWS_SEEN, SuggestionList, WordRole
from workbench.gui.write.editor.template_words import FILTERS, TAGS, TESTS

if TYPE_CHECKING:
    from workbench.gui.write.editor.explanation import ExplanationCard
    from workbench.gui.write.editor.message_edit import MessageEdit

OPENING = "{% |\"'"
AFTER_TYPING_MS = 5
"""What was typed is painted first, and the next key has not come yet."""
LINES_BEFORE = 6
STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -MOST_ROWS_SEEN,
    Qt.Key.Key_PageDown: MOST_ROWS_SEEN,
}
TAKING = (Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Tab)
NAMING_A_PATH = ("include", "extends", "import", "from")
"""Tags that go on with the path of a component in quotes."""
TABLES = {Kind.FILTER: FILTERS, Kind.TEST: TESTS, Kind.TAG: TAGS}


class Completion(QObject):
    def __init__(self, edit: MessageEdit, theme: Theme) -> None:
        super().__init__(edit)
        self._edit, self._theme = edit, theme
        self._offered: Suggestions | None = None
        self._asked = self._dismissed = False
        self._opened: tuple[int, tuple[str, ...]] | None = None
        """Where the tag at the cursor begins, and which are open there."""
        self.list: SuggestionList | None = None
        self.aside: ExplanationCard | None = None
        self.vocabulary = Vocabulary()
        self._soon = QTimer(self, singleShot=True, interval=AFTER_TYPING_MS)
        self._soon.timeout.connect(self._offer)

    @property
    def open(self) -> bool:
        return self.list is not None and self.list.isVisible()

    def close(self) -> None:
        self._soon.stop()
        self._asked = False
        self._opened = None
        if self.list is not None:
            self.list.hide()
        if self.aside is not None:
            self.aside.hide()

    def ask(self) -> None:
        """Open it wherever the cursor is."""
        if not self._edit.isReadOnly():
            self._asked = True
            self._offer()

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
            self.list.step(STEPS[key])
        elif key in TAKING:
            self._take(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close()
            self._dismissed = True
        else:
            return False
        return True

    def update_after(self, event: QKeyEvent) -> None:
        """Open, narrow or close the list, after what was typed stands in the text."""
        text = event.text()
        if self._edit.isReadOnly() or not (text or self.open):
            return
        if text and text in OPENING:
            self._dismissed = False
        elif self._dismissed:
            return
        if self.open or (text and (text in OPENING or text.isalnum())):
            self._soon.start()

    def _offer(self) -> None:
        self._soon.stop()
        before, asked = self._before(), self._asked
        statement = STATEMENT.search(before)
        opened = self._opened_before(len(before) - statement.start()) if statement else ()
        self._offered = suggestions(before, self.vocabulary, opened, asked=asked)
        if self._offered is None:
            self.close()
        else:
            self._show(self._offered)

    def _before(self) -> str:
        """A few lines up to the cursor, for a tag may begin on a line before."""
        lines = islice(lines_before(self._edit.textCursor()), LINES_BEFORE + 1)
        return "\n".join(reversed([*lines]))[-FARTHEST - 2 :]

    def _opened_before(self, length: int) -> tuple[str, ...]:
        """Tags open before the one that is so long up to the cursor; read once for each."""
        cursor = self._edit.textCursor()
        place = cursor.position() - length
        if self._opened is None or self._opened[0] != place:
            self._opened = (place, open_tags(lines_before(cursor)))
        return self._opened[1]

    def _show(self, offered: Suggestions) -> None:
        shown = self.list = self.list or self._make()
        inputs = {each.name: each for each in self.vocabulary.inputs}
        titles = {each.path: each.title for each in self.vocabulary.components}
        notes = {word: self._note(word, inputs, titles) for word in offered.words}
        shown.show_words(offered.words, notes)
        self._place(shown, len(offered.typed))
        shown.show()
        shown.raise_()
        self._explain(shown.currentIndex())

    def _note(self, word: Word, inputs: dict[str, Input], titles: dict[str, str]) -> str:
        if word.kind is Kind.VARIABLE:
            return (inputs[word.name].description or inputs[word.name].type.value)[:120]
        if word.kind is Kind.COMPONENT:
            return titles.get(word.name) or self.tr("component")
        return QCoreApplication.translate("words", TABLES[word.kind][word.name].note)

    def _explain(self, index: QModelIndex) -> None:
        """What the current word is, beside the list."""
        explain = self.vocabulary.explain
        if explain is None or not index.isValid() or self.list is None:
            return
        word: Word = index.data(WordRole)
        explain(word.kind, word.name, lambda said: self._show_aside(word, said))

    def _show_aside(self, word: Word, said: Explanation) -> None:
        shown = self.list
        if shown is None or not self.open or shown.currentIndex().data(WordRole) != word:
            return
        if self.aside is None:
            from workbench.gui.write.editor.explanation import ExplanationCard

            self.aside = ExplanationCard(self._theme, self._edit.window())
            self.destroyed.connect(self.aside.deleteLater)
        self.aside.show_explanation(said)
        self.aside.show_beside(shown.geometry())

    def _place(self, shown: SuggestionList, typed: int) -> None:
        """Below the word, or above it where there is no room; it stays while the word grows.

        Off the line by a little, so that painting what is typed does not paint the list anew.
        """
        window, cursor = self._edit.window(), self._edit.textCursor()
        cursor.movePosition(cursor.MoveOperation.Left, n=typed)
        line = self._edit.cursorRect(cursor)
        apart = self._theme.unit // 2
        below = self._edit.viewport().mapTo(window, line.bottomLeft())
        below.setY(below.y() + apart)
        if below.y() + shown.height() > window.height():
            below.setY(below.y() - line.height() - shown.height() - 2 * apart)
        below.setX(max(0, min(below.x(), window.width() - shown.width())))
        shown.setGeometry(QRect(below, shown.size()))

    def _make(self) -> SuggestionList:
        made = SuggestionList(self._theme, self._edit.window())
        made.clicked.connect(self._take)
        made.selectionModel().currentChanged.connect(self._explain)
        self.destroyed.connect(made.deleteLater)
        return made

    def _take(self, index: QModelIndex) -> None:
        offered = self._offered
        self.close()
        if offered is None or not index.isValid():
            return
        word: Word = index.data(WordRole)
        cursor = self._edit.textCursor()
        typed = len(offered.typed)
        cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, typed)
        named = word.kind is Kind.TAG and word.name in NAMING_A_PATH and self._at_end(cursor)
        quotes = ' ""' if named else self._quote(word, cursor)
        insert_exact(cursor, word.whole or word.name + quotes)
        if named:
            cursor.movePosition(cursor.MoveOperation.Left)
        self._edit.setTextCursor(cursor)
        if named:
            self._offer()

    def _at_end(self, cursor: QTextCursor) -> bool:
        """Nothing else stands in the tag after what is selected."""
        end = cursor.selectionEnd()
        after = self._edit.text_between(end, end + 4).split("\n")[0].lstrip()
        return not after or after.startswith(("%}", "-%}", "+%}"))

    def _quote(self, word: Word, cursor: QTextCursor) -> str:
        """What closes the path of an include, if it is not there."""
        if word.kind is not Kind.COMPONENT or word.whole:
            return ""
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        before, after = (
            self._edit.text_between(start - 1, start),
            self._edit.text_between(end, end + 1),
        )
        return before if before in ("'", '"') and after != before else ""
