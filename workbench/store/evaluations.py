"""Evaluations, their frozen datasets and their cells in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from workbench.domain.comparisons import CellFigures
from workbench.domain.datasets import Dataset
from workbench.domain.errors import NotFound
from workbench.domain.evaluations import (
    Cell,
    Evaluation,
    EvaluationState,
    EvaluationSummary,
    Standing,
)
from workbench.domain.gates import Gate
from workbench.domain.runs import Run
from workbench.formats.cases import dataset_document, read_dataset
from workbench.formats.gates import gate_document, read_gate
from workbench.store.database import Workspace
from workbench.store.documents import document_column, read_document
from workbench.store.evaluation_rows import (
    cell_row,
    evaluation_row,
    read_cell,
    read_evaluation,
    read_figures,
    read_metrics,
    read_standing,
    read_start,
)
from workbench.store.run_rows import read_run

SUMMARY = """
    SELECT e.*, b.prompt_id IS NOT NULL AS baseline,
           count(c.number) FILTER (WHERE c.outcome NOT IN ('queued', 'running')) AS done,
           count(*) FILTER (WHERE c.verdict = 'passed') AS passed,
           count(*) FILTER (WHERE c.verdict = 'failed') AS failed,
           count(*) FILTER (WHERE c.verdict = 'error') AS errors,
           total(c.cost_usd) + total(c.judging_usd) AS cost
      FROM evaluations e LEFT JOIN cells c ON c.evaluation = e.row
      LEFT JOIN baselines b ON b.evaluation = e.row
"""

FIGURES = """
    SELECT c.number, c.verdict, c.value, c.cost_usd, c.judging_usd, c.latency, c.run_id,
           CASE WHEN c.cached THEN r.cost_usd ELSE c.cost_usd END AS price
      FROM cells c LEFT JOIN runs r ON c.cached AND r.id = c.run_id
     WHERE c.evaluation = ? ORDER BY c.number
