"""Evaluations and cells as rows and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from workbench.domain.checks import CellScore, Score, Verdict
from workbench.domain.comparisons import CellFigures
from workbench.domain.evaluations import (
    Cell,
    Evaluation,
    EvaluationColumn,
    EvaluationState,
    JudgeNamed,
    Standing,
)
from workbench.domain.runs import Outcome
from workbench.formats.cases import read_values, values_document
from workbench.formats.checks import check_documents, read_checks
from workbench.store.documents import document_column, read_document, read_time, time_column

OUTCOMES = {outcome.value: outcome for outcome in Outcome}
VERDICTS = {verdict.value: verdict for verdict in Verdict}
"""Looked up: there may be 100,000 rows."""
IN_DOCUMENT = (
    "samples",
    "threshold",
    "transform",
    "use_cache",
    "batch_api",
    "pause_reason",
    "author",
    "dataset_name",
    "cases",
)


def evaluation_row(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "id": evaluation.id,
        "name": evaluation.name,
        "created_at": time_column(evaluation.created_at),
        "dataset_id": evaluation.dataset_id,
        "dataset_digest": evaluation.dataset_digest,
        "state": evaluation.state.value,
        "document": document_column(_document(evaluation)),
    }


def read_evaluation(row: sqlite3.Row) -> Evaluation:
    document = read_document(row["document"])
    return Evaluation(
        id=row["id"],
        name=row["name"],
        created_at=read_time(row["created_at"]),
        dataset_id=row["dataset_id"],
        dataset_digest=row["dataset_digest"],
        columns=tuple(_read_column(column) for column in document["columns"]),
        checks=read_checks(document["checks"]),
        budget_usd=_money(document["budget_usd"]),
        estimated_usd=_money(document["estimated_usd"]),
        state=EvaluationState(row["state"]),
        judges=tuple(JudgeNamed(*each) for each in document.get("judges", ())),
        **{name: document[name] for name in IN_DOCUMENT},
    )


def cell_row(cell: Cell) -> tuple[Any, ...]:
    """In the order of the columns of `cells`, from `number` on."""
    score = cell.score
    start: str | bytes = cell.output_start
    try:
        cell.output_start.encode()
    except UnicodeEncodeError:
        start = cell.output_start.encode("utf-8", "surrogatepass")
    return (
        cell.number,
        cell.run_id,
        cell.outcome.value,
        int(cell.cached),
        _money_column(cell.cost_usd),
        _money_column(cell.judging_usd),
        cell.latency,
        cell.tokens,
        start,
        cell.failure,
        cell.verdict.value,
        score.value if score else None,
        document_column([score.verdict.value, _scores(score.scores)]) if score else None,
    )


def read_cell(row: sqlite3.Row) -> Cell:
    return Cell(
        number=row["number"],
        run_id=row["run_id"],
        outcome=Outcome(row["outcome"]),
        cached=bool(row["cached"]),
        cost_usd=_money(row["cost_usd"]),
        judging_usd=_money(row["judging_usd"]),
        latency=row["latency"],
        tokens=row["tokens"],
        output_start=read_start(row["output_start"]),
        failure=row["failure"],
        score=_read_cell_score(row),
    )


def read_standing(row: sqlite3.Row) -> Standing:
    number, outcome, verdict, value, cached = row
    return Standing(number, OUTCOMES[outcome], VERDICTS[verdict], value, cached == 1)


def read_figures(row: sqlite3.Row) -> CellFigures:
    spent = _amount(row["cost_usd"]) + _amount(row["judging_usd"])
    price = row["price"]
    return CellFigures(
        row["number"],
        Verdict(row["verdict"]),
        row["value"],
        None if price is None else float(price),
        spent,
        row["latency"],
        row["run_id"],
    )


def read_start(column: str | bytes) -> str:
    """Text that holds half a surrogate pair is kept as bytes."""
    return column if isinstance(column, str) else column.decode("utf-8", "surrogatepass")


def read_metrics(row: sqlite3.Row) -> list[tuple[int, str, float]]:
    score = _read_cell_score(row)
    named = score.metrics() if score else {}
    return [(row["number"], name, value) for name, value in named.items()]


def _amount(column: str | None) -> float:
    return 0.0 if column is None else float(column)


def _document(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "columns": [_column(column) for column in evaluation.columns],
        "checks": check_documents(evaluation.checks),
        "budget_usd": _money_column(evaluation.budget_usd),
        "estimated_usd": _money_column(evaluation.estimated_usd),
        "judges": [[each.kind, each.written, each.version] for each in evaluation.judges],
        **{name: getattr(evaluation, name) for name in IN_DOCUMENT},
    }


def _column(column: EvaluationColumn) -> dict[str, Any]:
    return {
        "prompt_id": column.prompt_id,
        "digest": column.digest,
        "model": column.model,
        "version": column.version,
        "params": values_document(column.params),
        "label": column.label,
    }


def _read_column(document: Mapping[str, Any]) -> EvaluationColumn:
    return EvaluationColumn(**{**document, "params": read_values(document["params"])})


def _read_cell_score(row: sqlite3.Row) -> CellScore | None:
    if row["scores"] is None:
        return None
    verdict, scores = read_document(row["scores"])
    return CellScore(Verdict(verdict), row["value"], tuple(_read_score(each) for each in scores))


def _scores(scores: tuple[Score, ...]) -> list[list[Any]]:
    return [
        [
            score.verdict.value,
            score.value,
            score.reason,
            score.metric,
            _scores(score.parts),
            score.judgment,
            _money_column(score.cost_usd),
            score.weight,
        ]
        for score in scores
    ]


def _read_score(fields: list[Any]) -> Score:
    verdict, value, reason, metric, parts, judgment, cost, weight = fields
    inside = tuple(_read_score(part) for part in parts)
    return Score(Verdict(verdict), value, reason, metric, inside, judgment, _money(cost), weight)


def _money(column: str | None) -> Decimal | None:
    return None if column is None else Decimal(column)


def _money_column(money: Decimal | None) -> str | None:
    return None if money is None else str(money)
