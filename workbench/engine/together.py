"""Small calls that need a thread, made together.

To go to a thread and back costs the event loop more than most of the calls take: those that
come while others are being made wait, and are then made in one go.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

MOST_TOGETHER = 64
"""The first of them waits for the last: it should not wait long."""

T = TypeVar("T")
Waiting = tuple[Callable[[], Any], asyncio.Future[Any]]


class Together:
    """Lives in one event loop."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self._working: asyncio.Task[None] | None = None

    async def call(self, function: Callable[[], T]) -> T:
        """As `asyncio.to_thread`: what it returns, or raises."""
        returned: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((function, returned))
        if self._working is None:
            self._working = asyncio.create_task(self._work(), name="calls made together")
        return await returned

    async def _work(self) -> None:
        group: list[Waiting] = []
        try:
            while self._waiting:
                group, self._waiting = self._waiting[:MOST_TOGETHER], self._waiting[MOST_TOGETHER:]
                calls = [function for function, future in group if not future.done()]
                open_ = [future for _, future in group if not future.done()]
                for future, outcome in zip(open_, await _made(calls), strict=True):
                    _settle(future, outcome)
        except asyncio.CancelledError:
            for _, future in (*group, *self._waiting):
                future.cancel()
            raise
        finally:
            self._working = None


class _Raised:
    def __init__(self, error: Exception) -> None:
        self.error = error


async def _made(calls: list[Callable[[], Any]]) -> list[Any]:
    return await asyncio.to_thread(lambda: [_outcome(function) for function in calls])


def _outcome(function: Callable[[], Any]) -> Any:
    try:
        return function()
    except Exception as error:
        return _Raised(error)


def _settle(future: asyncio.Future[Any], outcome: Any) -> None:
    if future.done():
        return
    if isinstance(outcome, _Raised):
        future.set_exception(outcome.error)
    else:
        future.set_result(outcome)