"""


class SqliteEvaluations:
    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._latest = ("", Dataset("", ""))

    def add(self, evaluation: Evaluation, frozen: Dataset) -> None:
        row = evaluation_row(evaluation)
        with self._workspace.writing() as db:
            db.execute(
                "INSERT OR IGNORE INTO frozen_datasets VALUES (?, ?)",
                [evaluation.dataset_digest, document_column(dataset_document(frozen))],
            )
            names = ", ".join(row)
            places = ", ".join(f":{name}" for name in row)
            number = db.execute(f"INSERT INTO evaluations ({names}) VALUES ({places})", row)
            prompts = dict.fromkeys(column.prompt_id for column in evaluation.columns)
            db.executemany(
                "INSERT INTO evaluation_prompts VALUES (?, ?)",
                [(prompt_id, number.lastrowid) for prompt_id in prompts],
            )

    def save(self, evaluation: Evaluation) -> None:
        """Its name, state, checks and money; what it ran stays."""
        with self._workspace.writing() as db:
            row = evaluation_row(evaluation)
            changes = ", ".join(f"{name} = :{name}" for name in row if name != "id")
            if not db.execute(f"UPDATE evaluations SET {changes} WHERE id = :id", row).rowcount:
                raise _unknown(evaluation.id)

    def change(self, evaluation_id: str, changed: Callable[[Evaluation], Evaluation]) -> Evaluation:
        """Save what `changed` makes of it as it is now: what others changed meanwhile stays."""
        with self._workspace.writing() as db:
            evaluation = changed(read_evaluation(_row(db, evaluation_id)))
            self.save(evaluation)
        return evaluation

    def claim(self, evaluation_id: str) -> Evaluation | None:
        """Record it as running, by this process; None where somebody runs it already."""
        with self._workspace.writing() as db:
            if _row(db, evaluation_id)["state"] == EvaluationState.RUNNING:
                return None
            self.own(evaluation_id, running=True)
            return self.change(evaluation_id, _running)

    def own(self, evaluation_id: str, *, running: bool) -> None:
        """Say that this process works on it, or no longer does."""
        with self._workspace.writing() as db:
            db.execute(
                "UPDATE evaluations SET owner = ? WHERE id = ?",
                [self._workspace.owner.name if running else "", evaluation_id],
            )

    def pause_abandoned(self, reason: str) -> list[str]:
        """Those recorded as running whose process is gone are paused; their ids."""
        with self._workspace.writing() as db:
            living = self._workspace.owner.living() | {self._workspace.owner.name}
            rows = db.execute("SELECT * FROM evaluations WHERE state = 'running'").fetchall()
            left = [read_evaluation(row) for row in rows if row["owner"] not in living]
            for evaluation in left:
                self.save(replace(evaluation, state=EvaluationState.PAUSED, pause_reason=reason))
                self.own(evaluation.id, running=False)
        return [evaluation.id for evaluation in left]

    def evaluation(self, evaluation_id: str) -> Evaluation:
        with self._workspace.reading() as db:
            return read_evaluation(_row(db, evaluation_id))

    def summaries(self, prompt_id: str = "") -> list[EvaluationSummary]:
        of, values = "", []
        if prompt_id:
            of = "JOIN evaluation_prompts p ON p.evaluation = e.row AND p.prompt_id = ?"
            values = [prompt_id]
        with self._workspace.reading() as db:
            rows = db.execute(
                f"{SUMMARY} {of} GROUP BY e.row ORDER BY e.created_at DESC, e.row DESC", values
            ).fetchall()
        return [_read_summary(row) for row in rows]

    def frozen_dataset(self, digest: str) -> Dataset:
        """The last one is kept: an evaluation that is shown or run asks for it again and again."""
        known, dataset = self._latest
        if known != digest:
            dataset = self._read_frozen(digest)
            self._latest = (digest, dataset)
        return dataset

    def _read_frozen(self, digest: str) -> Dataset:
        with self._workspace.reading() as db:
            row = db.execute(
                "SELECT document FROM frozen_datasets WHERE digest = ?", [digest]
            ).fetchone()
        if row is None:
            raise NotFound(f"There are no frozen cases {digest}.")
        return read_dataset(read_document(row["document"]))

    def cells(self, evaluation_id: str, *, after: int = -1, limit: int = -1) -> list[Cell]:
        with self._workspace.reading() as db:
            rows = db.execute(
                "SELECT * FROM cells WHERE evaluation = ? AND number > ? ORDER BY number LIMIT ?",
                [_row(db, evaluation_id)["row"], after, limit],
            ).fetchall()
        return [read_cell(row) for row in rows]

    def standings(self, evaluation_id: str, *, after: int = -1, limit: int = -1) -> list[Standing]:
        with self._workspace.reading() as db:
            rows = db.execute(
                "SELECT number, outcome, verdict, value, cached FROM cells"
                " WHERE evaluation = ? AND number > ? ORDER BY number LIMIT ?",
                [_row(db, evaluation_id)["row"], after, limit],
            ).fetchall()
        return [read_standing(row) for row in rows]

    def cells_of(self, evaluation_id: str, numbers: Sequence[int]) -> list[Cell]:
        with self._workspace.reading() as db:
            row = _row(db, evaluation_id)["row"]
            found = [
                db.execute(
                    "SELECT * FROM cells WHERE evaluation = ? AND number = ?", [row, number]
                ).fetchone()
                for number in numbers
            ]
        return [read_cell(each) for each in found if each is not None]

    def figures(self, evaluation_id: str) -> list[CellFigures]:
        with self._workspace.reading() as db:
            rows = db.execute(FIGURES, [_row(db, evaluation_id)["row"]])
            return [read_figures(row) for row in rows]

    def output_starts(self, evaluation_id: str) -> list[tuple[int, str]]:
        with self._workspace.reading() as db:
            rows = db.execute(
                "SELECT number, output_start FROM cells WHERE evaluation = ? ORDER BY number",
                [_row(db, evaluation_id)["row"]],
            )
            return [(row["number"], read_start(row["output_start"])) for row in rows]

    def metrics(self, evaluation_id: str) -> list[tuple[int, str, float]]:
        with self._workspace.reading() as db:
            rows = db.execute(
                "SELECT number, value, scores FROM cells WHERE evaluation = ? ORDER BY number",
                [_row(db, evaluation_id)["row"]],
            )
            return [metric for row in rows for metric in read_metrics(row)]

    def record_cells(self, evaluation_id: str, cells: Sequence[Cell]) -> None:
        with self._workspace.writing() as db:
            row = _row(db, evaluation_id)["row"]
            db.executemany(
                "INSERT OR REPLACE INTO cells VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                [(row, *cell_row(cell)) for cell in cells],
            )

    def runs_of(self, evaluation_id: str, numbers: Sequence[int]) -> list[tuple[int, Run]]:
        """The runs behind some cells, cached ones included."""
        with self._workspace.reading() as db:
            row = _row(db, evaluation_id)["row"]
            found = [
                db.execute(
                    "SELECT c.number, r.* FROM cells c JOIN runs r ON r.id = c.run_id"
                    " WHERE c.evaluation = ? AND c.number = ?",
                    [row, number],
                ).fetchone()
                for number in numbers
            ]
        return [(each["number"], read_run(each)) for each in found if each is not None]

    def baseline(self, prompt_id: str) -> str:
        """Id of the evaluation that is the prompt's baseline; empty if none is pinned."""
        with self._workspace.reading() as db:
            row = db.execute(
                "SELECT e.id FROM baselines b JOIN evaluations e ON e.row = b.evaluation"
                " WHERE b.prompt_id = ?",
                [prompt_id],
            ).fetchone()
        return str(row["id"]) if row else ""

    def set_baseline(self, prompt_id: str, evaluation_id: str) -> None:
        """Empty: none."""
        with self._workspace.writing() as db:
            if not evaluation_id:
                db.execute("DELETE FROM baselines WHERE prompt_id = ?", [prompt_id])
                return
            db.execute(
                "INSERT OR REPLACE INTO baselines VALUES (?, ?)",
                [prompt_id, _row(db, evaluation_id)["row"]],
            )

    def gate(self, prompt_id: str) -> Gate | None:
        with self._workspace.reading() as db:
            row = db.execute(
                "SELECT document FROM gates WHERE prompt_id = ?", [prompt_id]
            ).fetchone()
        return read_gate(read_document(row["document"])) if row else None

    def set_gate(self, prompt_id: str, gate: Gate) -> None:
        with self._workspace.writing() as db:
            db.execute(
                "INSERT OR REPLACE INTO gates VALUES (?, ?)",
                [prompt_id, document_column(gate_document(gate))],
            )

    def remove(self, evaluation_id: str) -> None:
        """With its cells; the runs stay."""
        with self._workspace.writing() as db:
            db.execute("DELETE FROM evaluations WHERE id = ?", [evaluation_id])


def _row(db: sqlite3.Connection, evaluation_id: str) -> sqlite3.Row:
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM evaluations WHERE id = ?", [evaluation_id]
    ).fetchone()
    if row is None:
        raise _unknown(evaluation_id)
    return row


def _running(evaluation: Evaluation) -> Evaluation:
    return replace(evaluation, state=EvaluationState.RUNNING, pause_reason="")


def _unknown(evaluation_id: str) -> NotFound:
    return NotFound(f"There is no evaluation with the id {evaluation_id}.")


def _read_summary(row: sqlite3.Row) -> EvaluationSummary:
    return EvaluationSummary(
        read_evaluation(row),
        row["done"],
        row["passed"],
        row["failed"],
        row["errors"],
        Decimal(str(round(row["cost"], 8))),
        bool(row["baseline"]),
    )
