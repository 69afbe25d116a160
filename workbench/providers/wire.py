"""What is seen of one call below litellm, which hides too much.

litellm reports a stream that breaks off as finished, drops the headers of a refusal and
waits for ever; the wire keeps what the provider really said and did.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol, Self

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind
from workbench.providers.merging import Merger
from workbench.providers.pacing import Pace, Turns

HEAD_BYTES = 64 * 1024
"""Of an answer that is not a stream, this much is kept to be quoted from."""
SECONDS_TO_END = 0.05
SLACK_BYTES = 64 * 1024
"""What an event may need beside the text in it."""
DRAINED_BYTES = 8 * 1024
"""A read that gives less has left nothing behind it."""


class Closable(Protocol):
    async def aclose(self) -> None: ...


@dataclass(slots=True)
class Wire:
    """One call's connection: its limits, and what was seen on it."""

    connect_seconds: float
    output_bytes: int
    pace: Pace = field(default_factory=Pace)
    merging: bool = True
    """Small neighbouring events are made one, for a reader that is slow at each."""
    script: bytes = b""
    """An answer in the server's place: nothing is sent."""
    host: str = ""
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    head: bytes = b""
    lost: bool = False
    """The connection broke while the answer was on its way."""
    verdict: ProviderError | None = None
    """What went wrong, where it was seen here and litellm would blur it."""
    _open: list[Closable] = field(default_factory=list)

    def answered(self, status: int, headers: Mapping[str, str]) -> None:
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.head = b""

    def opened(self, part: Closable) -> None:
        """It is closed when the call is over."""
        self._open.append(part)

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
    again for every packet, so that one of 20 MB would take minutes. Text that comes faster
    than it can be shown is handed on in fewer, larger events.
    """

    def __init__(self, stream: Any, wire: Wire) -> None:
        self._stream, self._wire = stream, wire
        self._bytes = stream.__aiter__()
        self._refused = (wire.status or 0) >= 400
        self._by_line = wire.event_stream and not self._refused
        self._limit = HEAD_BYTES if self._refused else wire.output_bytes + SLACK_BYTES
        self._waiting: list[bytes] = []
        self._count = 0
        """Bytes of this event, or of an answer that is not a stream of them."""
        self._done = self._at_end = False
        self._merger, self._turns = Merger(), Turns(wire.pace)
        self._drained = False
        self._adding = False
        """The newest of it does nothing but add text: more of that may be waited for."""

    @property
    def completed(self) -> Callable[[], None]:
        """To be called when all of it has arrived, read or not."""
        return self._turns.completed

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> bytes:
        while True:
            try:
                data = await self._received()
            except StopAsyncIteration:
                self._at_end = True
                if rest := self._taken(b""):
                    return rest
                raise
            self._count += len(data)
            whole = self._whole_events(data) if self._by_line else data
            if self._count > self._limit:
                self._stop()
            if whole:
                return whole

    async def _received(self) -> bytes:
        wire = self._wire
        if self._adding and self._drained:
            await self._turns.wait()
        try:
            data: bytes = await anext(self._bytes)
        except StopAsyncIteration:
            raise
        except Exception:
            wire.lost = True
            raise
        self._drained = len(data) < DRAINED_BYTES
        if len(wire.head) < HEAD_BYTES:
            wire.head += data[: HEAD_BYTES - len(wire.head)]
        return data

    def _whole_events(self, data: bytes) -> bytes:
        lines = self._whole_lines(data)
        if not self._wire.merging:
            self._adding = not self._done
            return lines
        merged = self._merger.merged(lines)
        self._adding = self._merger.adding
        return merged

    def _whole_lines(self, data: bytes) -> bytes:
        end = data.rfind(b"\n") + 1
        if not end:
            self._waiting.append(data)
            return b""
        text = self._taken(data[:end])
        if rest := data[end:]:
            self._waiting.append(rest)
        if b"\n\n" in text or b"\n\r\n" in text or text.startswith((b"\n", b"\r\n")):
            self._count = len(rest)
        self._done = text.endswith(b"data: [DONE]\n\n")
        return text

    def _taken(self, data: bytes) -> bytes:
        """What was waiting, and `data`."""
        taken = b"".join((*self._waiting, data))
        self._waiting.clear()
        return taken

    def _stop(self) -> None:
        """A refusal is cut to what can be shown; an answer has outgrown its limit."""
        if self._refused:
            raise StopAsyncIteration
        self._too_large()

    def _too_large(self) -> None:
        self._wire.verdict = ProviderError(
            f"A single piece of the answer is larger than {self._wire.output_bytes:,} bytes.",
            kind=FailureKind.TOO_LARGE,
            hint="What came before it is kept. The limit is set in Settings, Limits.",
            status=self._wire.status,
        )
        raise ConnectionError("the answer is too large")

    async def aclose(self) -> None:
        self._turns.close()
        with contextlib.suppress(Exception):
            if self._done and not self._at_end:
                await self._read_to_the_end()
            await self._bytes.aclose()
        await self._stream.aclose()

    async def _read_to_the_end(self) -> None:
        """After `[DONE]` only the end is missing; a connection read to it can be used again."""
        async with asyncio.timeout(SECONDS_TO_END):
            async for _ in self._bytes:
                pass
