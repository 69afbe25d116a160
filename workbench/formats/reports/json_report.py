"""The whole evaluation as one JSON document, written piece by piece.

`report` names the format and its major number: a program that reads it may rely on the members
that are here; more may come.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from workbench.domain.checks import Score
from workbench.domain.evaluations import Evaluation
from workbench.domain.json_values import thaw
from workbench.domain.reports import EvaluationReport, ReportLine
from workbench.formats.cases import values_document
from workbench.formats.checks import check_documents

FORMAT = "workbench-evaluation/1"


def json_report(report: EvaluationReport) -> Iterator[str]:
    """Pieces of one document; together they are valid JSON in ASCII."""
    head = _json(report_head(report))
    yield head[:-1] + ', "cells": ['
    for index, line in enumerate(report.lines()):
        yield (",\n" if index else "\n") + _json(_line(line))
    yield "\n]}\n"


def report_head(report: EvaluationReport) -> dict[str, Any]:
    """All but the cells."""
    return {
        "report": FORMAT,
        "written_at": report.written_at.isoformat(),
        "evaluation": _evaluation(report.evaluation),
        "columns": [
            {
                "name": name,
                "prompt_digest": column.digest,
                "version": column.version,
                "model": column.model,
                "params": values_document(column.params),
            }
            for name, column in zip(report.columns, report.evaluation.columns, strict=True)
        ],
        "summaries": [finite(asdict(summary)) for summary in report.summaries],
        "comparisons": [finite(asdict(comparison)) for comparison in report.comparisons],
        "preferences": list(report.preferences),
        "gates": [asdict(gate) | {"holds": gate.holds} for gate in report.gates],
    }


def _evaluation(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "id": evaluation.id,
        "name": evaluation.name,
        "created_at": evaluation.created_at.isoformat(),
        "author": evaluation.author,
        "state": evaluation.state.value,
        "dataset": evaluation.dataset_name,
        "dataset_digest": evaluation.dataset_digest,
        "cases": evaluation.cases,
        "samples": evaluation.samples,
        "checks": check_documents(evaluation.checks),
        "threshold": evaluation.threshold,
        "estimated_usd": evaluation.estimated_usd,
    }


def _line(line: ReportLine) -> dict[str, Any]:
    cell = line.cell
    document: dict[str, Any] = {
        "case": line.case_name,
        "values": values_document(line.case.values),
        "expected": line.case.expected,
        "labels": list(line.case.labels),
        "column": line.place.column,
        "sample": line.place.sample,
        "verdict": cell.verdict.value,
        "score": cell.score.value if cell.score else None,
        "checks": [_score(score) for score in (cell.score.scores if cell.score else ())],
        "run": cell.run_id,
        "outcome": cell.outcome.value,
        "cached": cell.cached,
        "cost_usd": cell.cost_usd,
        "judging_usd": cell.judging_usd,
        "latency_s": cell.latency,
        "failure": cell.failure,
        "output": line.output or cell.output_start,
    }
    if line.labels:
        document["people"] = [
            {"author": label.author, "thumb": label.thumb.value, "note": label.note}
            for label in line.labels
        ]
    return document


def _score(score: Score) -> dict[str, Any]:
    document: dict[str, Any] = {
        "verdict": score.verdict.value,
        "score": score.value,
        "reason": score.reason,
    }
    if score.metric:
        document["metric"] = score.metric
    if score.parts:
        document["parts"] = [_score(part) for part in score.parts]
    return document


def finite(value: Any) -> Any:
    """JSON has no word for infinity, nor for what is not a number: null stands for both."""
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _json(document: Any) -> str:
    return json.dumps(document, default=_plain, allow_nan=False)


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else thaw(value)
