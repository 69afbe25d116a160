"""Domain values as they cross the process border, and back.

Most domain types cross as they are. Those that hold JSON values of their own, and contents,
have a record here, so that a value is plain JSON on the wire: `{"name": "Ada"}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from workbench.domain import errors
from workbench.domain.datasets import Case
from workbench.domain.errors import WorkbenchError
from workbench.domain.estimates import ModelTokens, TokenCount
from workbench.domain.evaluations import (
    Cell,
    CellsChanged,
    EvaluationEvent,
    EvaluationProgress,
)
from workbench.domain.json_values import Json, JsonObject, freeze, thaw
from workbench.domain.problems import Analysis, AnalysisScope, Problem
from workbench.domain.prompts import Input, InputType, Message, ToolCall
from workbench.domain.run_events import RunEnded, RunEvent, RunRetrying, RunStarted, TextArrived
from workbench.domain.runs import Failure, Outcome, Run, RunJob, Timings, Usage

ERRORS = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, WorkbenchError)
}
ERROR_DETAILS = (
    "place",
    "names",
    "message_index",
    "line",
    "column",
    "component",
    "kind",
    "status",
    "retry_after",
)


def snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


class Record(msgspec.Struct, frozen=True, omit_defaults=True):
    pass


class CaseRecord(Record, frozen=True):
    id: str = ""
    name: str = ""
    values: dict[str, Any] = {}
    expected: str = ""
    labels: tuple[str, ...] = ()


class JobRecord(Record, frozen=True):
    run_id: str
    batch_id: str
    prompt_id: str
    digest: str
    model: str
    case: CaseRecord = CaseRecord()
    sample: int = 0
    params: dict[str, Any] = {}
    version: int | None = None
    turns: tuple[Message, ...] = ()
    continues: str = ""
    use_cache: bool = False
    live: bool = False
    evaluation: str = ""


class RunRecord(Record, frozen=True, kw_only=True):
    job: JobRecord
    outcome: Outcome
    created_at: datetime
    messages: tuple[Message, ...] = ()
    text: str = ""
    reasoning: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    finish_reason: str = ""
    usage: Usage = Usage()
    cost_usd: Decimal | None = None
    timings: Timings = Timings()
    resolved_model: str = ""
    system_fingerprint: str = ""
    attempts: int = 1
    failure: Failure | None = None
    not_sent: tuple[str, ...] = ()
    cached_from: str = ""
    logprobs: tuple[float, ...] = ()
    request_key: str = ""


class InputRecord(Record, frozen=True):
    name: str
    type: InputType = InputType.STRING
    description: str = ""
    required: bool | None = None
    default: Any = None
    choices: tuple[Any, ...] = ()
    max_length: int | None = None
    trust: str = ""


class AnalysisRecord(Record, frozen=True):
    inputs: tuple[InputRecord, ...] = ()
    includes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    tokens: int = 0
    message_tokens: tuple[TokenCount, ...] = ()
    model_tokens: tuple[ModelTokens, ...] = ()
    settled: bool = True


class ScopeRecord(Record, frozen=True):
    models: tuple[str, ...] = ()
    values: dict[str, Any] = {}
    rules_off: tuple[str, ...] = ()
    overrides: dict[str, dict[str, Any]] = {}


class ErrorRecord(Record, frozen=True):
    kind: str
    message: str
    hint: str = ""
    details: dict[str, Any] = {}


class EventRecord(Record, frozen=True, tag_field="event", tag=snake):
    pass


class Started(EventRecord, frozen=True):
    run_id: str


class Retrying(EventRecord, frozen=True):
    run_id: str
    attempt: int
    wait: float
    reason: str


class Arrived(EventRecord, frozen=True):
    run_id: str
    text: str = ""
    reasoning: str = ""
    first_token: float | None = None


class Ended(EventRecord, frozen=True):
    run: RunRecord


AnyEvent = Started | Retrying | Arrived | Ended


class Progress(EventRecord, frozen=True):
    progress: EvaluationProgress


class Cells(EventRecord, frozen=True):
    evaluation_id: str
    cells: tuple[Cell, ...]


AnyEvaluationEvent = Progress | Cells


def values_document(pairs: Iterable[tuple[str, Json]]) -> dict[str, Any]:
    return {name: thaw(value) for name, value in pairs}


def read_values(document: Mapping[str, Any]) -> tuple[tuple[str, Json], ...]:
    return tuple((name, freeze(value)) for name, value in document.items())


def plain(value: Any) -> Any:
    """A value of a case or a form as plain JSON, whether it is frozen or not."""
    if isinstance(value, JsonObject):
        return {key: plain(item) for key, item in value.items}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def job_record(job: RunJob) -> JobRecord:
    case = job.case
    return JobRecord(
        job.run_id,
        job.batch_id,
        job.prompt_id,
        job.digest,
        job.model,
        CaseRecord(case.id, case.name, values_document(case.values), case.expected, case.labels),
        job.sample,
        values_document(job.params),
        job.version,
        job.turns,
        job.continues,
        job.use_cache,
        job.live,
        job.evaluation,
    )


def read_job(record: JobRecord) -> RunJob:
    case = record.case
    return RunJob(
        record.run_id,
        record.batch_id,
        record.prompt_id,
        record.digest,
        record.model,
        Case(case.id, case.name, read_values(case.values), case.expected, case.labels),
        record.sample,
        read_values(record.params),
        record.version,
        record.turns,
        record.continues,
        record.use_cache,
        record.live,
        record.evaluation,
    )


def run_record(run: Run) -> RunRecord:
    others = {name: getattr(run, name) for name in RunRecord.__struct_fields__ if name != "job"}
    return RunRecord(job=job_record(run.job), **others)


def read_run(record: RunRecord) -> Run:
    others = {name: getattr(record, name) for name in RunRecord.__struct_fields__ if name != "job"}
    return Run(job=read_job(record.job), **others)


def event_record(event: RunEvent) -> AnyEvent:
    match event:
        case RunStarted():
            return Started(event.run_id)
        case RunRetrying():
            return Retrying(event.run_id, event.attempt, event.wait, event.reason)
        case TextArrived():
            return Arrived(event.run_id, event.text, event.reasoning, event.first_token)
        case RunEnded():
            return Ended(run_record(event.run))


def read_event(record: AnyEvent) -> RunEvent:
    match record:
        case Started():
            return RunStarted(record.run_id)
        case Retrying():
            return RunRetrying(record.run_id, record.attempt, record.wait, record.reason)
        case Arrived():
            return TextArrived(record.run_id, record.text, record.reasoning, record.first_token)
        case Ended():
            return RunEnded(read_run(record.run))


def evaluation_event_record(event: EvaluationEvent) -> AnyEvaluationEvent:
    if isinstance(event, CellsChanged):
        return Cells(event.evaluation_id, event.cells)
    return Progress(event)


def read_evaluation_event(record: AnyEvaluationEvent) -> EvaluationEvent:
    if isinstance(record, Cells):
        return CellsChanged(record.evaluation_id, record.cells)
    return record.progress


def analysis_record(analysis: Analysis) -> AnalysisRecord:
    inputs = tuple(_input_record(item) for item in analysis.inputs)
    return AnalysisRecord(
        inputs,
        analysis.includes,
        analysis.problems,
        analysis.tokens,
        analysis.message_tokens,
        analysis.model_tokens,
        analysis.settled,
    )


def read_analysis(record: AnalysisRecord) -> Analysis:
    inputs = tuple(_read_input(item) for item in record.inputs)
    return Analysis(
        inputs,
        record.includes,
        record.problems,
        record.tokens,
        record.message_tokens,
        record.model_tokens,
        record.settled,
    )


def scope_record(scope: AnalysisScope) -> ScopeRecord:
    overrides = {model: values_document(own) for model, own in scope.overrides}
    return ScopeRecord(scope.models, values_document(scope.values), scope.rules_off, overrides)


def read_scope(record: ScopeRecord) -> AnalysisScope:
    overrides = tuple((model, read_values(own)) for model, own in record.overrides.items())
    return AnalysisScope(record.models, read_values(record.values), record.rules_off, overrides)


def error_record(error: WorkbenchError) -> ErrorRecord:
    kind = next(kind for kind in type(error).__mro__ if ERRORS.get(kind.__name__) is kind)
    details = {name: vars(error)[name] for name in ERROR_DETAILS if name in vars(error)}
    return ErrorRecord(kind.__name__, error.message, error.hint, details)


def read_error(record: ErrorRecord) -> WorkbenchError:
    """An error of the same class, without calling its constructor: each takes other arguments."""
    kind = ERRORS.get(record.kind, WorkbenchError)
    error = kind.__new__(kind)
    WorkbenchError.__init__(error, record.message, hint=record.hint)
    for name in ERROR_DETAILS:
        if name in record.details:
            value = record.details[name]
            setattr(error, name, tuple(value) if isinstance(value, list) else value)
    return error


def _input_record(item: Input) -> InputRecord:
    choices = tuple(thaw(choice) for choice in item.choices)
    return InputRecord(
        item.name,
        item.type,
        item.description,
        item.required,
        thaw(item.default),
        choices,
        item.max_length,
        item.trust,
    )


def _read_input(record: InputRecord) -> Input:
    choices = tuple(freeze(choice) for choice in record.choices)
    return Input(
        record.name,
        record.type,
        record.description,
        record.required,
        freeze(record.default),
        choices,
        record.max_length,
        record.trust,
    )
