"""What the services need of models and templates. Adapters implement these."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from workbench.domain.errors import ProviderError
from workbench.domain.estimates import TokenCount
from workbench.domain.models import Model
from workbench.domain.parameters import Support
from workbench.domain.prompts import Message, PromptContent, ToolCall
from workbench.domain.runs import Usage
from workbench.domain.settings import Settings, Timeouts


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One request to one model, ready to send."""

    model: str
    messages: tuple[Message, ...]
    params: Mapping[str, Any]
    tools: tuple[Mapping[str, Any], ...] = ()
    tool_choice: Any = None
    response_schema: Mapping[str, Any] | None = None
    timeouts: Timeouts = Timeouts()
    output_bytes: int = 16 * 1024 * 1024
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What is attached to the messages, by digest."""
    unwatched: bool = False
    """Nobody looks at the answer before it is complete: it may come in few large pieces."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of an answer as it arrives."""

    text: str = ""
    reasoning: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """The provider's own word that the answer is complete. Always the last piece."""

    finish_reason: str
    tool_calls: tuple[ToolCall, ...] = ()
    usage: Usage = Usage()
    resolved_model: str = ""
    logprobs: tuple[float, ...] = ()
    """Natural logarithms of the probabilities of the tokens of the text, if they were asked for."""
    system_fingerprint: str = ""


class ModelGateway(Protocol):
    """Streams one attempt. Retrying, pacing and recording are the scheduler's."""

    def stream(self, call: ModelCall) -> AsyncIterator[Chunk | Ending]:
        """Yield chunks, then one `Ending`.

        Raises `ProviderError` with no secret in it, its `kind` a `FailureKind` (BROKEN_OFF
        where the stream ended without the provider saying so); what was yielded stands.
        Closing the iterator closes the connection.
        """
        ...


@dataclass(frozen=True, slots=True)
class BatchStanding:
    """How far a provider is with a batch."""

    state: str
    """The provider's own word: `in_progress`, `completed`, `expired`, …"""
    over: bool
    """Nothing more will come of it."""
    total: int = 0
    done: int = 0
    """Requests that are over, those that failed among them."""
    reason: str = ""
    """Why nothing came of it, in the provider's words."""

    @property
    def refused(self) -> bool:
        """As a whole: nothing of it was run."""
        return self.over and self.state == "failed"

    @property
    def cancelled(self) -> bool:
        return self.over and self.state == "cancelled"


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """What came of one request of a batch."""

    custom_id: str
    text: str = ""
    reasoning: str = ""
    ending: Ending | None = None
    failure: ProviderError | None = None
    """One of the two is there. It holds no secret."""


class BatchGateway(Protocol):
    """Requests that a provider answers within a day, together, for less money.

    All methods but `has_batches` raise `ProviderError` with no secret in it.
    """

    most_requests: int
    most_bytes: int
    """In one batch, at most."""

    async def has_batches(self, model: str) -> bool:
        """Whether requests to it can be sent so. Servers that someone runs are asked."""
        ...

    async def line(self, custom_id: str, call: ModelCall) -> bytes:
        """A request as it stands in the file that is uploaded."""
        ...

    async def submit(self, model: str, lines: Sequence[bytes], marks: Mapping[str, str]) -> str:
        """The id of the batch, which can be found again by its marks.

        After an error it may have been made all the same: `find` tells.
        """
        ...

    async def find(self, model: str, marks: Mapping[str, str], since: datetime) -> str:
        """The id of the batch with these marks that was made since then; empty if there is none."""
        ...

    async def standing(self, model: str, batch_id: str) -> BatchStanding: ...

    def answers(self, model: str, batch_id: str) -> AsyncIterator[BatchAnswer]:
        """Of a batch that is over, in no order. Requests may be missing, be there twice, or
        never have been sent. What the provider did not get to before it was cancelled is left
        out."""
        ...

    async def cancel(self, model: str, batch_id: str) -> None:
        """What was answered until then can still be fetched, and is paid for."""
        ...


class ModelCatalogue(Protocol):
    def at_once(self) -> list[Model]:
        """Those that can be run for certain: known without asking a server or a keyring."""
        ...

    async def models(self, settings: Settings) -> list[Model]:
        """Demo models, endpoints, local servers found on loopback, and providers with a key
        or named in the settings; each with what is missing."""
        ...

    def model(self, name: str) -> Model:
        """What is known of one model without asking anyone."""
        ...

    def support(self, name: str) -> Support:
        """What a model takes, by what is known on this machine. May take seconds once."""
        ...

    def count_tokens(self, model: str, messages: Sequence[Message]) -> int:
        """An estimate, made offline."""
        ...

    def counts_exactly_now(self, model: str) -> bool:
        """Whether the tokenizer that counts for it is loaded, or there is none. Never waits."""
        ...

    def load_tokenizer(self, model: str) -> None:
        """Takes some tenths of a second the first time."""
        ...

    def prompt_tokens(self, model: str, messages: Sequence[Message]) -> TokenCount:
        """Of a request, counted offline; exact where the model's own tokenizer is at hand."""
        ...

    def text_tokens(self, model: str, text: str) -> TokenCount:
        """Of one text alone."""
        ...


class Renderer(Protocol):
    async def render(
        self,
        content: PromptContent,
        components: Mapping[str, PromptContent],
        values: Mapping[str, Any],
    ) -> tuple[Message, ...]:
        """Raises `TemplateError`, `TemplateTooCostly` or `MissingValues`, in bounded time."""
        ...


class WebhookCaller(Protocol):
    async def call(self, address: str, document: Any) -> Any:
        """Post the document as JSON; the JSON that is answered. Raises `ProviderError`."""
        ...


@dataclass(frozen=True, slots=True)
class Embedded:
    """Texts as points: one vector for each, all of one length."""

    vectors: tuple[tuple[float, ...], ...]
    input_tokens: int | None = None
    """As the provider counted them."""


class Embedder(Protocol):
    async def embed(self, model: str, texts: Sequence[str], timeouts: Timeouts) -> Embedded:
        """One attempt. Raises `ProviderError` with no secret in it."""
        ...


class EmbeddingStore(Protocol):
    """What was asked for once. A text is named by the SHA-256 of its UTF-8 bytes."""

    def vectors(self, model: str, digests: Sequence[str]) -> dict[str, tuple[float, ...]]:
        """Of those that are kept."""
        ...

    def keep(self, model: str, vectors: Mapping[str, tuple[float, ...]]) -> None:
        """By digest; rounded to 32 bits each."""
        ...
