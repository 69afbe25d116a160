"""Models of every provider: by litellm, or directly where nothing has to be translated."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from workbench.domain.errors import ProviderError
from workbench.domain.models import Endpoint
from workbench.domain.redaction import redacted
from workbench.domain.settings import Settings
from workbench.providers.attempt import Attempt
from workbench.providers.direct_requests import goes_directly, request_body, request_url
from workbench.providers.failures import key_for
from workbench.providers.litellm_import import known_providers, load_litellm
from workbench.providers.litellm_source import LitellmSource
from workbench.providers.pacing import UNWATCHED_INTERVAL, Pace
from workbench.providers.rehearsal import rehearse
from workbench.providers.requests import acompletion_arguments
from workbench.providers.routes import NO_KEY, Route, route_to
from workbench.providers.wire import Wire
from workbench.services.model_ports import Chunk, Ending, ModelCall
from workbench.services.ports import KeyStore

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from workbench.providers.attempt import Source
    from workbench.providers.direct_source import Sessions


SECONDS_HELD = 1.0
"""A key that was read; one that is set anew counts from then on."""


class LitellmGateway:
    """Implements `model_ports.ModelGateway`: one attempt, never a retry."""

    def __init__(self, keys: KeyStore, endpoints: Iterable[Endpoint] = ()) -> None:
        self._keys = keys
        self._endpoints = tuple(endpoints)
        self._pace, self._unwatched = Pace(), Pace(UNWATCHED_INTERVAL)
        self._sessions: Sessions | None = None
        self._held: dict[str, tuple[float, str | None]] = {}

    def configure(self, settings: Settings) -> None:
        """Use these endpoints from the next call on."""
        self._endpoints = settings.endpoints
        self._held.clear()

    def needs_litellm(self, call: ModelCall) -> bool:
        return self._direct_route(call) is None

    async def stream(self, call: ModelCall) -> AsyncIterator[Chunk | Ending]:
        route = self._direct_route(call)
        wire = Wire(
            call.timeouts.connect,
            call.output_bytes,
            self._unwatched if call.unwatched else self._pace,
        )
        source: Source
        if route:
            wire.merging = False
            source = await self._directly(call, route, wire)
        else:
            route, source = await self._by_litellm(call)
        attempt = Attempt(call, route, source, wire, self._redacted)
        async with aclosing(cast("AsyncGenerator[Chunk | Ending]", attempt.pieces())) as pieces:
            async for piece in pieces:
                yield piece

    async def close(self) -> None:
        """Hang up where connections were kept open in this event loop."""
        if self._sessions:
            await self._sessions.close()

    def _direct_route(self, call: ModelCall) -> Route | None:
        if not call.unwatched:
            return None
        try:
            route = route_to(call.model, self._endpoints)
        except ProviderError:
            return None
        return route if goes_directly(call, route) else None

    async def _directly(self, call: ModelCall, route: Route, wire: Wire) -> Source:
        from workbench.providers.direct_source import DirectSource, Sessions

        self._sessions = self._sessions or Sessions()
        body = request_body(call, route)
        key = await self._held_key(route) or NO_KEY
        return DirectSource(self._sessions.current(), request_url(route), key, body, wire)

    async def _held_key(self, route: Route) -> str | None:
        """Not asked for again at every call of many."""
        now = asyncio.get_running_loop().time()
        read_at, key = self._held.get(route.provider, (-math.inf, None))
        if now - read_at > SECONDS_HELD:
            key = await asyncio.to_thread(key_for, self._keys, route)
            self._held[route.provider] = (now, key)
        return key

    async def _by_litellm(self, call: ModelCall) -> tuple[Route, Source]:
        litellm: Any = await asyncio.to_thread(load_litellm)
        route = route_to(call.model, self._endpoints, providers=known_providers())
        if not route.demo:
            await asyncio.to_thread(rehearse)
        key = None if route.demo else await asyncio.to_thread(key_for, self._keys, route)
        return route, LitellmSource(litellm, acompletion_arguments(call, route, key))

    def _redacted(self, text: str) -> str:
        return redacted(text, self._keys.known_secrets())
