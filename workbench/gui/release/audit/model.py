"""Entries of the audit logs as a table, the newest at the top; more come as they are wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from workbench.domain.audit import AuditBreak, LoggedEntry
from workbench.domain.audit_words import kind_words, subject
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.kit.when import exactly
from workbench.gui.release.audit.wording import SOURCES, translate

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
HEADS = (
    QT_TRANSLATE_NOOP("audit", "When"),
    QT_TRANSLATE_NOOP("audit", "Who"),
    QT_TRANSLATE_NOOP("audit", "What"),
    QT_TRANSLATE_NOOP("audit", "Prompt"),
    QT_TRANSLATE_NOOP("audit", "Environment"),
    QT_TRANSLATE_NOOP("audit", "Log"),
    QT_TRANSLATE_NOOP("audit", "Words"),
)
WORDS = len(HEADS) - 1
LONGEST = 300
"""Characters of a note in a cell; the details have all of it."""
Place = int | str
"""Of an entry: its number in the workspace's chain, or the file of an event."""


class AuditModel(QAbstractTableModel):
    more_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._entries: list[LoggedEntry] = []
        self._rows: dict[Place, int] = {}
        self._more, self._asked = False, False
        self._broken: dict[Place, str] = {}

    def show(self, entries: Sequence[LoggedEntry], more: bool) -> None:
        self.beginResetModel()
        self._entries, self._rows = [], {}
        self._take(entries, more)
        self.endResetModel()

    def add(self, entries: Sequence[LoggedEntry], more: bool) -> None:
        if entries:
            first = len(self._entries)
            self.beginInsertRows(TOP, first, first + len(entries) - 1)
            self._take(entries, more)
            self.endInsertRows()
        self._more, self._asked = more, False

    def mark(self, breaks: Sequence[AuditBreak]) -> None:
        """Where a log does not hold."""
        self._broken = {place_of_break(each): each.message for each in breaks}
        if self._entries:
            last = self.index(len(self._entries) - 1, WORDS)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def last(self) -> LoggedEntry | None:
        return self._entries[-1] if self._entries else None

    @property
    def more(self) -> bool:
        return self._more

    def entry(self, row: int) -> LoggedEntry:
        return self._entries[row]

    def row_of(self, place: Place) -> int:
        """-1 for an entry that is not listed."""
        return self._rows.get(place, -1)

    def broken(self, logged: LoggedEntry) -> str:
        """What is wrong there, or nothing."""
        return self._broken.get(place_of(logged), "")

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more and not self._asked

    def fetchMore(self, _parent: Index) -> None:
        if self._more and not self._asked:
            self._asked = True
            self.more_wanted.emit()

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Roles.DisplayRole:
            return translate(HEADS[section])
        return None

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        if not index.isValid():
            return None
        logged, column = self._entries[index.row()], index.column()
        broken = self._broken.get(place_of(logged), "")
        if role == Roles.DisplayRole:
            return cell(logged, column)
        if role == Roles.ToolTipRole:
            return plain_tip(broken or tip(logged, column))
        if role == Roles.AccessibleTextRole:
            words = f"{translate(HEADS[column])}: {cell(logged, column)}"
            return translate("{0}. Broken: {1}", words, broken) if broken and not column else words
        if role == Roles.ForegroundRole and column in (0, WORDS - 1):
            return self._theme["failed" if broken else "muted"]
        if broken and role == Roles.BackgroundRole:
            return self._theme["failed_soft"]
        if broken and role == Roles.DecorationRole and not column:
            return self._icons("warning", "failed")
        return None

    def _take(self, entries: Sequence[LoggedEntry], more: bool) -> None:
        for logged in entries:
            self._rows[place_of(logged)] = len(self._entries)
            self._entries.append(logged)
        self._more, self._asked = more, False


def place_of(logged: LoggedEntry) -> Place:
    return logged.file or logged.number


def place_of_break(found: AuditBreak) -> Place:
    return found.file or found.number


def tip(logged: LoggedEntry, column: int) -> str:
    if column == 0:
        return exactly(logged.entry.at)
    return logged.entry.words if column == WORDS else cell(logged, column)


def moment(at: datetime) -> str:
    return f"{at.astimezone():%d %b %Y, %H:%M}"


def cell(logged: LoggedEntry, column: int) -> str:
    entry = logged.entry
    if column == 0:
        return moment(entry.at)
    if column == 1:
        return safe(entry.actor)
    if column == 2:
        return translate(kind_words(entry.kind))
    if column == 3:
        return safe(subject(entry))
    if column == 4:
        return safe(entry.environment)
    if column == 5:
        return translate(SOURCES[logged.source])
    return safe(" ".join(entry.words[:LONGEST].split()))
