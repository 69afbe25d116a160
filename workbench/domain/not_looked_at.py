"""What a look at drift or at sentinel cases leaves out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotLookedAt:
    """What was left out, and why."""

    file: str
    reason: str
