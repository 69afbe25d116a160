"""Whose turn it is: so many runs at once for each provider, first come, first served."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager


def provider_of(model: str) -> str:
    """`openai/gpt-4o-mini` is openai's."""
    return model.partition("/")[0]


class Lanes:
    """A model that said "not so fast" gets nothing before the time it asked for is over."""

    def __init__(
        self,
        limit: int,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        self._limit, self._clock, self._sleep = limit, clock, sleep
        self._busy: Counter[str] = Counter()
        self._waiting: defaultdict[str, deque[asyncio.Future[None]]] = defaultdict(deque)
        self._resting: dict[str, float] = {}

    def widen(self, limit: int) -> None:
        """Change the limit. What is under way beyond a smaller one goes on."""
        self._limit = limit
        for provider in tuple(self._waiting):
            self._wake(provider)

    def rest(self, model: str, seconds: float) -> None:
        self._resting[model] = max(self._resting.get(model, 0.0), self._clock() + seconds)

    @asynccontextmanager
    async def turn(self, model: str) -> AsyncIterator[None]:
        provider = provider_of(model)
        await self._rested(model)
        await self._enter(provider)
        while self._rest_left(model) > 0:
            self._leave(provider)
            await self._rested(model)
            await self._enter(provider)
        try:
            yield
        finally:
            self._leave(provider)

    def _rest_left(self, model: str) -> float:
        return self._resting.get(model, 0.0) - self._clock() if self._resting else 0.0

    async def _rested(self, model: str) -> None:
        while (wait := self._rest_left(model)) > 0:
            await self._sleep(wait)
        self._resting.pop(model, None)

    async def _enter(self, provider: str) -> None:
        if self._busy[provider] < self._limit and not self._waiting[provider]:
            self._busy[provider] += 1
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting[provider].append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave(provider)
            raise

    def _leave(self, provider: str) -> None:
        self._busy[provider] -= 1
        self._wake(provider)

    def _wake(self, provider: str) -> None:
        waiting = self._waiting[provider]
        while waiting and self._busy[provider] < self._limit:
            turn = waiting.popleft()
            if not turn.done():
                self._busy[provider] += 1
                turn.set_result(None)
