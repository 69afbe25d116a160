"""What people said of outputs, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from workbench.domain.errors import InvalidInput
from workbench.domain.human_labels import HumanLabel, Thumb
from workbench.store.database import Workspace
from workbench.store.documents import (
    document_column,
    optional_time_column,
    read_document,
    read_optional_time,
)

AT_ONCE = 500
"""Ids in one statement: SQLite takes a limited number of parameters."""


class SqliteHumanLabels:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def save(self, label: HumanLabel) -> None:
        with self._workspace.writing() as db:
            if label.empty:
                db.execute(
                    "DELETE FROM human_labels WHERE run_id = ? AND author = ?",
                    [label.run_id, label.author],
                )
                return
            try:
                db.execute(
                    "INSERT OR REPLACE INTO human_labels VALUES (?, ?, ?, ?, ?)",
                    [
                        label.run_id,
                        label.author,
                        label.thumb.value,
                        document_column(label.note),
                        optional_time_column(label.created_at),
                    ],
                )
            except sqlite3.IntegrityError as error:
                raise InvalidInput("The output that was judged is not in the workspace.") from error

    def labels_of(self, run_ids: Sequence[str]) -> list[HumanLabel]:
        found: list[HumanLabel] = []
        with self._workspace.reading() as db:
            for start in range(0, len(run_ids), AT_ONCE):
                some = run_ids[start : start + AT_ONCE]
                places = ", ".join("?" * len(some))
                rows = db.execute(
                    f"SELECT * FROM human_labels WHERE run_id IN ({places})"
                    " ORDER BY run_id, author",
                    list(some),
                )
                found.extend(_read(row) for row in rows)
        return found

    def labels_in(self, evaluation_id: str) -> list[tuple[int, HumanLabel]]:
        with self._workspace.reading() as db:
            rows = db.execute(
                "SELECT cells.number, human_labels.* FROM cells"
                " JOIN human_labels ON human_labels.run_id = cells.run_id"
                " WHERE cells.evaluation = (SELECT row FROM evaluations WHERE id = ?)"
                " ORDER BY cells.number, human_labels.author",
                [evaluation_id],
            )
            return [(row["number"], _read(row)) for row in rows]


def _read(row: sqlite3.Row) -> HumanLabel:
    return HumanLabel(
        row["run_id"],
        row["author"],
        Thumb(row["thumb"]),
        read_document(row["note"]),
        read_optional_time(row["created_at"]),
    )
