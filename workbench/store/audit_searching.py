"""What a search of the audit log asks of SQLite."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field

from workbench.domain.audit import AuditQuery, AuditSource
from workbench.formats.audit import time_text
from workbench.store.search import searchable
from workbench.store.search_sql import NAMES, UNSEARCHABLE

MOST_WORDS = 16
LIKE_SIGNS = re.compile(r"[%_\\]")
LIKE = "{column} LIKE ? ESCAPE '\\'"
NAMED = "number IN (SELECT rowid FROM search_audit WHERE search_audit MATCH ?)"


@dataclass
class Asked:
    """Conditions of a statement and their values."""

    conditions: list[str] = field(default_factory=lambda: ["1"])
    values: list[str | int] = field(default_factory=list)

    def add(self, condition: str, *values: str | int) -> None:
        self.conditions.append(condition)
        self.values += values

    @property
    def sql(self) -> str:
        return " AND ".join(self.conditions)


def asked_for(query: AuditQuery, before: tuple[str, int] | None) -> Asked | None:
    """`before`: time and number of an entry that is known already. None where nothing can be
    found: another log is asked for, or the words hold no letter."""
    asked = Asked()
    if query.source not in (None, AuditSource.WORKSPACE):
        return None
    if words := [word for word in query.words if word.strip()][:MOST_WORDS]:
        matching = _matching(words)
        if not matching:
            return None
        asked.add(NAMED, matching)
    for column, text in (("actor", query.person), ("prompt", query.prompt)):
        if text:
            asked.add(LIKE.format(column=column), _contains(text))
    for column, text in (("kind", query.kind), ("environment", query.environment)):
        if text:
            asked.add(f"{column} = ?", text)
    if query.since:
        asked.add("at >= ?", time_text(query.since))
    if query.until:
        asked.add("at < ?", time_text(query.until))
    if before:
        asked.add("(at, number) < (?, ?)", *before)
    return asked


def names_in(db: sqlite3.Connection, column: str) -> tuple[str, ...]:
    """Each name once, in their order; from an index where there is one."""
    if column in ("actor", "prompt"):
        sql = NAMES.format(table="audit_entries", column=column) + "SELECT name FROM names"
    else:
        sql = f"SELECT DISTINCT {column} FROM audit_entries ORDER BY 1"
    return tuple(row[0] for row in db.execute(sql) if row[0])


def _matching(words: list[str]) -> str:
    """Each word as a quoted string that may go on; none is an operator."""
    known = (" ".join(searchable(word.replace('"', '""')).split()) for word in words)
    return " AND ".join(f'"{word}"*' for word in known if any(map(str.isalnum, word)))


def _contains(text: str) -> str:
    return "%" + LIKE_SIGNS.sub(r"\\\g<0>", UNSEARCHABLE.sub(" ", text)) + "%"
