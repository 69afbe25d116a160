"""How a state is told: by word and icon; the colour only repeats it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    word: str
    icon: str
    token: str
