"""What is seen of one call below litellm, which hides too much.

litellm reports a stream that breaks off as finished, drops the headers of a refusal and
waits for ever; the wire keeps what the provider really said and did.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind

HEAD_BYTES = 64 * 1024
"""Of an answer that is not a stream, this much is kept to be quoted from."""
SECONDS_TO_END = 0.05
SLACK_BYTES = 64 * 1024
"""What an event may need beside the text in it."""


@dataclass(slots=True)
class Wire:
    """One call's connection: its limits, and what was seen on it."""

    connect_seconds: float
    output_bytes: int
    host: str = ""
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    head: bytes = b""
    lost: bool = False
    """The connection broke while the answer was on its way."""
    verdict: ProviderError | None = None
    """What went wrong, where it was seen here and litellm would blur it."""
    _open: list[WatchedBytes] = field(default_factory=list)

    def answered(self, status: int, headers: Mapping[str, str], body: WatchedBytes) -> None:
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.head = b""
        self._open.append(body)

    @property
    def event_stream(self) -> bool:
        return self.headers.get("content-type", "").startswith("text/event-stream")

    async def close(self) -> None:
        """Hang up, whatever litellm thinks."""
        while self._open:
            # A connection that cannot be closed is gone
            with contextlib.suppress(Exception):
                await self._open.pop().aclose()


CURRENT: ContextVar[Wire | None] = ContextVar("the wire of the call being made", default=None)


class WatchedBytes:
    """The body of an answer as it arrives, within limits.

    An event stream is handed on in whole lines: litellm's clients copy an unfinished line
    again for every packet, so that one of 20 MB would take minutes.
    """

    def __init__(self, stream: Any, wire: Wire) -> None:
        self._stream, self._wire = stream, wire
        self._limit = wire.output_bytes + SLACK_BYTES
        self._bytes = stream.__aiter__()
        self._done = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        refused = (self._wire.status or 0) >= 400
        pieces = self._lines() if self._wire.event_stream and not refused else self._all(refused)
        async for piece in pieces:
            yield piece

    async def _lines(self) -> AsyncIterator[bytes]:
        waiting: list[bytes] = []
        event_bytes = 0
        async for data in self._received():
            waiting.append(data)
            event_bytes += len(data)
            if b"\n" in data:
                text = b"".join(waiting)
                end = text.rfind(b"\n") + 1
                waiting = [text[end:]]
                if b"\n\n" in text or b"\r\n\r\n" in text:
                    event_bytes = len(waiting[0])
                self._done = text.endswith(b"data: [DONE]\n\n")
                yield text[:end]
            if event_bytes > self._limit:
                self._too_large()
        if waiting[-1:] not in ([], [b""]):
            yield b"".join(waiting)

    async def _all(self, refused: bool) -> AsyncIterator[bytes]:
        """A refusal is cut to what can be shown; anything else has the limit of an answer."""
        count = 0
        async for data in self._received():
            count += len(data)
            if refused and count > HEAD_BYTES:
                return
            if count > self._limit:
                self._too_large()
            yield data

    async def _received(self) -> AsyncIterator[bytes]:
        wire = self._wire
        try:
            async for data in self._bytes:
                if len(wire.head) < HEAD_BYTES:
                    wire.head += data[: HEAD_BYTES - len(wire.head)]
                yield data
        except Exception:
            wire.lost = True
            raise

    def _too_large(self) -> None:
        self._wire.verdict = ProviderError(
            f"A single piece of the answer is larger than {self._wire.output_bytes:,} bytes.",
            kind=FailureKind.TOO_LARGE,
            hint="What came before it is kept. The limit is set in Settings, Limits.",
            status=self._wire.status,
        )
        raise ConnectionError("the answer is too large")

    async def aclose(self) -> None:
        with contextlib.suppress(Exception):
            if self._done:
                await self._read_to_the_end()
            await self._bytes.aclose()
        await self._stream.aclose()

    async def _read_to_the_end(self) -> None:
        """After `[DONE]` only the end is missing; a connection read to it can be used again."""
        async with asyncio.timeout(SECONDS_TO_END):
            async for _ in self._bytes:
                pass
