"""One attempt at one call: within its limits, from the request to the provider's last word."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind
from workbench.providers.answers import Answer
from workbench.providers.failures import broken_off, not_understood, translated
from workbench.providers.pacing import Pace
from workbench.providers.routes import Route
from workbench.providers.wire import CURRENT, Wire
from workbench.services.model_ports import Chunk, Ending, ModelCall


class Attempt:
    """`redact` takes every secret out of a text that is about to leave."""

    def __init__(
        self,
        litellm: Any,
        call: ModelCall,
        route: Route,
        arguments: dict[str, Any],
        redact: Callable[[str], str],
        pace: Pace,
    ) -> None:
        self._litellm, self._call, self._route = litellm, call, route
        self._arguments, self._redact = arguments, redact
        self._wire = Wire(call.timeouts.connect, call.output_bytes, pace)
        self._answer = Answer()
        self._stream: Any = None
        self._started = 0.0

    async def pieces(self) -> AsyncIterator[Chunk | Ending]:
        """Raises `ProviderError`. The foreign error, which may hold a key, is not in its chain."""
        self._started = asyncio.get_running_loop().time()
        try:
            while (chunk := await self._next_or_fail()) is not None:
                room = self._call.output_bytes - self._answer.size
                if room < 0:
                    yield _cut(chunk, -room)
                    raise self._shown(self._too_large())
                if chunk.text or chunk.reasoning:
                    yield chunk
            yield self._ending()
        finally:
            await self._close()

    async def _next_or_fail(self) -> Chunk | None:
        """The next piece, or None at the end."""
        try:
            return await self._next()
        except StopAsyncIteration:
            return None
        except ProviderError as error:
            failure = error
        except Exception as error:
            failure = translated(error, self._wire, self._route)
        raise self._shown(failure)

    async def _next(self) -> Chunk:
        seconds, why = self._limit(asyncio.get_running_loop().time())
        try:
            async with asyncio.timeout(seconds) as limit:
                return await self._receive()
        except TimeoutError:
            if not limit.expired():
                raise
        raise ProviderError(
            why,
            kind=FailureKind.TIMEOUT,
            hint="The time limits are set in Settings, Limits.",
            status=self._wire.status,
        )

    def _limit(self, now: float) -> tuple[float, str]:
        """Seconds until the first limit that runs out, and what to say then."""
        limits, name = self._call.timeouts, self._call.model
        first = self._started + limits.first_token - now
        left = self._started + limits.total - now
        waiting = (
            (limits.idle, f"Nothing more came from {name} for {limits.idle:g} s.")
            if self._answer.began
            else (first, f"No first word came from {name} within {limits.first_token:g} s.")
        )
        total = (left, f"The answer of {name} took longer than {limits.total:g} s.")
        return min(waiting, total)

    async def _receive(self) -> Chunk:
        """Until something is said: a piece with nothing in it keeps nobody waiting longer."""
        answer = self._answer
        token = CURRENT.set(self._wire)
        try:
            if self._stream is None:
                self._stream = await self._litellm.acompletion(**self._arguments)
            while True:
                size = answer.size
                chunk = answer.read(await anext(self._stream))
                self._forget_history()
                if answer.size > size:
                    return chunk
        finally:
            if self._stream is not None:
                self._forget_history()
            CURRENT.reset(token)

    def _forget_history(self) -> None:
        """Take the provider's usage from what litellm keeps, and keep litellm from keeping it.

        It copies the whole text for every piece, and makes up a usage where none was said.
        """
        for piece in self._stream.chunks:
            self._answer.read_usage(getattr(piece, "usage", None))
        self._stream.chunks.clear()
        self._stream.response_uptil_now = ""

    def _ending(self) -> Ending:
        """litellm makes up a `stop` where the provider gave none: look at what it was given."""
        stream, answer, wire = self._stream, self._answer, self._wire
        reason = stream.received_finish_reason or stream.intermittent_finish_reason
        if reason:
            return Ending(str(reason), answer.tool_calls, answer.usage, answer.resolved_model)
        if not answer.began and wire.status is not None and b"data:" not in wire.head:
            raise self._shown(not_understood(wire))
        raise self._shown(
            broken_off(wire, f"{self._route.provider} ended the answer without saying why.")
        )

    def _too_large(self) -> ProviderError:
        return ProviderError(
            f"The answer is larger than {self._call.output_bytes:,} bytes.",
            kind=FailureKind.TOO_LARGE,
            hint="The limit is set in Settings, Limits.",
            status=self._wire.status,
        )

    def _shown(self, failure: ProviderError) -> ProviderError:
        """A new error with no secret in it and nothing behind it."""
        return ProviderError(
            self._redact(failure.message),
            kind=failure.kind,
            hint=failure.hint,
            status=failure.status,
            retry_after=failure.retry_after,
        )

    async def _close(self) -> None:
        await self._wire.close()
        if self._stream is not None:
            with contextlib.suppress(Exception):
                await self._stream.aclose()


def _cut(chunk: Chunk, surplus: int) -> Chunk:
    """Without its last `surplus` bytes."""
    return Chunk(_cut_text(chunk.text, surplus), _cut_text(chunk.reasoning, surplus))


def _cut_text(text: str, surplus: int) -> str:
    data = text.encode("utf-8", "surrogatepass")
    kept = data[: max(len(data) - surplus, 0)]
    return kept.decode("utf-8", "ignore")
