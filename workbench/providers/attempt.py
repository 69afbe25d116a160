"""One attempt at one call: within its limits, from the request to the provider's last word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind
from workbench.providers.answers import Answer
from workbench.providers.failures import broken_off, not_understood, translated
from workbench.providers.routes import Route
from workbench.providers.wire import CURRENT, Wire
from workbench.services.model_ports import Chunk, Ending, ModelCall


class Source(Protocol):
    """Where the pieces of an answer come from."""

    async def next_piece(self, answer: Answer) -> Any:
        """In the form of OpenAI's protocol. Raises `StopAsyncIteration` at the end, and
        whatever the library raises. What the piece does not hold is told to `answer`."""
        ...

    @property
    def finish_reason(self) -> str:
        """The provider's own; empty as long as it gave none."""
        ...

    async def close(self) -> None: ...


class Attempt:
    """`redact` takes every secret out of a text that is about to leave."""

    def __init__(
        self,
        call: ModelCall,
        route: Route,
        source: Source,
        wire: Wire,
        redact: Callable[[str], str],
    ) -> None:
        self._call, self._route = call, route
        self._source, self._wire, self._redact = source, wire, redact
        self._answer = Answer()
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
            while True:
                size = answer.size
                chunk = answer.read(await self._source.next_piece(answer))
                if answer.size > size:
                    return chunk
        finally:
            CURRENT.reset(token)

    def _ending(self) -> Ending:
        answer, wire = self._answer, self._wire
        if reason := self._source.finish_reason:
            return Ending(
                reason, answer.tool_calls, answer.usage, answer.resolved_model, answer.logprobs,
                answer.system_fingerprint,
            )  # fmt: skip
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
        await self._source.close()


def _cut(chunk: Chunk, surplus: int) -> Chunk:
    """Without its last `surplus` bytes."""
    return Chunk(_cut_text(chunk.text, surplus), _cut_text(chunk.reasoning, surplus))


def _cut_text(text: str, surplus: int) -> str:
    data = text.encode("utf-8", "surrogatepass")
    kept = data[: max(len(data) - surplus, 0)]
    return kept.decode("utf-8", "ignore")
