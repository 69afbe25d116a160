"""Pieces of an answer from a server that speaks OpenAI's protocol, without litellm between.

For what is run in great numbers on a person's own server: litellm takes some twenty times
the time of the processor for a request that needs no translation.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from typing import Self
from urllib.parse import urlsplit

import aiohttp

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind
from workbench.providers.answers import Answer
from workbench.providers.openai_events import (
    BrokenPiece,
    EventReader,
    Piece,
    ServerError,
    only_said,
    read_piece,
)
from workbench.providers.unreachable import not_reached
from workbench.providers.wire import WatchedBytes, Wire

READ_BYTES = 1 << 16


class DirectSource:
    """Implements `attempt.Source`."""

    def __init__(
        self, session: aiohttp.ClientSession, url: str, key: str, body: bytes, wire: Wire
    ) -> None:
        self._session, self._url, self._key = session, url, key
        self._body, self._wire = body, wire
        self._watched: WatchedBytes | None = None
        self._reader = EventReader()
        self._events: deque[bytes] = deque()
        self._ended = False
        self.finish_reason = ""

    async def next_piece(self, answer: Answer) -> Piece:
        if self._watched is None:
            await self._open()
        while not self._events:
            await self._receive()
        piece = read_piece(self._events.popleft())
        if (said := only_said(piece)) and self._events:
            said.content = "".join((said.content, *self._more_said()))
        answer.resolved_model = piece.model or answer.resolved_model
        if piece.choices:
            self.finish_reason = piece.choices[0].finish_reason or self.finish_reason
        return piece

    async def close(self) -> None:
        """The wire hangs up."""

    async def _open(self) -> None:
        wire = self._wire
        wire.host = urlsplit(self._url).netloc
        response = await self._response()
        wire.answered(response.status, response.headers)
        body = self._watched = WatchedBytes(_Body(response), wire)
        wire.opened(body)
        response.content.on_eof(body.completed)
        if 300 <= response.status < 400:
            raise _moved(wire, response)
        if response.status >= 400:
            async for _ in body:
                pass
            raise ServerError(f"status {response.status}")

    async def _response(self) -> aiohttp.ClientResponse:
        headers = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        wire = self._wire
        try:
            return await self._session.post(
                self._url,
                data=self._body,
                headers=headers,
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=wire.connect_seconds),
            )
        except (aiohttp.ClientError, OSError) as error:
            wire.verdict = not_reached(
                error,
                wire,
                in_time=not isinstance(error, TimeoutError),
                answers=not isinstance(error, aiohttp.ClientConnectorError | aiohttp.InvalidURL),
            )
            raise

    def _more_said(self) -> Iterator[str]:
        """By the pieces that have arrived too and do nothing but add text: one is made of them."""
        while self._events:
            try:
                said = only_said(read_piece(self._events[0]))
            except (BrokenPiece, ServerError):
                return
            if said is None:
                return
            self._events.popleft()
            yield said.content

    async def _receive(self) -> None:
        assert self._watched
        if self._ended:
            raise StopAsyncIteration
        try:
            self._events.extend(self._reader.read(await anext(self._watched)))
        except StopAsyncIteration:
            self._ended = True
            self._events.extend(self._reader.end())


class _Body:
    """The bytes of an answer, in the form the wire watches."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        if data := await self._response.content.readany():
            return data
        raise StopAsyncIteration

    async def aclose(self) -> None:
        """A connection that was read to its end is used again."""
        if self._response.content.at_eof():
            self._response.release()
        else:
            self._response.close()


def _moved(wire: Wire, response: aiohttp.ClientResponse) -> ProviderError:
    return ProviderError(
        f"{wire.host} sends the request elsewhere.",
        kind=FailureKind.UNREACHABLE,
        hint="Nothing was sent there. If that is right, set its address as the base URL.",
        status=response.status,
    )


class Sessions:
    """Connections that stay open between requests, for each event loop."""

    def __init__(self) -> None:
        self._sessions: dict[asyncio.AbstractEventLoop, aiohttp.ClientSession] = {}

    def current(self) -> aiohttp.ClientSession:
        loop = asyncio.get_running_loop()
        if loop not in self._sessions:
            self._sessions[loop] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"Accept-Encoding": "identity"},
                auto_decompress=False,
                trust_env=False,
            )
        return self._sessions[loop]

    async def close(self) -> None:
        """Those of this loop."""
        if session := self._sessions.pop(asyncio.get_running_loop(), None):
            await session.close()
