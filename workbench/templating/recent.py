"""What was found out lately, by what it depends on, within bounds of memory."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")

LEAST = 64
"""What anything counts at least: keys and answers take room besides their text."""


class Recent(Generic[K, V]):
    """Keeps what was used last, as long as all sizes together stay within `room`."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                return None
            self._kept.move_to_end(key)
            return found[0]

    def put(self, key: K, value: V, size: int) -> V:
        """The value itself, which is kept unless it takes all the room there is."""
        size = max(size, LEAST)
        if size > self._room:
            return value
        with self._lock:
            if key in self._kept:
                self._used -= self._kept.pop(key)[1]
            self._kept[key] = value, size
            self._used += size
            while self._used > self._room:
                self._used -= self._kept.popitem(last=False)[1][1]
        return value
