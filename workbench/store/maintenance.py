"""The workspace as a file: copying it while it is in use, and finding what is wrong in it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from workbench.domain.errors import InvalidContent, InvalidInput
from workbench.domain.prompts import Attachment, PromptContent
from workbench.formats.content import digest_of, read_content
from workbench.services.ports import Fault
from workbench.store.attachments import attachment_faults, missing_attachments
from workbench.store.audit_following import log_breaks
from workbench.store.database import Workspace
from workbench.store.documents import read_document
from workbench.store.placing import placed
from workbench.store.sqlite_errors import translated

INDEXED = {
    "search_versions": "SELECT count(*) FROM versions",
    "search_outputs": "SELECT count(*) FROM runs WHERE over = 1",
    "search_audit": "SELECT count(*) FROM audit_entries",
}


class SqliteWorkspaceFile:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.path = workspace.path
        self.read_only = workspace.read_only

    def back_up(self, target: Path) -> None:
        if target.exists():
            raise _exists(target)
        try:
            with (
                placed(target) as new,
                closing(sqlite3.connect(new)) as copy,
                self._workspace.reading() as db,
            ):
                db.backup(copy)
        except FileExistsError:
            raise _exists(target) from None
        except sqlite3.Error as error:
            raise translated(error, target) from error

    def faults(self) -> list[Fault]:
        with self._workspace.reading() as db:
            found = [*_integrity(db), *_references(db)]
            if found:
                return found
            found = [
                *_digests(db),
                *_drafts(db),
                *attachment_faults(db),
                *_search_counts(db),
                *(Fault(f"audit log, {each.place}", each.message) for each in log_breaks(db)),
            ]
        return [*found, *self._search_integrity()]

    def _search_integrity(self) -> Iterator[Fault]:
        """FTS5 checks itself by a command that looks like a write."""
        if self._workspace.read_only:
            return
        for table in INDEXED:
            with self._workspace.writing() as db:
                try:
                    db.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")
                except sqlite3.DatabaseError as error:
                    yield Fault(table, f"the search index is damaged: {error}")


def _exists(target: Path) -> InvalidInput:
    return InvalidInput(f"{target} exists already.", hint="Choose another name for the backup.")


def _integrity(db: sqlite3.Connection) -> Iterator[Fault]:
    for (message,) in db.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Fault("file", message)


def _references(db: sqlite3.Connection) -> Iterator[Fault]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield Fault(f"{table} row {row}", f"refers to a row of {parent} that is missing")


def _digests(db: sqlite3.Connection) -> Iterator[Fault]:
    for row in db.execute("SELECT digest, document FROM snapshots"):
        place = f"snapshot {row['digest']}"
        try:
            content = read_content(read_document(row["document"]))
            digest = digest_of(content)
        except (InvalidContent, ValueError) as error:
            yield Fault(place, f"cannot be read: {error}")
            continue
        if digest != row["digest"]:
            yield Fault(place, f"its content has another digest: {digest}")
        yield from missing_attachments(db, place, _attached(content))


def _drafts(db: sqlite3.Connection) -> Iterator[Fault]:
    for row in db.execute(
        "SELECT p.path, d.document FROM prompts p LEFT JOIN drafts d ON d.prompt_id = p.id"
    ):
        if row["document"] is None:
            yield Fault(f"draft of {row['path']}", "is missing")
            continue
        try:
            content = read_content(read_document(row["document"]))
        except (InvalidContent, ValueError) as error:
            yield Fault(f"draft of {row['path']}", f"cannot be read: {error}")
            continue
        yield from missing_attachments(db, f"draft of {row['path']}", _attached(content))


def _attached(content: PromptContent) -> Iterator[Attachment]:
    return (each for message in content.messages for each in message.attachments)


def _search_counts(db: sqlite3.Connection) -> Iterator[Fault]:
    for table, expected in INDEXED.items():
        there = db.execute(f"SELECT count(*) FROM {table}_docsize").fetchone()[0]
        wanted = db.execute(expected).fetchone()[0]
        if there != wanted:
            yield Fault(table, f"the search index holds {there} of {wanted} texts")
