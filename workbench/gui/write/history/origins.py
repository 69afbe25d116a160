"""The text of a version with the number of the version that brought each line beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.diffing.blame import Passage
from workbench.domain.prompts import PromptContent
from workbench.gui.kit.differences.lines import Kind, Line, Mark, heading
from workbench.gui.kit.differences.marked_text import MarkedText
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.when import ago
from workbench.gui.write.board.wording import translate
from workbench.services.tracing import Brought

Row = tuple[Line, Brought | None]


class OriginText(MarkedText):
    """A tool tip says who brought a line, and why; Enter or a double click shows the change."""

    origin_chosen = Signal(object)
    """`Brought`."""

    def __init__(
        self,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._now = now
        self._origins: Mapping[int, Brought] = {}

    def show_rows(self, rows: Sequence[Row]) -> None:
        self._origins = {index: origin for index, (_line, origin) in enumerate(rows) if origin}
        self.show_lines(line for line, _origin in rows)

    def origin_at(self, cursor: QTextCursor) -> Brought | None:
        return self._origins.get(cursor.blockNumber())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            origin = self.origin_at(self.cursorForPosition(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(told(origin, self._now())), self)
            return True
        return super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if origin := self.origin_at(self.cursorForPosition(event.position().toPoint())):
            self.origin_chosen.emit(origin)
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        origin = self.origin_at(self.textCursor())
        if origin and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.origin_chosen.emit(origin)
        else:
            super().keyPressEvent(event)


def lines_of(content: PromptContent) -> list[Passage]:
    """Every line that says something, without the blanks around it."""
    found = []
    for index, message in enumerate(content.messages):
        at = 0
        for line in message.text.split("\n"):
            words = line.strip()
            if words:
                start = at + line.index(words)
                found.append(Passage(index, start, start + len(words)))
            at += len(line) + 1
    return found


def origin_rows(content: PromptContent, brought: Sequence[Brought]) -> list[Row]:
    """Each line of each message with its origin, which numbers it."""
    known = {(each.passage.message, each.passage.start): each for each in brought}
    rows: list[Row] = []
    for index, message in enumerate(content.messages):
        rows.append((heading(f"{message.role.value} {message.name}".strip()).right, None))
        at = 0
        for text in message.text.split("\n"):
            origin = known.get((index, at + len(text) - len(text.lstrip())))
            number = origin.version.number if origin and origin.version else None
            rows.append((Line(Kind.SAME, ((Mark.SAME, safe(text)),), number), origin))
            at += len(text) + 1
        rows.append((Line(Kind.SAME), None))
    return rows


def told(origin: Brought | None, now: datetime) -> str:
    """Which version brought it, with its note, author and time."""
    if origin is None:
        return ""
    version = origin.version
    if version is None:
        return translate("New in the draft")
    note = " ".join(version.note.split())
    parts = (f"v{version.number}", note, version.author, ago(version.created_at, now))
    return safe(" · ".join(part for part in parts if part))
