"""Following the audit log of a workspace from its first entry to its head: where it breaks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from workbench.domain.audit import AuditBreak, AuditKind, AuditSource, LoggedEntry
from workbench.formats.audit import read_entry, time_text

ENTRIES = "SELECT * FROM audit_entries ORDER BY number"
APPROVALS = """
    SELECT a.approver, a.version, a.digest, a.environment, coalesce(p.path, a.prompt_id) AS path
      FROM approvals a LEFT JOIN prompts p ON p.id = a.prompt_id ORDER BY a.row
"""
TELLING = (AuditKind.APPROVE, AuditKind.RESTORE_APPROVAL)
Decision = tuple[str, str, str]
"""Who let which digest into which environment."""


def log_breaks(db: sqlite3.Connection) -> Iterator[AuditBreak]:
    """What was edited, removed, moved, put in or cut off, each where it is found; then the
    approvals that the log does not tell of."""
    last, hashed = 0, ""
    told: set[Decision] = set()
    for row in db.execute(ENTRIES):
        number = row["number"]
        if number > last + 1:
            yield _missing(last + 1, number - 1)
        whole = number == last + 1
        logged = _read(row)
        yield from _broken(row, logged, hashed if whole else None)
        if logged and logged.entry.kind in TELLING:
            told.add((logged.entry.actor, logged.entry.digest, logged.entry.environment))
        last, hashed = number, row["hash"]
    yield from _end(db, last, hashed)
    for row in db.execute(APPROVALS):
        if (row["approver"].strip(), row["digest"], row["environment"]) not in told:
            yield AuditBreak(
                AuditSource.WORKSPACE,
                f"approval of {row['path']} v{row['version']} for {row['environment']}",
                f"the log does not tell that {row['approver']} gave it",
            )


def _broken(
    row: sqlite3.Row, logged: LoggedEntry | None, previous: str | None
) -> Iterator[AuditBreak]:
    """`previous`: the hash of the entry before it; None where that one is missing."""
    number = row["number"]
    if logged is None:
        yield _at(number, "was changed: it cannot be read")
    elif logged.hash != row["hash"]:
        yield _at(number, "was changed: what it says has another hash")
    elif logged.number != number:
        yield _at(number, f"was moved here: it is entry {logged.number}")
    elif previous is not None and logged.before != ((previous,) if previous else ()):
        message = f"does not follow entry {number - 1}: one of them was changed or put in"
        yield _at(number, message if number > 1 else "is not the first one of its log")
    elif not _repeats(row, logged):
        yield _at(number, "is shown with other names or another time than it says")


def _repeats(row: sqlite3.Row, logged: LoggedEntry) -> bool:
    """The columns that are searched by say what the entry says."""
    entry = logged.entry
    said = (
        time_text(entry.at), entry.actor, entry.kind, entry.prompt, entry.environment,
        *(logged.before or ("",)),
    )  # fmt: skip
    columns = ("at", "actor", "kind", "prompt", "environment", "previous")
    return said == tuple(row[name] for name in columns)


def _end(db: sqlite3.Connection, last: int, hashed: str) -> Iterator[AuditBreak]:
    head = db.execute("SELECT number, hash FROM audit_head").fetchone()
    if head is None:
        yield _at(last, "is the newest one here, and what the newest should be is not known")
    elif head["number"] > last:
        yield _missing(last + 1, head["number"], "the end of the log was cut off")
    elif (head["number"], head["hash"]) != (last, hashed):
        yield _at(last, f"is the newest one here; it should be entry {head['number']}")


def _missing(first: int, last: int, why: str = "removed") -> AuditBreak:
    many = f"entries {first} to {last} are missing" if last > first else "is missing"
    return _at(first, f"{many}: {why}")


def _at(number: int, message: str) -> AuditBreak:
    return AuditBreak(AuditSource.WORKSPACE, f"entry {number}", message, number)


def _read(row: sqlite3.Row) -> LoggedEntry | None:
    try:
        return read_entry(row["document"])
    except ValueError:
        return None
