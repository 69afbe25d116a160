"""What the services need of models and templates. Adapters implement these."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

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


class ModelGateway(Protocol):
    """Streams one attempt. Retrying, pacing and recording are the scheduler's."""

    def stream(self, call: ModelCall) -> AsyncIterator[Chunk | Ending]:
        """Yield chunks, then one `Ending`.

        Raises `ProviderError` with no secret in it, its `kind` a `FailureKind` (BROKEN_OFF
        where the stream ended without the provider saying so); what was yielded stands.
        Closing the iterator closes the connection.
        """
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
