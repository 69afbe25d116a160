"""Models of every provider, by litellm."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable

from workbench.domain.models import Endpoint
from workbench.domain.redaction import redacted
from workbench.domain.settings import Settings
from workbench.providers.attempt import Attempt
from workbench.providers.failures import key_missing
from workbench.providers.litellm_import import known_providers, load_litellm
from workbench.providers.pacing import Pace
from workbench.providers.rehearsal import rehearse
from workbench.providers.requests import acompletion_arguments
from workbench.providers.routes import Route, route_to
from workbench.services.model_ports import Chunk, Ending, ModelCall
from workbench.services.ports import KeyStore


class LitellmGateway:
    """Implements `model_ports.ModelGateway`: one attempt, never a retry."""

    def __init__(self, keys: KeyStore, endpoints: Iterable[Endpoint] = ()) -> None:
        self._keys = keys
        self._endpoints = tuple(endpoints)
        self._pace = Pace()

    def configure(self, settings: Settings) -> None:
        """Use these endpoints from the next call on."""
        self._endpoints = settings.endpoints

    async def stream(self, call: ModelCall) -> AsyncIterator[Chunk | Ending]:
        litellm = await asyncio.to_thread(load_litellm)
        route = route_to(call.model, self._endpoints, providers=known_providers())
        if not route.demo:
            await asyncio.to_thread(rehearse)
        key = None if route.demo else await asyncio.to_thread(self._key, route)
        arguments = acompletion_arguments(call, route, key)
        attempt = Attempt(litellm, call, route, arguments, self._redacted, self._pace)
        pieces = attempt.pieces()
        try:
            async for piece in pieces:
                yield piece
        finally:
            await pieces.aclose()  # type: ignore[attr-defined]

    def _key(self, route: Route) -> str | None:
        key = self._keys.key(route.provider)
        if key is None and route.key_required:
            raise key_missing(route.provider, self._keys.status(route.provider).variable)
        return key

    def _redacted(self, text: str) -> str:
        return redacted(text, self._keys.known_secrets())
