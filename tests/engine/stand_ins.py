"""Stand-ins at the engine's ports: they answer as they are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from workbench.domain.estimates import TokenCount
from workbench.domain.models import KeyStatus, Model, Price
from workbench.domain.parameters import Support
from workbench.domain.problems import Analysis, AnalysisScope, Preview, RenderedMessage
from workbench.domain.prompts import Message, PromptContent
from workbench.domain.settings import Settings
from workbench.services.model_ports import Chunk, Ending, ModelCall
from workbench.templating.rendering import Renderer

HANG = object()
"""In a script: from here on nothing comes."""


@dataclass
class ScriptedGateway:
    """Answers with the scripted pieces; an error in the script is raised at that point.

    A model with several scripts plays the next one at each attempt. Text stands for a chunk,
    and a script that ends is followed by an `Ending` unless it holds one or an error.
    """

    scripts: dict[str, list[Any]]
    calls: list[ModelCall] = field(default_factory=list)
    open: int = 0
    """Streams that are not closed."""
    most_open: int = 0
    hanging: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(0))

    async def stream(self, call: ModelCall) -> AsyncIterator[Chunk | Ending]:
        earlier = sum(1 for other in self.calls if other.model == call.model)
        self.calls.append(call)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            async for piece in self._play(self._script(call.model, earlier)):
                yield piece
        finally:
            self.open -= 1

    def _script(self, model: str, attempt: int) -> list[Any]:
        script = self.scripts[model]
        if script and isinstance(script[0], list):
            return script[min(attempt, len(script) - 1)]
        return script

    async def _play(self, script: list[Any]) -> AsyncIterator[Chunk | Ending]:
        for piece in script:
            await asyncio.sleep(0)
            if piece is HANG:
                self.hanging.release()
                await asyncio.Event().wait()
            if isinstance(piece, BaseException):
                raise piece
            yield Chunk(piece) if isinstance(piece, str) else piece
            if isinstance(piece, Ending):
                return
        yield Ending("stop")


@dataclass
class PlainCatalogue:
    """Four characters are a token; the prices of a few models are known."""

    prices: dict[str, Price] = field(
        default_factory=lambda: {"demo/brief": Price(Decimal("0.001"), Decimal("0.002"))}
    )

    supports: dict[str, Support] = field(default_factory=dict)

    def support(self, name: str) -> Support:
        return self.supports.get(name, Support())

    def at_once(self) -> list[Model]:
        return [Model(name, name.partition("/")[0]) for name in self.prices]

    async def models(self, settings: Settings) -> list[Model]:
        return [Model(name, name.partition("/")[0]) for name in (*self.prices, *settings.models)]

    def model(self, name: str) -> Model:
        return Model(name, name.partition("/")[0], price=self.prices.get(name))

    def count_tokens(self, model: str, messages: Sequence[Message]) -> int:
        return sum(len(message.text) for message in messages) // 4

    def counts_exactly_now(self, model: str) -> bool:
        return True

    def load_tokenizer(self, model: str) -> None:
        """There is none."""

    def prompt_tokens(self, model: str, messages: Sequence[Message]) -> TokenCount:
        return TokenCount(self.count_tokens(model, messages), exact=True)

    def text_tokens(self, model: str, text: str) -> TokenCount:
        return TokenCount(len(text) // 4, exact=True)


class DirectTemplates:
    """Renders in this process, at once."""

    async def render(
        self,
        content: PromptContent,
        components: Mapping[str, PromptContent],
        values: Mapping[str, Any],
    ) -> tuple[Message, ...]:
        return Renderer().render(content, components, values)

    async def analyse(
        self,
        content: PromptContent,
        components: Mapping[str, PromptContent],
        scope: AnalysisScope = AnalysisScope(),  # noqa: B008 - frozen
        archived: Collection[str] = (),
    ) -> Analysis:
        return Analysis(includes=tuple(components), tokens=len(content.text))

    async def preview(
        self,
        content: PromptContent,
        components: Mapping[str, PromptContent],
        values: Mapping[str, Any],
    ) -> Preview:
        messages = await self.render(content, components, values)
        return Preview(tuple(RenderedMessage(m.role, m.text) for m in messages))

    async def warm_up(self) -> None:
        """There is nothing to start."""

    async def close(self) -> None:
        """There is nothing to end."""


@dataclass
class MemoryKeys:
    keys: dict[str, str] = field(default_factory=dict)

    def key(self, provider: str) -> str | None:
        return self.keys.get(provider)

    def status(self, provider: str) -> KeyStatus:
        return KeyStatus(provider, "", "session" if provider in self.keys else "")

    def keep(self, provider: str, key: str) -> None:
        self.keys[provider] = key

    keep_for_session = keep

    def forget(self, provider: str) -> None:
        self.keys.pop(provider, None)

    forget_session = forget

    def known_secrets(self) -> frozenset[str]:
        return frozenset(self.keys.values())


@dataclass
class ManualTime:
    """A clock that moves only when something sleeps, or when it is told to."""

    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)
    until: asyncio.Event | None = None
    """If set, sleepers wait for it as well."""

    def clock(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if self.until:
            await self.until.wait()
        self.seconds += seconds
        await asyncio.sleep(0)


class Failing:
    """Everything asked of it raises `error`."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __getattr__(self, name: str) -> Any:
        def fail(*_arguments: Any, **_named: Any) -> Any:
            raise self.error

        return fail
