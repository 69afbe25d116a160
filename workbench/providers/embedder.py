"""Embeddings of every provider, by litellm."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterable, Sequence
from typing import Any

from workbench.domain.errors import ProviderError
from workbench.domain.models import Endpoint
from workbench.domain.runs import FailureKind
from workbench.domain.settings import Settings, Timeouts
from workbench.providers.demo.embedding import EMBEDDING_MODEL, embedded
from workbench.providers.failures import key_for, translated, without_secrets
from workbench.providers.litellm_import import known_providers, load_litellm
from workbench.providers.routes import NO_KEY, Route, route_to
from workbench.providers.wire import CURRENT, Wire
from workbench.services.model_ports import Embedded
from workbench.services.ports import KeyStore

LARGEST = 32 * 1024 * 1024
"""Bytes of an answer."""


class LitellmEmbedder:
    """Implements `model_ports.Embedder`: one attempt, never a retry."""

    def __init__(self, keys: KeyStore, endpoints: Iterable[Endpoint] = ()) -> None:
        self._keys = keys
        self._endpoints = tuple(endpoints)

    def configure(self, settings: Settings) -> None:
        """Use these endpoints from the next call on."""
        self._endpoints = settings.endpoints

    async def embed(self, model: str, texts: Sequence[str], timeouts: Timeouts) -> Embedded:
        if model == EMBEDDING_MODEL:
            return embedded(texts)
        litellm = await asyncio.to_thread(load_litellm)
        route = route_to(model, self._endpoints, providers=known_providers())
        if route.demo:
            raise ProviderError(
                f"{model} answers in words. The demo model of embeddings is {EMBEDDING_MODEL}.",
                kind=FailureKind.NOT_FOUND,
            )
        key = await asyncio.to_thread(key_for, self._keys, route)
        failure = None
        try:
            return await self._asked(litellm, route, key, texts, timeouts)
        except ProviderError as error:
            failure = error
        raise without_secrets(failure, self._keys.known_secrets())

    async def _asked(
        self, litellm: Any, route: Route, key: str | None, texts: Sequence[str], limits: Timeouts
    ) -> Embedded:
        wire = Wire(limits.connect, LARGEST)
        token = CURRENT.set(wire)
        try:
            async with asyncio.timeout(limits.total) as limit:
                answer = await litellm.aembedding(**_arguments(route, key, texts))
        except Exception as error:
            if isinstance(error, TimeoutError) and limit.expired():
                raise _too_slow(route, limits) from None
            raise translated(error, wire, route) from None
        finally:
            CURRENT.reset(token)
            await wire.close()
        return _read(answer, len(texts), route)


def _arguments(route: Route, key: str | None, texts: Sequence[str]) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "model": route.litellm_model,
        "input": list(texts),
        "max_retries": 0,
        "num_retries": 0,
        "no-log": True,
        "encoding_format": "float",
    }
    if route.base_url:
        arguments["api_base"] = route.base_url
    if key or route.base_url:
        arguments["api_key"] = key or NO_KEY
    return arguments


def _too_slow(route: Route, limits: Timeouts) -> ProviderError:
    return ProviderError(
        f"No embedding came from {route.provider} within {limits.total:g} s.",
        kind=FailureKind.TIMEOUT,
        hint="The time limits are set in Settings, Limits.",
    )


def _read(answer: Any, count: int, route: Route) -> Embedded:
    """One vector for each text, in their order, all of one length and of real numbers."""
    try:
        items = sorted(answer.data, key=lambda item: int(item["index"]))
        vectors = tuple(tuple(float(number) for number in item["embedding"]) for item in items)
        tokens = getattr(answer.usage, "prompt_tokens", None)
    except (AttributeError, KeyError, TypeError, ValueError):
        vectors, tokens = (), None
    sizes = {len(vector) for vector in vectors}
    real = all(math.isfinite(number) for vector in vectors for number in vector)
    if len(vectors) != count or len(sizes) != 1 or 0 in sizes or not real:
        raise ProviderError(
            f"The embeddings of {route.provider} were not understood.",
            kind=FailureKind.NOT_UNDERSTOOD,
            hint="Check that the model is one of embeddings.",
        )
    return Embedded(vectors, tokens if isinstance(tokens, int) and tokens > 0 else None)
