"""What the window and the engine say to each other: JSON messages, one a line.

`docs/engine-protocol.md` is this file in prose. Text is exact: what UTF-8 cannot carry (a lone
surrogate in an answer) goes as a JSON escape. A high surrogate followed by a low one is the
character they make, as everywhere in JSON.
"""

from __future__ import annotations

import json
from typing import Any, NoReturn, TypeVar

import msgspec

from workbench.domain.checks import Score
from workbench.domain.estimates import Estimate
from workbench.domain.evaluations import EvaluationEstimate
from workbench.domain.models import Model
from workbench.domain.problems import Preview
from workbench.domain.settings import Settings
from workbench.engine.shared_scores import SharedScores
from workbench.engine.wire import (
    AnalysisRecord,
    AnyEvaluationEvent,
    AnyEvent,
    ErrorRecord,
    JobRecord,
    ScopeRecord,
    snake,
)
from workbench.formats import typed

PROTOCOL = 1
LINE_LIMIT = 128 * 1024 * 1024
"""Bytes of one message. A longer line is skipped, and said to be."""


class NotUnderstood(Exception):
    """A line that is no message of this protocol. The text says why."""


class Request(msgspec.Struct, frozen=True, tag_field="type", tag=snake, omit_defaults=True):
    """From the window. What has an `id` is answered once, under the same id."""


class Hello(Request, frozen=True):
    protocol: int


class Start(Request, frozen=True):
    jobs: tuple[JobRecord, ...]


class Stop(Request, frozen=True):
    run_ids: tuple[str, ...]


class Analyse(Request, frozen=True):
    id: int
    content: dict[str, Any]
    scope: ScopeRecord = ScopeRecord()


class ShowPreview(Request, frozen=True, tag="preview"):
    id: int
    content: dict[str, Any]
    values: dict[str, Any] = {}


class EstimateJobs(Request, frozen=True, tag="estimate"):
    id: int
    jobs: tuple[JobRecord, ...]


class ListModels(Request, frozen=True, tag="models"):
    id: int


class StartEvaluation(Request, frozen=True):
    """Or resume it. With `retry`, cells that failed are run again; `only`: no others."""

    evaluation_id: str
    retry: bool = False
    only: tuple[int, ...] = ()


class PauseEvaluation(Request, frozen=True):
    evaluation_id: str


class StopEvaluation(Request, frozen=True):
    evaluation_id: str


class EstimateEvaluation(Request, frozen=True):
    id: int
    evaluation_id: str


class Rescore(Request, frozen=True):
    """Checks are documents, as the workspace keeps them."""

    id: int
    evaluation_id: str
    checks: tuple[dict[str, Any], ...]
    threshold: float | None = None
    transform: str = ""
    judge: bool = False


class TryCheck(Request, frozen=True):
    id: int
    check: dict[str, Any]
    run_id: str
    judge: bool = False


class Configure(Request, frozen=True):
    settings: Settings


class KeepKey(Request, frozen=True):
    """For this process only. Never answered, logged or written."""

    provider: str
    key: str

    def __repr__(self) -> str:
        return f"KeepKey(provider={self.provider!r}, key=…)"


class ForgetKey(Request, frozen=True):
    provider: str


class ShutDown(Request, frozen=True):
    pass


AnyRequest = (
    Hello
    | Start
    | Stop
    | Analyse
    | ShowPreview
    | EstimateJobs
    | ListModels
    | StartEvaluation
    | PauseEvaluation
    | StopEvaluation
    | EstimateEvaluation
    | Rescore
    | TryCheck
    | Configure
    | KeepKey
    | ForgetKey
    | ShutDown
)


class Answer(msgspec.Struct, frozen=True, tag_field="type", tag=snake, omit_defaults=True):
    """From the engine."""


class Ready(Answer, frozen=True):
    """Said once. Runs that an earlier engine left unfinished were reported before it."""

    protocol: int
    version: str
    read_only: bool = False


class Refused(Answer, frozen=True):
    """The engine cannot serve this window, or this workspace, and ends."""

    error: ErrorRecord


class RunEvents(Answer, frozen=True):
    events: tuple[AnyEvent, ...]


class Analysed(Answer, frozen=True):
    id: int
    analysis: AnalysisRecord


class Previewed(Answer, frozen=True):
    id: int
    preview: Preview


class Estimated(Answer, frozen=True):
    id: int
    estimate: Estimate


class ModelsFound(Answer, frozen=True):
    """Those found so far are said first, with `complete` false; then once all."""

    id: int
    models: tuple[Model, ...]
    complete: bool = True


class EvaluationEvents(Answer, frozen=True):
    events: tuple[AnyEvaluationEvent, ...]


class EvaluationEstimated(Answer, frozen=True):
    id: int
    estimate: EvaluationEstimate


class RescoredPart(Answer, frozen=True, tag="rescored"):
    """Said several times; `rescored.complete` is true of the last."""

    id: int
    rescored: SharedScores


class CheckTried(Answer, frozen=True):
    id: int
    score: Score


class Failed(Answer, frozen=True):
    id: int
    error: ErrorRecord


class Dropped(Answer, frozen=True):
    """A newer request of the same kind came in between."""

    id: int


class Misunderstood(Answer, frozen=True):
    """A line was no request. Nothing was done; the next line is read as usual."""

    message: str


AnyAnswer = (
    Ready
    | Refused
    | RunEvents
    | Analysed
    | Previewed
    | Estimated
    | ModelsFound
    | EvaluationEvents
    | EvaluationEstimated
    | RescoredPart
    | CheckTried
    | Failed
    | Dropped
    | Misunderstood
)
Message = TypeVar("Message")

_REQUESTS: msgspec.json.Decoder[AnyRequest] = typed.decoder(AnyRequest)
_ANSWERS: msgspec.json.Decoder[AnyAnswer] = typed.decoder(AnyAnswer)
_ENCODER = msgspec.json.Encoder()


def encode(message: Request | Answer) -> bytes:
    """The message as one line, its line feed included."""
    try:
        return _ENCODER.encode(message) + b"\n"
    except UnicodeEncodeError:
        document = msgspec.to_builtins(message)
        return json.dumps(document, separators=(",", ":")).encode("ascii") + b"\n"


def decode_request(line: bytes) -> AnyRequest:
    return _decode(line, _REQUESTS)


def decode_answer(line: bytes) -> AnyAnswer:
    return _decode(line, _ANSWERS)


def _decode(line: bytes, decoder: msgspec.json.Decoder[Message]) -> Message:
    try:
        return decoder.decode(line)
    except msgspec.ValidationError as error:
        raise NotUnderstood(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if b"\\ud" not in line.lower():
            raise NotUnderstood(f"not JSON: {error}") from error
    return _decode_escapes(line, decoder)


def _decode_escapes(line: bytes, decoder: msgspec.json.Decoder[Message]) -> Message:
    """By the standard library, which keeps an escaped lone surrogate."""
    try:
        message: Message = typed.convert(json.loads(line, parse_constant=_no_number), decoder.type)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(f"not understood: {error}") from error
    return message


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
