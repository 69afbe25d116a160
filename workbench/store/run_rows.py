"""One run as a row and back: columns for lists, two documents for what was asked and answered."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import Any

from workbench.domain.prompts import Attachment, Message, Role, ToolCall
from workbench.domain.runs import Failure, FailureKind, Outcome, Run, RunJob, Timings, Usage
from workbench.formats.cases import (
    asked_part,
    case_document,
    read_case,
    read_values,
    values_document,
)
from workbench.store.documents import (
    document_column,
    fields_of,
    read_document,
    read_time,
    time_column,
)


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
        "evaluation": job.evaluation,
        "request_key": run.request_key,
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
        read_values(request["params"]),
        row["version"],
        tuple(_read_message(turn) for turn in request.get("turns", ())),
        row["continues"],
        live=bool(row["live"]),
        evaluation=row["evaluation"],
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
        system_fingerprint=answer.get("system_fingerprint", ""),
        attempts=answer["attempts"],
        failure=_read_failure(answer["failure"]),
        not_sent=tuple(answer.get("not_sent", ())),
        logprobs=tuple(answer.get("logprobs", ())),
        request_key=row["request_key"],
    )


def _request(run: Run) -> dict[str, Any]:
    document = {
        "case": case_document(asked_part(run.job.case)),
        "params": values_document(run.job.params),
        "messages": [_message(message) for message in run.messages],
    }
    if run.job.turns:
        document["turns"] = [_message(turn) for turn in run.job.turns]
    return document


def _answer(run: Run) -> dict[str, Any]:
    rare: dict[str, Any] = {"not_sent": list(run.not_sent)} if run.not_sent else {}
    if run.logprobs:
        rare["logprobs"] = list(run.logprobs)
    if run.system_fingerprint:
        rare["system_fingerprint"] = run.system_fingerprint
    return rare | {
        "text": run.text,
        "reasoning": run.reasoning,
        "tool_calls": [fields_of(call) for call in run.tool_calls],
        "finish_reason": run.finish_reason,
        "usage": fields_of(run.usage),
        "timings": fields_of(run.timings),
        "resolved_model": run.resolved_model,
        "attempts": run.attempts,
        "failure": fields_of(run.failure) if run.failure else None,
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        **fields_of(message),
        "role": message.role.value,
        "tool_calls": [fields_of(call) for call in message.tool_calls],
        "attachments": [fields_of(each) for each in message.attachments],
    }


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
