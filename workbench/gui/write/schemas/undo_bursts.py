"""Which keystrokes undo together: those in one field, without a long pause between them."""

from __future__ import annotations

from time import monotonic

PAUSE_S = 1.0


class Bursts:
    def __init__(self, scope: str) -> None:
        self._scope = scope
        self._field = ""
        self._number = 0
        self._last = 0.0

    def key(self) -> str:
        """The merge key of what was typed last."""
        return f"{self._scope}:{self._field}:{self._number}"

    def typed(self, field: str) -> None:
        now = monotonic()
        if field != self._field or now - self._last > PAUSE_S:
            self._number += 1
        self._field, self._last = field, now
