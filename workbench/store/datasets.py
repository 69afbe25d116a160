"""Datasets and their cases in SQLite."""

from __future__ import annotations

import sqlite3

from workbench.domain.datasets import Dataset
from workbench.domain.errors import InvalidInput, NotFound
from workbench.formats.cases import case_document, looking_document, read_case, read_looking
from workbench.store.database import Workspace
from workbench.store.documents import document_column, read_document


class SqliteDatasets:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def all(self, *, archived: bool = False) -> list[Dataset]:
        with self._workspace.reading() as db:
            rows = db.execute(
                "SELECT * FROM datasets WHERE archived = ? ORDER BY name, id", [int(archived)]
            ).fetchall()
            return [_read(db, row) for row in rows]

    def dataset(self, dataset_id: str) -> Dataset:
        with self._workspace.reading() as db:
            row = db.execute("SELECT * FROM datasets WHERE id = ?", [dataset_id]).fetchone()
            if row is None:
                raise NotFound(f"There is no dataset with the id {dataset_id}.")
            return _read(db, row)

    def datasets_for(self, prompt_id: str) -> list[Dataset]:
        with self._workspace.reading() as db:
            rows = db.execute(
                "SELECT * FROM datasets WHERE archived = 0 AND (prompt_id = ? OR prompt_id IS NULL)"
                " ORDER BY prompt_id IS NULL, name, id",
                [prompt_id],
            ).fetchall()
            return [_read(db, row) for row in rows]

    def save(self, dataset: Dataset) -> None:
        with self._workspace.writing() as db:
            try:
                db.execute(
                    "INSERT INTO datasets (id, name, prompt_id, document) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
                    " prompt_id = excluded.prompt_id, document = excluded.document",
                    [
                        dataset.id,
                        dataset.name,
                        dataset.prompt_id or None,
                        document_column(looking_document(dataset)),
                    ],
                )
            except sqlite3.IntegrityError as error:
                raise InvalidInput(
                    f"The dataset {dataset.name} is made for a prompt that is not here."
                ) from error
            db.execute("DELETE FROM cases WHERE dataset_id = ?", [dataset.id])
            db.executemany(
                "INSERT INTO cases VALUES (?, ?, ?)",
                [
                    (dataset.id, position, document_column(case_document(case)))
                    for position, case in enumerate(dataset.cases)
                ],
            )

    def archive(self, dataset_id: str, *, archived: bool) -> None:
        """Put it aside, or take it back: evaluations keep what they ran in any case."""
        with self._workspace.writing() as db:
            db.execute("UPDATE datasets SET archived = ? WHERE id = ?", [int(archived), dataset_id])


def _read(db: sqlite3.Connection, row: sqlite3.Row) -> Dataset:
    cases = db.execute(
        "SELECT document FROM cases WHERE dataset_id = ? ORDER BY position", [row["id"]]
    )
    return Dataset(
        row["id"],
        row["name"],
        row["prompt_id"] or "",
        tuple(read_case(read_document(case["document"])) for case in cases),
        **read_looking(read_document(row["document"])),
    )
