"""Runs: one execution of one content on one model with one case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from workbench.domain.datasets import Case
from workbench.domain.json_values import Json
from workbench.domain.prompts import Message, ToolCall


class Outcome(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"
    """The provider or the request failed; `Run.failure` says why. Text so far is kept."""
    BROKEN_OFF = "broken off"
    """The stream ended without the provider saying so. Text so far is kept."""
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    """The engine ended while it ran; found at the next start."""

    @property
    def over(self) -> bool:
        return self not in (Outcome.QUEUED, Outcome.RUNNING)


class FailureKind(StrEnum):
    """What went wrong, by what a person can do about it."""

    KEY_MISSING = "key missing"
    KEY_REFUSED = "key refused"
    NOT_FOUND = "model not found"
    RATE_LIMITED = "rate limited"
    QUOTA = "quota used up"
    TOO_LONG = "prompt too long"
    REFUSED_REQUEST = "request refused"
    UNREACHABLE = "not reachable"
    TIMEOUT = "timed out"
    PROVIDER = "provider failed"
    NOT_UNDERSTOOD = "answer not understood"
    TOO_LARGE = "answer too large"
    BROKEN_OFF = "broken off"
    TEMPLATE = "template"
    BUDGET = "over budget"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run has no proper ending, in words that can be shown. Holds no secret."""

    kind: FailureKind
    message: str
    hint: str = ""
    status: int | None = None
    message_index: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens. None where the provider did not say and no estimate was made."""

    input_tokens: int | None = None
    output_tokens: int | None = None
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds since the request was sent; `queued` is the wait before that."""

    queued: float | None = None
    first_token: float | None = None
    total: float | None = None


Params = tuple[tuple[str, Json], ...]


@dataclass(frozen=True, slots=True)
class RunColumn:
    """A model with a version of the prompt, or with the draft: what a column of the board runs."""

    model: str
    version: int | None = None
    params: Params | None = None
    """Those of this column alone; None: what the model has for itself when it is run."""

    def with_own(self, overrides: Mapping[str, Params]) -> RunColumn:
        """The same with the parameters said."""
        if self.params is not None:
            return self
        return replace(self, params=tuple(overrides.get(self.model, ())))


@dataclass(frozen=True, slots=True)
class RunJob:
    """One execution that is asked for. `digest` names a frozen content in the workspace."""

    run_id: str
    batch_id: str
    """Runs started together share it."""
    prompt_id: str
    digest: str
    model: str
    case: Case = Case()
    sample: int = 0
    params: tuple[tuple[str, Json], ...] = ()
    """Overrides of the content's own parameters for this model."""
    version: int | None = None
    turns: tuple[Message, ...] = ()
    """Said after the rendered prompt, word for word: never filled in as a template."""
    continues: str = ""
    """Id of the run whose answer the turns go on from."""
    use_cache: bool = False
    """An earlier answer to the very same request will do."""
    live: bool = False
    """Started by typing, not by a person: within the budget of an hour, and not listed."""
    evaluation: str = ""
    """Id of the evaluation it belongs to, as an output or as a judgment; not on the board."""


@dataclass(frozen=True, slots=True)
class Run:
    """What is kept of one execution."""

    job: RunJob
    outcome: Outcome
    created_at: datetime
    messages: tuple[Message, ...] = ()
    """As sent: rendered, roles fixed. Empty if it never got so far."""
    text: str = ""
    reasoning: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    finish_reason: str = ""
    usage: Usage = Usage()
    cost_usd: Decimal | None = None
    timings: Timings = Timings()
    resolved_model: str = ""
    """As the provider names what answered."""
    system_fingerprint: str = ""
    """By which some providers tell one state of their back end from another."""
    attempts: int = 1
    failure: Failure | None = None
    not_sent: tuple[str, ...] = ()
    """Parameters, `tools` or `response schema`: what the model is known not to take."""
    cached_from: str = ""
    """Id of the run whose answer this is. Nothing was sent, and it is not recorded again."""
    logprobs: tuple[float, ...] = ()
    """Natural logarithms of the probabilities of the tokens, where they were asked for."""
    request_key: str = ""
    """Digest of everything that was sent: the same key, the same request."""

    @property
    def id(self) -> str:
        return self.job.run_id

    @property
    def answered_as(self) -> str:
        """`gpt-4o-2024-11-20 / fp_1`, as far as the provider said so."""
        return " / ".join(each for each in (self.resolved_model, self.system_fingerprint) if each)
