"""The preferences of a workspace in SQLite: one row for each field that is not empty."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import msgspec

from workbench.domain.errors import WorkspaceDamaged
from workbench.domain.preferences import Preferences
from workbench.formats import typed
from workbench.store.database import Workspace
from workbench.store.documents import document_column, read_document


class SqlitePreferences:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def load(self) -> Preferences:
        with self._workspace.reading() as db:
            return _read(db)

    def change(
        self, change: Callable[[Preferences], Preferences]
    ) -> tuple[Preferences, Preferences]:
        with self._workspace.writing() as db:
            old = _read(db)
            new = change(old)
            db.execute("DELETE FROM preferences")
            db.executemany(
                "INSERT INTO preferences VALUES (?, ?)",
                [
                    (name, document_column(value))
                    for name, value in msgspec.to_builtins(new).items()
                    if value
                ],
            )
        return old, new


def _read(db: sqlite3.Connection) -> Preferences:
    rows = db.execute("SELECT name, document FROM preferences")
    document = {row["name"]: read_document(row["document"]) for row in rows}
    try:
        return typed.convert(document, Preferences)
    except msgspec.ValidationError as error:
        raise WorkspaceDamaged(
            f"The preferences of this workspace cannot be read: {error}"
        ) from error
