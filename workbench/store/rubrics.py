"""Rubrics in SQLite, every version of them."""

from __future__ import annotations

import sqlite3

from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.rubrics import Rubric
from workbench.formats.reviews.documents import document, read
from workbench.store.database import Workspace
from workbench.store.documents import document_column, read_document


class SqliteRubrics:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def rubrics(self, *, archived: bool = False) -> list[Rubric]:
        with self._workspace.reading() as db:
            rows = db.execute(
                "SELECT document FROM (SELECT id, name, document, archived, max(version)"
                " FROM rubrics GROUP BY id) WHERE archived = ? ORDER BY name, id",
                [int(archived)],
            )
            return [_read(row) for row in rows]

    def rubric(self, rubric_id: str, version: int | None = None) -> Rubric:
        with self._workspace.reading() as db:
            row = db.execute(
                "SELECT document FROM rubrics WHERE id = ? AND (? IS NULL OR version = ?)"
                " ORDER BY version DESC LIMIT 1",
                [rubric_id, version, version],
            ).fetchone()
        if row is None:
            raise NotFound(f"There is no rubric with the id {rubric_id}.")
        return _read(row)

    def keep(self, rubric: Rubric) -> None:
        with self._workspace.writing() as db:
            try:
                db.execute(
                    "INSERT INTO rubrics (id, version, name, document) VALUES (?, ?, ?, ?)",
                    [rubric.id, rubric.version, rubric.name, document_column(document(rubric))],
                )
            except sqlite3.IntegrityError as error:
                raise InvalidInput(
                    f"Version {rubric.version} of the rubric {rubric.name} is there already.",
                    hint="Keep the changed questions as its next version.",
                ) from error

    def archive(self, rubric_id: str, *, archived: bool = True) -> None:
        with self._workspace.writing() as db:
            db.execute("UPDATE rubrics SET archived = ? WHERE id = ?", [int(archived), rubric_id])


def _read(row: sqlite3.Row) -> Rubric:
    return read(read_document(row["document"]), Rubric)
