"""What of an evaluation is with providers, in SQLite."""

from __future__ import annotations

import sqlite3
from decimal import Decimal

from workbench.domain.errors import NotFound
from workbench.domain.provider_batches import BatchState, ProviderBatch
from workbench.store.database import Workspace
from workbench.store.documents import document_column, read_document, read_time, time_column

OF_EVALUATION = """
    SELECT b.* FROM provider_batches b JOIN evaluations e ON e.row = b.evaluation
     WHERE e.id = ? ORDER BY b.submitted_at, b.mark
"""
KEEP = """
    INSERT OR REPLACE INTO provider_batches
    SELECT row, ?, ?, ?, ?, ?, ?, ? FROM evaluations WHERE id = ?
"""


class SqliteProviderBatches:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, evaluation_id: str) -> list[ProviderBatch]:
        with self._workspace.reading() as db:
            rows = db.execute(OF_EVALUATION, [evaluation_id]).fetchall()
        return [_read(row) for row in rows]

    def keep(self, evaluation_id: str, batch: ProviderBatch) -> None:
        promised = None if batch.promised_usd is None else str(batch.promised_usd)
        fields = (
            batch.mark,
            batch.model,
            batch.batch_id,
            batch.state.value,
            time_column(batch.submitted_at),
            promised,
            document_column(batch.cells),
        )
        with self._workspace.writing() as db:
            if not db.execute(KEEP, [*fields, evaluation_id]).rowcount:
                raise NotFound(f"There is no evaluation with the id {evaluation_id}.")


def _read(row: sqlite3.Row) -> ProviderBatch:
    promised = row["promised_usd"]
    return ProviderBatch(
        row["mark"],
        row["model"],
        tuple((number, attempt) for number, attempt in read_document(row["cells"])),
        read_time(row["submitted_at"]),
        row["batch_id"],
        BatchState(row["state"]),
        None if promised is None else Decimal(promised),
    )
