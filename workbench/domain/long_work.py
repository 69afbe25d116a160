"""Work that one may have to wait for: it tells how far it is, and can be ended."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Generic, TypeVar

from workbench.domain.errors import Cancelled

Progress = TypeVar("Progress")


class LongWork(Generic[Progress]):
    """`told` hears how far it is, in the thread that works; any thread may cancel."""

    def __init__(self, told: Callable[[Progress], None] = lambda _progress: None) -> None:
        self._told = told
        self._cancelled = Event()

    def tell(self, progress: Progress) -> None:
        self._told(progress)

    def cancel(self) -> None:
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    def go_on(self) -> None:
        """Raises `Cancelled` where it was ended."""
        if self.cancelled:
            raise Cancelled("It was stopped.")
