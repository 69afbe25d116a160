"""One run as a row and back: columns for lists, two documents for what was asked and answered."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from workbench.domain.datasets import Case
from workbench.domain.json_values import Json, JsonObject, freeze, thaw
from workbench.domain.prompts import Attachment, Message, Role, ToolCall
from workbench.domain.runs import Failure, FailureKind, Outcome, Run, RunJob, Timings, Usage
from workbench.store.documents import document_column, read_document, read_time, time_column

Pairs = tuple[tuple[str, Json], ...]


def run_row(run: Run) -> dict[str, Any]:
    job = run.job
    return {
        "id": job.run_id,
        "batch_id": job.batch_id,
        "prompt_id": job.prompt_id,
        "digest": job.digest,
        "version": job.version,
        "model": job.model,
        "sample": job.sample,
        "outcome": run.outcome.value,
        "over": int(run.outcome.over),
        "created_at": time_column(run.created_at),
        "cost_usd": None if run.cost_usd is None else str(run.cost_usd),
        "request": document_column(_request(run)),
        "answer": document_column(_answer(run)),
        "live": int(job.live),
        "continues": job.continues,
    }


def read_run(row: sqlite3.Row) -> Run:
    request, answer = read_document(row["request"]), read_document(row["answer"])
    job = RunJob(
        row["id"],
        row["batch_id"],
        row["prompt_id"],
        row["digest"],
        row["model"],
        read_case(request["case"]),
        row["sample"],
        _read_pairs(request["params"]),
        row["version"],
        tuple(_read_message(turn) for turn in request.get("turns", ())),
        row["continues"],
        live=bool(row["live"]),
    )
    return Run(
        job,
        Outcome(row["outcome"]),
        read_time(row["created_at"]),
        messages=tuple(_read_message(message) for message in request["messages"]),
        text=answer["text"],
        reasoning=answer["reasoning"],
        tool_calls=_read_calls(answer["tool_calls"]),
        finish_reason=answer["finish_reason"],
        usage=Usage(**answer["usage"]),
        cost_usd=None if row["cost_usd"] is None else Decimal(row["cost_usd"]),
        timings=Timings(**answer["timings"]),
        resolved_model=answer["resolved_model"],
        attempts=answer["attempts"],
        failure=_read_failure(answer["failure"]),
        not_sent=tuple(answer.get("not_sent", ())),
    )


def case_document(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "name": case.name,
        "values": thaw(JsonObject(case.values)),
        "expected": case.expected,
        "labels": list(case.labels),
    }


def read_case(document: dict[str, Any]) -> Case:
    return Case(
        document["id"],
        document["name"],
        _read_pairs(document["values"]),
        document["expected"],
        tuple(document["labels"]),
    )


def _request(run: Run) -> dict[str, Any]:
    document = {
        "case": case_document(run.job.case),
        "params": thaw(JsonObject(run.job.params)),
        "messages": [_message(message) for message in run.messages],
    }
    if run.job.turns:
        document["turns"] = [_message(turn) for turn in run.job.turns]
    return document


def _answer(run: Run) -> dict[str, Any]:
    left_out = {"not_sent": list(run.not_sent)} if run.not_sent else {}
    return left_out | {
        "text": run.text,
        "reasoning": run.reasoning,
        "tool_calls": [asdict(call) for call in run.tool_calls],
        "finish_reason": run.finish_reason,
        "usage": asdict(run.usage),
        "timings": asdict(run.timings),
        "resolved_model": run.resolved_model,
        "attempts": run.attempts,
        "failure": asdict(run.failure) if run.failure else None,
    }


def _message(message: Message) -> dict[str, Any]:
    return {**asdict(message), "role": message.role.value}


def _read_message(document: dict[str, Any]) -> Message:
    calls = _read_calls(document["tool_calls"])
    attached = tuple(Attachment(**each) for each in document.get("attachments", ()))
    others = {"role": Role(document["role"]), "tool_calls": calls, "attachments": attached}
    return Message(**{**document, **others})


def _read_calls(documents: list[dict[str, Any]]) -> tuple[ToolCall, ...]:
    return tuple(ToolCall(**document) for document in documents)


def _read_failure(document: dict[str, Any] | None) -> Failure | None:
    if document is None:
        return None
    return Failure(**{**document, "kind": FailureKind(document["kind"])})


def _read_pairs(document: dict[str, Any]) -> Pairs:
    return tuple((name, freeze(value)) for name, value in document.items())
