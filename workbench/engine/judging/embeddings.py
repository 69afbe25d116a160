"""Embeddings of texts: looked up where they are known, asked for once where they are not."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
from array import array
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from workbench.checks.vectors import Vector
from workbench.domain.errors import ProviderError, WorkbenchError
from workbench.domain.settings import Settings
from workbench.engine.judging.sharing import Sharing
from workbench.engine.judging.undecided import Undecided, not_asked
from workbench.engine.parts import EngineParts
from workbench.engine.retrying import wait_before, worth_retrying
from workbench.services.model_ports import Embedded

NO_MODEL = (
    "No embedding model is named. Name one in Settings, Judges, such as "
    "openai/text-embedding-3-small."
)


Turn = Callable[[str], AbstractAsyncContextManager[None]]


class Found(NamedTuple):
    vectors: list[Vector]
    cost_usd: Decimal | None
    """Of what had to be asked for; 0 where all was known."""


class Embeddings:
    """Lives in one event loop."""

    def __init__(self, parts: EngineParts, settings: Callable[[], Settings], turn: Turn) -> None:
        """`turn`: that of a model among all that its provider is asked."""
        self._parts, self._settings, self._turn = parts, settings, turn
        self._sharing: Sharing[Embedded] = Sharing()

    async def vectors(self, texts: Sequence[str], *, model: str = "", ask: bool = True) -> Found:
        """One for each text. Raises `Undecided`."""
        model = model or self._settings().embedding_model
        if not model:
            raise Undecided(NO_MODEL)
        digests = [text_digest(text) for text in texts]
        try:
            known = await asyncio.to_thread(self._parts.embeddings.vectors, model, digests)
            missing = {d: text for d, text in zip(digests, texts, strict=True) if d not in known}
            if missing and not ask:
                raise not_asked("The embedding model")
            cost = await self._asked(model, missing, known)
        except WorkbenchError as error:
            raise Undecided(f"No embedding came: {error.message} {error.hint}".strip()) from error
        return Found([known[digest] for digest in digests], cost)

    async def _asked(
        self, model: str, missing: dict[str, str], known: dict[str, tuple[float, ...]]
    ) -> Decimal | None:
        """Each text by itself: others may be waiting for the same one."""
        costs: list[Decimal | None] = []
        for digest, text in missing.items():

            async def work(digest: str = digest, text: str = text) -> Embedded:
                return await self._kept(model, digest, text)

            shared = await self._sharing.get((model, digest), work)
            known[digest] = shared.result.vectors[0]
            costs.append(await self._cost(model, shared.result) if shared.first else Decimal(0))
        if None in costs:
            return None
        return sum((cost for cost in costs if cost), Decimal(0))

    async def _cost(self, model: str, embedded: Embedded) -> Decimal | None:
        price = (await asyncio.to_thread(self._parts.catalogue.model, model)).price
        if price is None or embedded.input_tokens is None:
            return None
        return price.of(embedded.input_tokens, 0)

    async def _kept(self, model: str, digest: str, text: str) -> Embedded:
        found = await self._tried(model, text)
        vector = tuple(array("f", found.vectors[0]))  # as it is kept
        await asyncio.to_thread(self._parts.embeddings.keep, model, {digest: vector})
        return replace(found, vectors=(vector,))

    async def _tried(self, model: str, text: str) -> Embedded:
        parts, settings = self._parts, self._settings()
        for attempt in itertools.count(1):
            try:
                async with self._turn(model):
                    started = parts.clock()
                    return await parts.embedder.embed(model, (text,), settings.timeouts)
            except ProviderError as error:
                waited = parts.clock() - started
                again = worth_retrying(error, waited, settings.timeouts)
                if attempt >= settings.limits.attempts or not again:
                    raise
                await parts.sleep(wait_before(attempt + 1, error.retry_after, parts.random()))
        raise AssertionError("counting has no end")


def text_digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
