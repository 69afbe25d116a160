"""Watches litellm's HTTP transports: every request of a call is tied to the call's wire.

Imported after litellm only. litellm builds its clients in many places and keeps them; the
transport class below all of them is the one place that sees every provider. Only for files and
batches it makes a new client each time, on httpx's own transport.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import httpx
from litellm.llms.custom_httpx.aiohttp_transport import LiteLLMAiohttpTransport

from workbench.domain.errors import ProviderError
from workbench.domain.hosts import on_this_machine
from workbench.domain.runs import FailureKind
from workbench.providers.unreachable import not_reached
from workbench.providers.wire import CURRENT, WatchedBytes, Wire

NO_CONNECTION = (httpx.ConnectError, httpx.ProxyError, httpx.InvalidURL)
Send = Callable[[Any, httpx.Request], Awaitable[httpx.Response]]


class WatchedStream(WatchedBytes, httpx.AsyncByteStream):
    """What httpx takes for the body of an answer."""


def watch() -> None:
    """Put the watch in place, once."""
    transports: tuple[Any, ...] = (LiteLLMAiohttpTransport, httpx.AsyncHTTPTransport)
    for transport in transports:
        send: Send = transport.handle_async_request
        if not hasattr(send, "__wrapped__"):
            transport.handle_async_request = _watching(send)


def _watching(send: Send) -> Send:
    @functools.wraps(send)
    async def watched(transport: Any, request: httpx.Request) -> httpx.Response:
        wire = CURRENT.get()
        if wire is None:
            return await send(transport, request)
        _prepare(transport, request, wire)
        if isinstance(transport, httpx.AsyncHTTPTransport):
            wire.opened(transport)  # nobody else would close it
        try:
            response = _scripted(wire) if wire.script else await send(transport, request)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            wire.verdict = not_reached(
                error.__cause__ or error,
                wire,
                in_time=not isinstance(error, httpx.TimeoutException),
                answers=not isinstance(error, NO_CONNECTION),
            )
            raise
        _refuse_to_leave(request, response, wire)
        wire.answered(response.status_code, response.headers)
        body = WatchedStream(response.stream, wire)
        wire.opened(body)
        _when_arrived(response.stream, body.completed)
        response.stream = body
        return response

    return watched


def _scripted(wire: Wire) -> httpx.Response:
    return httpx.Response(200, headers={"content-type": "text/event-stream"}, content=wire.script)


def _prepare(transport: Any, request: httpx.Request, wire: Wire) -> None:
    wire.host = request.url.netloc.decode("ascii", "replace")
    # Only the time to connect is limited here; the gateway limits the rest by what arrives
    limit = wire.connect_seconds
    request.extensions["timeout"] = {"connect": limit, "pool": limit, "read": None, "write": None}
    request.headers["accept-encoding"] = "identity"
    if isinstance(transport, LiteLLMAiohttpTransport) and on_this_machine(request.url.host):
        transport.proxy_cache[request.url.host] = None


def _when_arrived(stream: Any, completed: Callable[[], None]) -> None:
    """Told by aiohttp's reader, below litellm's stream."""
    content = getattr(getattr(stream, "_aiohttp_response", None), "content", None)
    if isinstance(content, aiohttp.StreamReader):
        content.on_eof(completed)


def _refuse_to_leave(request: httpx.Request, response: httpx.Response, wire: Wire) -> None:
    """A redirect to another server would take the key and the prompt there."""
    location = response.headers.get("location")
    if not response.is_redirect or not location:
        return
    target = request.url.join(location)
    if (target.scheme, target.netloc) != (request.url.scheme, request.url.netloc):
        place = f"{target.scheme}://{target.netloc.decode('ascii', 'replace')}"
        wire.verdict = ProviderError(
            f"{wire.host} sends the request on to another server, {place}.",
            kind=FailureKind.UNREACHABLE,
            hint="Nothing was sent there. If that is right, set it as the base URL.",
            status=response.status_code,
        )
        raise httpx.TooManyRedirects("redirect to another server", request=request)
