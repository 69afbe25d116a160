"""What is begun and not finished, in SQLite."""

from __future__ import annotations

from typing import Any

from workbench.domain.unfinished import Unfinished
from workbench.store.database import Workspace
from workbench.store.documents import document_column, read_document


class SqliteUnfinished:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def keep(self, kind: Unfinished, name: str, document: dict[str, Any]) -> None:
        with self._workspace.writing() as db:
            db.execute(
                "INSERT INTO unfinished (kind, name, document) VALUES (?, ?, ?)"
                " ON CONFLICT (kind, name) DO UPDATE SET document = excluded.document",
                [kind, name, document_column(document)],
            )

    def drop(self, kind: Unfinished, name: str) -> None:
        with self._workspace.writing() as db:
            db.execute("DELETE FROM unfinished WHERE kind = ? AND name = ?", [kind, name])

    def documents(self, kind: Unfinished) -> dict[str, dict[str, Any]]:
        with self._workspace.reading() as db:
            rows = db.execute(
                "SELECT name, document FROM unfinished WHERE kind = ? ORDER BY name", [kind]
            )
            return {row["name"]: read_document(row["document"]) for row in rows}
