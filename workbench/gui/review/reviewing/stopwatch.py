"""How long somebody looked at an item: without the time in which nobody did anything."""

from __future__ import annotations

from collections.abc import Callable

IDLE_SECONDS = 120.0
"""After so long without a key or the mouse nobody is taken to be there."""


class Stopwatch:
    """Told of every sign of life, it needs no timer. `now` is in seconds, and never goes back."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._counted = 0.0
        self._last: float | None = None
        """The last sign of life; None while it stands still."""

    @property
    def seconds(self) -> float:
        return self._counted + self._since()

    def begin(self, counted: float = 0.0) -> None:
        """Another item, which was looked at for so long before."""
        self._counted = counted
        if self._last is not None:
            self._last = self._now()

    def go_on(self) -> None:
        if self._last is None:
            self._last = self._now()

    def pause(self) -> None:
        self._counted, self._last = self.seconds, None

    def touch(self) -> None:
        """A key or the mouse."""
        if self._last is not None:
            self._counted, self._last = self.seconds, self._now()

    def _since(self) -> float:
        return 0.0 if self._last is None else min(self._now() - self._last, IDLE_SECONDS)
