"""The audit log of a workspace in SQLite: added to, searched, and followed from end to end."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime

from workbench.domain.audit import (
    AuditBreak,
    AuditEntry,
    AuditHead,
    AuditNames,
    AuditQuery,
    LoggedEntry,
)
from workbench.formats.audit import read_entry, time_text
from workbench.store.audit_following import log_breaks
from workbench.store.audit_searching import asked_for, names_in
from workbench.store.audit_writing import append
from workbench.store.database import Workspace
from workbench.store.documents import read_time

AT_ONCE = 1_000
NAMED = ("actor", "prompt", "kind", "environment")
TEXT = "SELECT document FROM audit_entries WHERE number = ?"
FIRST = "SELECT * FROM audit_entries WHERE number = 1"


class SqliteAudit:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def read_only(self) -> bool:
        return self._workspace.read_only

    def record(self, entry: AuditEntry) -> None:
        """On disk when this returns, also after a power cut."""
        with self._workspace.writing(durable=True) as db:
            append(db, entry, self._workspace.known_secrets())

    def head(self) -> AuditHead:
        with self._workspace.reading() as db:
            number, hashed = db.execute("SELECT number, hash FROM audit_head").fetchone()
            first = db.execute(FIRST).fetchone()
        return AuditHead(_read(first).entry.log if first else "", number, hashed)

    def search(
        self, query: AuditQuery, *, before: tuple[datetime, int] | None = None, limit: int
    ) -> list[LoggedEntry]:
        """Newest first; those older than `before`, a time and the number of an entry."""
        asked = asked_for(query, (time_text(before[0]), before[1]) if before else None)
        if asked is None:
            return []
        with self._workspace.reading() as db:
            rows = db.execute(
                f"SELECT * FROM audit_entries WHERE {asked.sql}"
                " ORDER BY at DESC, number DESC LIMIT ?",
                [*asked.values, limit],
            ).fetchall()
        return [_read(row) for row in rows]

    def names(self) -> AuditNames:
        with self._workspace.reading() as db:
            return AuditNames(*(names_in(db, column) for column in NAMED))

    def entries(self) -> Iterator[LoggedEntry]:
        """All of them, the oldest first, read piece by piece."""
        last = 0
        while True:
            with self._workspace.reading() as db:
                rows = db.execute(
                    "SELECT * FROM audit_entries WHERE number > ? ORDER BY number LIMIT ?",
                    [last, AT_ONCE],
                ).fetchall()
            yield from map(_read, rows)
            if len(rows) < AT_ONCE:
                return
            last = rows[-1]["number"]

    def text(self, number: int) -> str:
        """The canonical JSON that is hashed; empty where there is no such entry."""
        with self._workspace.reading() as db:
            row = db.execute(TEXT, [number]).fetchone()
        return str(row["document"]) if row else ""

    def breaks(self) -> Iterator[AuditBreak]:
        """Where the chain does not hold; all of it is read."""
        with self._workspace.reading() as db:
            yield from log_breaks(db)

    def hash_of(self, number: int) -> str:
        """Of the entry with that number; nothing where there is none."""
        with self._workspace.reading() as db:
            row = db.execute("SELECT hash FROM audit_entries WHERE number = ?", [number]).fetchone()
        return row["hash"] if row else ""


def _read(row: sqlite3.Row) -> LoggedEntry:
    """One that cannot be read is shown as far as it is known; `breaks` says what is wrong."""
    try:
        return read_entry(row["document"])
    except ValueError:
        entry = AuditEntry(
            read_time(row["at"]),
            row["kind"],
            row["actor"],
            row["prompt"],
            environment=row["environment"],
            words="This entry was changed and cannot be read.",
        )
        return LoggedEntry(entry, row["hash"], number=row["number"])
