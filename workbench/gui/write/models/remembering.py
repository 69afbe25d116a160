"""Where ticks and overrides are kept between starts."""

from __future__ import annotations

from typing import Protocol


class Remembering(Protocol):
    def text(self, name: str, default: str = "") -> str: ...

    def keep(self, name: str, value: str) -> None: ...
