"""Parts that are slow to load and seldom used."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class WhenUsed:
    """Stands for such a part until it is used."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make
        self._made: object = None

    def __getattr__(self, name: str) -> Any:
        self._made = self._made or self._make()
        return getattr(self._made, name)
