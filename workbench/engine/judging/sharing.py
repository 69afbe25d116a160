"""Work that several are waiting for at once is done once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Shared(NamedTuple, Generic[T]):
    result: T
    first: bool
    """This caller is the one it was done for: whoever pays, pays once."""


class Sharing(Generic[T]):
    """Lives in one event loop. What nobody waits for any longer is cancelled."""

    def __init__(self) -> None:
        self._tasks: dict[Hashable, asyncio.Task[T]] = {}
        self._waiting: dict[asyncio.Task[T], int] = {}

    async def get(self, key: Hashable, work: Callable[[], Awaitable[T]]) -> Shared[T]:
        task = self._tasks.get(key)
        first = task is None
        if task is None:
            task = asyncio.create_task(_awaited(work), name="asked for by several")
            self._tasks[key] = task
        self._waiting[task] = self._waiting.get(task, 0) + 1
        try:
            return Shared(await asyncio.shield(task), first)
        finally:
            self._leave(key, task)

    def _leave(self, key: Hashable, task: asyncio.Task[T]) -> None:
        self._waiting[task] -= 1
        if self._waiting[task]:
            return
        del self._waiting[task]
        if self._tasks.get(key) is task:
            del self._tasks[key]
        if not task.done():
            task.cancel()


async def _awaited(work: Callable[[], Awaitable[T]]) -> T:
    return await work()
