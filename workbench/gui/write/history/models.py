"""The life of one prompt as rows: its draft, its versions, and states that were only run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from workbench.domain.amounts import money
from workbench.domain.history import TimelineEntry
from workbench.domain.runs import Run
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.tips import plain_tip
from workbench.gui.kit.when import ago, exactly
from workbench.gui.write.board.wording import STATES, metrics, translate

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
Roles = Qt.ItemDataRole
RowRole = Roles.UserRole + 1
NowRole = Roles.UserRole + 2
GraphRole = Roles.UserRole + 3
MarkedRole = Roles.UserRole + 4


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """The draft, which has no digest until it is run or named."""

    edited_at: datetime | None = None
    based_on: int | None = None
    changed: bool = False
    """It is not the newest version."""
    newest: int | None = None
    """The number of the newest version."""


Entry = DraftEntry | TimelineEntry


class TimelineModel(QAbstractListModel):
    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._now = now
        self._entries: list[Entry] = []
        self._graph: Sequence[object] = ()
        self._marked: Entry | None = None

    def show_entries(self, entries: Sequence[Entry], graph: Sequence[object] = ()) -> None:
        """Typing changes only the draft, at the top: the rest stays as it is. `graph` has a
        row of the version tree for each entry."""
        old, new = self._entries, list(entries)
        same = old[1:] == new[1:] and self._graph == graph
        self._graph = graph
        if old and new and same:
            self._entries = new
            self.dataChanged.emit(self.index(0), self.index(0))
            return
        self.beginResetModel()
        self._entries = new
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        return self._entries[row] if 0 <= row < len(self._entries) else None

    @property
    def marked(self) -> Entry | None:
        """The entry that is to be compared."""
        return self._marked

    def mark(self, entry: Entry | None) -> None:
        self._marked = entry
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1), [MarkedRole])

    def row_of(self, digest: str) -> int:
        """The first row of that digest; -1 if there is none."""
        rows = enumerate(self._entries)
        return next((i for i, e in rows if isinstance(e, TimelineEntry) and e.digest == digest), -1)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == RowRole:
            return entry
        if role == NowRole:
            return self._now()
        if role == GraphRole:
            return self._graph[index.row()] if index.row() < len(self._graph) else None
        if role == MarkedRole:
            return _same_state(entry, self._marked)
        if role in (Roles.DisplayRole, Roles.AccessibleTextRole):
            marked = translate(", marked") if _same_state(entry, self._marked) else ""
            return f"{title(entry)}{marked}. {details(entry, self._now())}"
        if role == Roles.ToolTipRole:
            return tip(entry)
        return None


def translated(words: str) -> str:
    return QCoreApplication.translate("history", words)


def _same_state(entry: Entry, other: Entry | None) -> bool:
    """Whether both are the draft, or the same version or state."""
    if isinstance(entry, DraftEntry) or isinstance(other, DraftEntry):
        return type(entry) is type(other)
    return other is not None and (entry.digest, entry.version) == (other.digest, other.version)


def short_name(entry: Entry) -> str:
    """What it is called, without its note."""
    if isinstance(entry, DraftEntry):
        return translate("the draft")
    return f"v{entry.version.number}" if entry.version else translate("the unnamed state")


def title(entry: Entry) -> str:
    """What it is called, and its note."""
    if isinstance(entry, DraftEntry):
        return translate("Draft")
    if entry.version is None:
        return translate("Unnamed state")
    return safe(f"v{entry.version.number}  {entry.version.note}".strip().replace("\n", " "))


def moment(entry: Entry, now: datetime) -> str:
    at = entry.edited_at if isinstance(entry, DraftEntry) else entry.at
    return ago(at, now) if at else ""


def figures(entry: Entry) -> str:
    """What stands below the title, without the time."""
    if isinstance(entry, DraftEntry):
        if entry.based_on is None:
            return translate("no version yet")
        if entry.newest not in (None, entry.based_on):
            return translate("based on v{0}").format(entry.based_on)
        changed = translate("changed since v{0}") if entry.changed else translate("same as v{0}")
        return changed.format(entry.based_on)
    approved = translate("approved by {0} for {1}") if entry.approved_by else ""
    if entry.approved_on:
        approved = translate("approved by {0} for {1} on {2}")
    runs = translate("{0} of {1} runs finished").format(entry.finished, entry.runs)
    if entry.running:
        runs += translate(", {0} under way").format(entry.running)
    parts = [
        entry.version.author if entry.version else translate("was only run"),
        runs if entry.runs else "",
        money(entry.cost_usd) if entry.cost_usd else "",
        approved.format(
            entry.approved_by, ", ".join(entry.approved_for), ", ".join(entry.approved_on)
        ),
    ]
    return safe(" · ".join(part for part in parts if part))


def details(entry: Entry, now: datetime) -> str:
    return " · ".join(part for part in (figures(entry), moment(entry, now)) if part)


def tip(entry: Entry) -> str:
    if isinstance(entry, DraftEntry):
        return exactly(entry.edited_at) if entry.edited_at else ""
    name, note = title(entry), ""
    if entry.version:
        name, note = f"v{entry.version.number}", entry.version.note.strip()
    lines = (name, note, figures(entry), exactly(entry.at), entry.digest)
    return plain_tip("\n".join(line for line in lines if line))


class RunsModel(QAbstractListModel):
    """Runs of one entry: model, how it ended, when, and how its output starts."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._now = now
        self._runs: list[Run] = []

    def show_runs(self, runs: Sequence[Run]) -> None:
        self.beginResetModel()
        self._runs = list(runs)
        self.endResetModel()

    def run(self, row: int) -> Run | None:
        return self._runs[row] if 0 <= row < len(self._runs) else None

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._runs)

    def data(self, index: Index, role: int = Roles.DisplayRole) -> Any:
        run = self.run(index.row()) if index.isValid() else None
        if run is None:
            return None
        if role == RowRole:
            return run
        if role == NowRole:
            return self._now()
        word = translate(STATES[run.outcome].word)
        if role in (Roles.DisplayRole, Roles.AccessibleTextRole):
            return f"{run.job.model}, {word}, {ago(run.created_at, self._now())}: {start_of(run)}"
        if role == Roles.ToolTipRole:
            lines = (run.job.model, word, metrics(run), exactly(run.created_at), start_of(run))
            return plain_tip("\n".join(line for line in lines if line))
        return None


def start_of(run: Run) -> str:
    """The first words of the output, or why there are none."""
    words = run.text[:200] or (run.failure.message[:200] if run.failure else "")
    return safe(" ".join(words.split()))
