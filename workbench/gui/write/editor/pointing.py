"""What is under the mouse or at the cursor, explained in a card over the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QTextCursor

from workbench.gui.kit.theme import Theme
from workbench.gui.write.editor.at_cursor import Thing, thing_at
from workbench.gui.write.editor.completing import Explanation

if TYPE_CHECKING:
    from workbench.gui.write.editor.explanation import ExplanationCard
    from workbench.gui.write.editor.message_edit import MessageEdit


class Pointing(QObject):
    def __init__(self, edit: MessageEdit, theme: Theme) -> None:
        super().__init__(edit)
        self._edit, self._theme = edit, theme
        self._around: QRect | None = None
        """While the mouse is in here, in the viewport, the card stays."""
        self._asked = 0
        self.card: ExplanationCard | None = None

    @property
    def open(self) -> bool:
        return self.card is not None and self.card.isVisible()

    def thing(self, position: int) -> Thing | None:
        """What the template names at a position of the document."""
        edit = self._edit
        return thing_at(edit.exact_text(), edit.offset(position))

    def explain_cursor(self) -> None:
        """Asked for by keyboard: says so where there is nothing to say."""
        position = self._edit.textCursor().position()
        if not self._explain(position):
            nothing = self.tr("Nothing is named here. Put the cursor on a variable or an include.")
            self._show(Explanation("", note=nothing), self._rect(position, position))
        self._around = None

    def explain_under(self, point: QPoint) -> bool:
        """Under the mouse, which is at this point of the viewport."""
        cursor = self._edit.cursorForPosition(point)
        place = self._edit.cursorRect(cursor)
        if abs(place.center().x() - point.x()) > 3 * self._theme.unit:
            return False
        return self._explain(cursor.position())

    def moved(self, point: QPoint) -> None:
        if self._around is not None and not self._around.contains(point):
            self.close()

    def close(self) -> None:
        self._asked += 1
        if self.card is not None and self.card.isVisible():
            self.card.hide()
            self._edit.viewport().setMouseTracking(False)

    def _explain(self, position: int) -> bool:
        self._asked += 1
        asked = self._asked
        thing, problem = self.thing(position), self._edit.problem_at(position)
        explain = self._edit.completion.vocabulary.explain
        if thing is None or explain is None:
            if problem:
                self._show(Explanation("", note=problem), self._rect(position, position))
            return bool(problem)
        start, end = self._edit.position(thing.start), self._edit.position(thing.end)
        place = self._rect(start, end)

        def show(said: Explanation) -> None:
            if asked == self._asked:
                noted = "\n".join(text for text in (said.note, problem) if text)
                self._show(Explanation(said.title, said.kind, noted, said.body), place)

        explain(thing.kind, thing.name, show)
        return True

    def _show(self, said: Explanation, place: QRect) -> None:
        if self.card is None:
            from workbench.gui.write.editor.explanation import ExplanationCard

            self.card = ExplanationCard(self._theme, self._edit.window())
            self.destroyed.connect(self.card.deleteLater)
        unit = self._theme.unit
        self._around = place.adjusted(-unit, -unit, unit, unit)
        corner = self._edit.viewport().mapTo(self._edit.window(), place.topLeft())
        self.card.show_explanation(said)
        self.card.show_below(QRect(corner, place.size()))
        self._edit.viewport().setMouseTracking(True)

    def _rect(self, start: int, end: int) -> QRect:
        cursor = QTextCursor(self._edit.document())
        cursor.setPosition(start)
        first = self._edit.cursorRect(cursor)
        cursor.setPosition(end)
        return first.united(self._edit.cursorRect(cursor))
