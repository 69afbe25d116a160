"""Whose turn it is: so many runs at once for each provider, first come, first served.

A provider that says "not so fast" gets half as many at a time from then on, and one more
after each run of answers that went well: additive increase, multiplicative decrease, as in
Chiu and Jain, "Analysis of the increase and decrease algorithms for congestion avoidance in
computer networks" (1989).
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

SUCCESSES_TO_GROW = 10
"""Answers in a row after which a lane that was narrowed takes one more at a time."""


def provider_of(model: str) -> str:
    """`openai/gpt-4o-mini` is openai's."""
    return model.partition("/")[0]


_Queue = list[tuple[int, asyncio.Future[None]]]
"""A heap: the lowest number came first."""


@dataclass(slots=True)
class _Lane:
    busy: int = 0
    queues: dict[str, _Queue] = field(default_factory=dict)
    """Of each model, those that wait; none is empty."""
    narrowed: int | None = None
    """Runs at once since it asked to slow down; None: as many as the limit allows."""
    narrowed_at: float = float("-inf")
    in_a_row: int = 0
    answers: int = 0


class Lanes:
    """A model that said "not so fast" gets nothing before the time it asked for is over. Who
    waits for it keeps its place, and who was refused goes behind: none is refused again and again
    while others are not asked."""

    def __init__(
        self,
        limit_of: Callable[[str], int],
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        """`limit_of` a provider: how many runs at once, at most."""
        self._limit_of, self._clock, self._sleep = limit_of, clock, sleep
        self._lanes: dict[str, _Lane] = {}
        self._resting: dict[str, float] = {}
        self._watches: dict[str, asyncio.Task[None]] = {}
        """Of each resting model that is waited for: it wakes who waits when the rest is over."""
        self._numbers = itertools.count()

    def limits_changed(self) -> None:
        """Let in who now may. What is under way beyond a smaller limit goes on."""
        for provider in self._lanes:
            self._wake(provider)

    def rest(self, model: str, seconds: float) -> None:
        self._resting[model] = max(self._resting.get(model, 0.0), self._clock() + seconds)
        if model in self._lane(provider_of(model)).queues:
            self._see_to(model)

    def slow_down(self, model: str, sent_at: float) -> None:
        """Its provider refused a request, sent at that time of the clock, for being too many.

        What was sent before the lane was last narrowed says nothing about how wide it is now.
        """
        provider = provider_of(model)
        lane = self._lane(provider)
        lane.in_a_row = 0
        if sent_at >= lane.narrowed_at:
            lane.narrowed = max(1, min(self._width(provider), lane.busy) // 2)
            lane.narrowed_at = self._clock()

    def went_well(self, model: str) -> None:
        provider = provider_of(model)
        lane = self._lane(provider)
        lane.answers += 1
        if lane.narrowed is None:
            return
        lane.in_a_row += 1
        if lane.in_a_row >= SUCCESSES_TO_GROW:
            lane.in_a_row = 0
            lane.narrowed += 1
            if lane.narrowed >= self._limit_of(provider):
                lane.narrowed = None
            self._wake(provider)

    def answers(self, model: str) -> int:
        """How many the model's provider gave so far: whether it gets on at all."""
        return self._lane(provider_of(model)).answers

    def reason(self, provider: str) -> str:
        """Why its runs go slowly, in words; empty where they do not."""
        lane = self._lanes.get(provider)
        if lane is None:
            return ""
        rests = (self._rest_left(m) for m in self._resting if provider_of(m) == provider)
        if (left := max(rests, default=0.0)) > 0:
            return f"{provider} asked to wait, for another {max(1, round(left))} s."
        if lane.narrowed is not None:
            limit = self._limit_of(provider)
            return f"{provider} asked to slow down: {lane.narrowed} at a time instead of {limit}."
        if lane.queues and self._limit_of(provider) == 1:
            return f"{provider} gets one request at a time."
        return ""

    @asynccontextmanager
    async def turn(self, model: str) -> AsyncIterator[None]:
        provider, number = provider_of(model), next(self._numbers)
        await self._enter(model, number)
        while self._rest_left(model) > 0:  # it began after the turn was given
            self._leave(provider)
            await self._enter(model, number)
        try:
            yield
        finally:
            self._leave(provider)

    def _lane(self, provider: str) -> _Lane:
        if (lane := self._lanes.get(provider)) is None:
            lane = self._lanes[provider] = _Lane()
        return lane

    def _width(self, provider: str) -> int:
        narrowed, limit = self._lane(provider).narrowed, self._limit_of(provider)
        return limit if narrowed is None else min(limit, narrowed)

    def _rest_left(self, model: str) -> float:
        return self._resting.get(model, 0.0) - self._clock() if self._resting else 0.0

    async def _enter(self, model: str, number: int) -> None:
        provider = provider_of(model)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._lane(provider).queues.setdefault(model, []), (number, turn))
        self._wake(provider)
        self._see_to(model)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._leave(provider)
            raise

    def _see_to(self, model: str) -> None:
        if self._rest_left(model) > 0 and model not in self._watches:
            self._watches[model] = asyncio.create_task(self._watch(model))

    async def _watch(self, model: str) -> None:
        try:
            while (wait := self._rest_left(model)) > 0:
                await self._sleep(wait)
            self._resting.pop(model, None)
        finally:
            del self._watches[model]
        self._wake(provider_of(model))

    def _leave(self, provider: str) -> None:
        self._lane(provider).busy -= 1
        self._wake(provider)

    def _wake(self, provider: str) -> None:
        lane = self._lane(provider)
        while lane.queues and lane.busy < self._width(provider):
            awake = [model for model in lane.queues if self._rest_left(model) <= 0]
            if not awake:
                return
            first = min(awake, key=lambda model: lane.queues[model][0])
            turn = _taken(lane, first)
            if not turn.done():
                lane.busy += 1
                turn.set_result(None)


def _taken(lane: _Lane, model: str) -> asyncio.Future[None]:
    queue = lane.queues[model]
    _, turn = heapq.heappop(queue)
    if not queue:
        del lane.queues[model]
    return turn
