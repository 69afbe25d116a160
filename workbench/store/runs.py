"""Runs in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.live import LiveSpending
from workbench.domain.runs import Outcome, Run
from workbench.store import search
from workbench.store.database import Workspace
from workbench.store.documents import read_document, time_column
from workbench.store.run_rows import read_run, run_row

NEWEST_FIRST = "ORDER BY created_at DESC, row DESC LIMIT ?"
OF_PROMPT = "FROM runs WHERE prompt_id = ?"
OF_DIGEST = "FROM runs INDEXED BY runs_by_digest WHERE prompt_id = ?"
"""Left to itself SQLite walks through all runs of the prompt, which are in order already."""
WITH_REQUEST = "SELECT * FROM runs WHERE request_key = ? AND request_key != '' AND outcome = ?"
"""Said to be not empty: the index holds only those, and SQLite uses it only if it knows."""


class SqliteRuns:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def record(self, run: Run) -> None:
        self.record_all((run,))

    def record_all(self, runs: Sequence[Run]) -> None:
        rows = [
            run_row(run) | {"owner": "" if run.outcome.over else self._workspace.owner.name}
            for run in runs
        ]
        with self._workspace.writing() as db:
            for run, row in zip(runs, rows, strict=True):
                old = db.execute(
                    "SELECT row, over, answer FROM runs WHERE id = ?", [run.id]
                ).fetchone()
                number = _update(db, old, row) if old else _insert(db, row)
                if run.outcome.over:
                    search.index_output(db, number, run.text)

    def finished_with(self, request_key: str, sample: int) -> Run | None:
        if not request_key:
            return None
        with self._workspace.reading() as db:
            row = db.execute(
                f"{WITH_REQUEST} AND sample = ? ORDER BY created_at DESC LIMIT 1",
                [request_key, Outcome.FINISHED.value, sample],
            ).fetchone()
        return read_run(row) if row else None

    def forget_answer(self, run_id: str) -> None:
        with self._workspace.writing() as db:
            db.execute(
                "UPDATE runs SET request_key = '' WHERE request_key != '' AND request_key ="
                " (SELECT request_key FROM runs WHERE id = ?)",
                [run_id],
            )

    def run(self, run_id: str) -> Run:
        with self._workspace.reading() as db:
            row = db.execute("SELECT * FROM runs WHERE id = ?", [run_id]).fetchone()
        if row is None:
            raise NotFound(f"There is no run with the id {run_id}.")
        return read_run(row)

    def runs_of(self, prompt_id: str, *, digest: str = "", limit: int = 200) -> list[Run]:
        of, values = (f"{OF_DIGEST} AND digest = ?", [digest]) if digest else (OF_PROMPT, [])
        with self._workspace.reading() as db:
            rows = db.execute(
                f"SELECT * {of} {NEWEST_FIRST}", [prompt_id, *values, limit]
            ).fetchall()
        return [read_run(row) for row in rows]

    def on_board(self, prompt_id: str, *, limit: int = 200) -> list[Run]:
        with self._workspace.reading() as db:
            rows = db.execute(
                f"SELECT * {OF_PROMPT} AND live = 0 AND continues = '' AND evaluation = '' "
                f"{NEWEST_FIRST}",
                [prompt_id, limit],
            ).fetchall()
        return [read_run(row) for row in rows]

    def turns_of(self, prompt_id: str, *, limit: int = 500) -> list[Run]:
        with self._workspace.reading() as db:
            rows = db.execute(
                f"SELECT * FROM runs WHERE prompt_id = ? AND continues != '' {NEWEST_FIRST}",
                [prompt_id, limit],
            ).fetchall()
        return [read_run(row) for row in rows]

    def live_spending(self, since: datetime) -> LiveSpending:
        with self._workspace.reading() as db:
            rows = db.execute(
                "SELECT cost_usd FROM runs WHERE live = 1 AND created_at > ?",
                [time_column(since)],
            ).fetchall()
        costs = [Decimal(row["cost_usd"]) for row in rows if row["cost_usd"] is not None]
        return LiveSpending(len(rows), sum(costs, Decimal(0)))

    def batch(self, batch_id: str) -> list[Run]:
        """In the order they were planned: ids are ordered by time."""
        with self._workspace.reading() as db:
            rows = db.execute(
                "SELECT * FROM runs WHERE batch_id = ? ORDER BY id", [batch_id]
            ).fetchall()
        return [read_run(row) for row in rows]

    def unfinished(self) -> list[Run]:
        with self._workspace.reading() as db:
            rows = db.execute("SELECT * FROM runs WHERE over = 0 ORDER BY row").fetchall()
        return [read_run(row) for row in rows]

    def interrupt_unfinished(self) -> int:
        with self._workspace.writing() as db:
            living = self._workspace.owner.living()
            unfinished = db.execute("SELECT row, answer, owner FROM runs WHERE over = 0").fetchall()
            left = [row for row in unfinished if row["owner"] not in living]
            for row in left:
                db.execute(
                    "UPDATE runs SET outcome = ?, over = 1, owner = '' WHERE row = ?",
                    [Outcome.INTERRUPTED.value, row["row"]],
                )
                search.index_output(db, row["row"], read_document(row["answer"])["text"])
        return len(left)


def _insert(db: sqlite3.Connection, row: dict[str, Any]) -> int:
    places = ", ".join(f":{name}" for name in row)
    try:
        cursor = db.execute(f"INSERT INTO runs ({', '.join(row)}) VALUES ({places})", row)
    except sqlite3.IntegrityError as error:
        raise InvalidInput(
            f"The run {row['id']} is of a prompt or a content that is not in the workspace."
        ) from error
    return int(cursor.lastrowid or 0)


def _update(db: sqlite3.Connection, old: sqlite3.Row, row: dict[str, Any]) -> int:
    if old["over"]:
        search.forget_output(db, old["row"], read_document(old["answer"])["text"])
    changes = ", ".join(f"{name} = :{name}" for name in row if name != "id")
    db.execute(f"UPDATE runs SET {changes} WHERE id = :id", row)
    return int(old["row"])
