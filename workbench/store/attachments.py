"""The files that go along with messages, in SQLite: each kept once, by its digest."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from workbench.domain.digests import bytes_digest
from workbench.domain.errors import NotFound
from workbench.domain.prompts import Attachment
from workbench.services.ports import Fault
from workbench.store.database import Workspace


class SqliteAttachments:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def keep(self, attachment: Attachment, data: bytes) -> None:
        with self._workspace.writing() as db:
            db.execute(
                "INSERT INTO attachments VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (attachment.digest, attachment.media_type, data),
            )

    def bytes_of(self, digest: str) -> bytes:
        with self._workspace.reading() as db:
            row = db.execute("SELECT bytes FROM attachments WHERE digest = ?", (digest,)).fetchone()
        if row is None:
            raise NotFound("This workspace does not hold that attachment.")
        return bytes(row["bytes"])


def attachment_faults(db: sqlite3.Connection) -> Iterator[Fault]:
    """One at a time: together they may be larger than memory."""
    for (digest,) in db.execute("SELECT digest FROM attachments").fetchall():
        row = db.execute("SELECT bytes FROM attachments WHERE digest = ?", (digest,)).fetchone()
        if row and (found := bytes_digest(bytes(row["bytes"]))) != digest:
            yield Fault(f"attachment {digest}", f"its bytes have another digest: {found}")


def missing_attachments(
    db: sqlite3.Connection, place: str, attachments: Iterator[Attachment]
) -> Iterator[Fault]:
    for each in attachments:
        known = db.execute("SELECT 1 FROM attachments WHERE digest = ?", (each.digest,)).fetchone()
        if known is None:
            yield Fault(place, f"the file {each.name} that is attached is missing")
