"""Entries for an audit log, and somebody who changes the file behind its guards."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

from tests.builders import NOON
from workbench.domain.audit import AuditEntry, AuditKind


def told(number: int = 1, **fields) -> AuditEntry:
    known = {
        "at": NOON + timedelta(minutes=number),
        "kind": AuditKind.COMMIT,
        "actor": "Ada",
        "prompt": "support/triage",
        "version": number,
        "digest": "sha256:" + f"{number:064x}",
        "words": f"the words of {number}",
    }
    return AuditEntry(**{**known, **fields})


def behind_the_guards(path, *statements):
    """As somebody would who opens the file with another program and takes its triggers away."""
    with closing(sqlite3.connect(path)) as db, db:
        named = db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'audit_%'"
        ).fetchall()
        for (name,) in named:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(*statement) if isinstance(statement, tuple) else db.execute(statement)
