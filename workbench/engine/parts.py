"""What the engine works with, put together once by `bootstrap`."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, cast
from uuid import uuid4

from workbench.domain.errors import NotFound
from workbench.domain.evaluations import Evaluation
from workbench.domain.problems import Analysis, AnalysisScope, Preview
from workbench.domain.prompts import Attachment, PromptContent
from workbench.domain.provider_batches import ProviderBatch
from workbench.domain.settings import Settings, Timeouts
from workbench.services.evaluation_ports import ProviderBatchStore
from workbench.services.model_ports import (
    BatchGateway,
    Embedded,
    Embedder,
    EmbeddingStore,
    ModelCall,
    ModelCatalogue,
    ModelGateway,
    Renderer,
    WebhookCaller,
)
from workbench.services.ports import (
    AttachmentStore,
    EvaluationStore,
    KeyStore,
    PromptStore,
    RunStore,
)


class Templates(Renderer, Protocol):
    """Everything done to templates, where it can be killed."""

    async def analyse(
        self,
        content: PromptContent,
        components: Mapping[str, PromptContent],
        scope: AnalysisScope = ...,
        archived: Collection[str] = ...,
    ) -> Analysis:
        """`archived`: paths of components that are included, but put aside."""
        ...

    async def preview(
        self,
        content: PromptContent,
        components: Mapping[str, PromptContent],
        values: Mapping[str, Any],
    ) -> Preview: ...

    async def warm_up(self) -> None:
        """Have a worker process ready before it is needed."""
        ...

    async def close(self) -> None:
        """End the worker processes."""
        ...


class NothingAttached:
    """For an engine that has no workspace to read files from."""

    def keep(self, attachment: Attachment, data: bytes) -> None:
        """Nothing is kept."""

    def bytes_of(self, digest: str) -> bytes:
        raise NotFound(f"Nothing is attached: {digest}.")


class NothingEmbedded:
    """For an engine that has no workspace to keep embeddings in."""

    def vectors(self, model: str, digests: Sequence[str]) -> dict[str, tuple[float, ...]]:
        return {}

    def keep(self, model: str, vectors: Mapping[str, tuple[float, ...]]) -> None:
        """Nothing is kept."""


class NoEmbedder:
    """For an engine that knows no embedding models."""

    async def embed(self, model: str, texts: Sequence[str], timeouts: Timeouts) -> Embedded:
        raise NotFound(f"The embedding model {model} is not known here.")


class NoWebhooks:
    """For an engine that asks no addresses."""

    async def call(self, address: str, document: Any) -> Any:
        raise NotFound("Webhooks are not asked here.")


class NothingEvaluated:
    """For an engine that has no workspace to keep evaluations in."""

    def pause_abandoned(self, reason: str) -> list[str]:
        return []

    def evaluation(self, evaluation_id: str) -> Evaluation:
        raise NotFound(f"There is no evaluation with the id {evaluation_id}.")


class NoBatches:
    """For an engine that sends every request by itself."""

    most_requests, most_bytes = 0, 0

    async def has_batches(self, model: str) -> bool:
        return False


class NothingSubmitted:
    """For an engine that has no workspace to keep it in."""

    def of(self, evaluation_id: str) -> list[ProviderBatch]:
        return []

    def keep(self, evaluation_id: str, batch: ProviderBatch) -> None:
        """Nothing is kept."""


async def nothing_to_hang_up() -> None:
    """No connection is kept."""


@dataclass(frozen=True, slots=True)
class EngineParts:
    """Stores are called in threads. `now` tells the time of day, `clock` measures."""

    prompts: PromptStore
    runs: RunStore
    templates: Templates
    gateway: ModelGateway
    catalogue: ModelCatalogue
    keys: KeyStore
    now: Callable[[], datetime]
    settings: Settings = Settings()
    read_only: bool = False
    configure: Callable[[Settings], None] = lambda settings: None
    """Passes changed settings on to the adapters that keep some."""
    warm_up: Callable[[], None] = lambda: None
    """Load what is slow to load. Called in a thread, once the engine is ready."""
    needs_warm_up: Callable[[ModelCall], bool] = lambda call: True
    """Whether a call goes through what is slow to load."""
    hang_up: Callable[[], Awaitable[None]] = nothing_to_hang_up
    """Close the connections that are kept for the next calls."""
    rehearse: Callable[[], None] = lambda: None
    """Go through what the first call to a provider would be slow at. In a thread, after that."""
    attachments: AttachmentStore = NothingAttached()
    evaluations: EvaluationStore = cast("EvaluationStore", NothingEvaluated())
    batches: BatchGateway = cast("BatchGateway", NoBatches())
    provider_batches: ProviderBatchStore = NothingSubmitted()
    embedder: Embedder = NoEmbedder()
    embeddings: EmbeddingStore = NothingEmbedded()
    webhooks: WebhookCaller = NoWebhooks()
    trusted: Callable[[], bool] = lambda: False
    """Whether code of this workspace may run on this machine. Reads a small file."""
    new_id: Callable[[], str] = lambda: uuid4().hex
    """Of runs that the engine makes by itself."""
    local_servers: Collection[str] = ()
    """Names of the model servers that are looked for on this machine."""
    close: Callable[[], None] = lambda: None
    """Close the files."""
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    random: Callable[[], float] = random.random
