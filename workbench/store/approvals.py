"""Approvals in SQLite. They are added, never changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from workbench.domain.approvals import Approval, Evidence
from workbench.domain.audit import AuditEntry, approved
from workbench.domain.errors import InvalidInput
from workbench.formats.reviews.documents import document, read
from workbench.store.audit_writing import append, append_all
from workbench.store.database import Workspace
from workbench.store.documents import document_column, read_document, read_time, time_column

INSERT = """
    INSERT INTO approvals (id, prompt_id, version, digest, environment, approver, note, created_at,
                           runs, evidence, signed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
PATH = "SELECT path FROM prompts WHERE id = ?"


class SqliteApprovals:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def add(self, approval: Approval, *, told: AuditEntry | None = None) -> None:
        with self._workspace.writing(durable=True) as db:
            _insert(db, approval)
            path = db.execute(PATH, [approval.prompt_id]).fetchone()["path"]
            append(db, told or approved(approval, path), self._workspace.known_secrets())

    def add_all(self, approvals: Sequence[tuple[Approval, AuditEntry]]) -> None:
        with self._workspace.writing(durable=True) as db:
            for approval, _told in approvals:
                _insert(db, approval)
            entries = (told for _approval, told in approvals)
            append_all(db, entries, self._workspace.known_secrets())

    def approvals_of(self, prompt_id: str, *, digest: str = "") -> list[Approval]:
        """Oldest first."""
        where, values = ("AND digest = ?", [digest]) if digest else ("", [])
        with self._workspace.reading() as db:
            rows = db.execute(
                f"SELECT * FROM approvals WHERE prompt_id = ? {where} ORDER BY row",
                [prompt_id, *values],
            ).fetchall()
        return [_read(row) for row in rows]


def _insert(db: sqlite3.Connection, approval: Approval) -> None:
    values = [
        approval.id,
        approval.prompt_id,
        approval.version,
        approval.digest,
        approval.environment,
        approval.approver,
        approval.note,
        time_column(approval.created_at),
        json.dumps(approval.runs),
        document_column(document(approval.evidence)),
        int(approval.signed),
    ]
    try:
        db.execute(INSERT, values)
    except sqlite3.IntegrityError as error:
        raise InvalidInput(
            f"The approval {approval.id} is recorded already, or its version is not here."
        ) from error


def _read(row: sqlite3.Row) -> Approval:
    return Approval(
        row["id"],
        row["prompt_id"],
        row["digest"],
        row["version"],
        row["approver"],
        row["note"],
        read_time(row["created_at"]),
        row["environment"],
        tuple(json.loads(row["runs"])),
        read(read_document(row["evidence"]), tuple[Evidence, ...]),
        bool(row["signed"]),
    )
