"""JSON values from anywhere, held to what a case can keep."""

from __future__ import annotations

import math
from typing import Any

from workbench.domain.json_values import Json, freeze

DEEPEST = 64


class Unusable(ValueError):
    """Why a value cannot be kept."""


def kept_value(value: Any) -> Json:
    """Raises `Unusable` for what is no JSON or nested too deeply."""
    _look_at(value, 0)
    return freeze(value)


def _look_at(value: Any, depth: int) -> None:
    if depth > DEEPEST:
        raise Unusable(f"is nested more than {DEEPEST} levels deep")
    if isinstance(value, Refused):
        raise Unusable(value.reason)
    if isinstance(value, float) and not math.isfinite(value):
        raise Unusable("holds a number that is too large, or no number")
    if isinstance(value, dict):
        for item in value.values():
            _look_at(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _look_at(item, depth + 1)


class Refused:
    """Stands in a document for what its reader found but does not take."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason


def pairs(found: list[tuple[str, Any]]) -> Any:
    """An object, unless it has a name twice."""
    taken = dict(found)
    if len(taken) == len(found):
        return taken
    names = [name for name, _ in found]
    twice = next(name for name in names if names.count(name) > 1)
    return Refused(f"has the name {twice!r} twice")


def constant(name: str) -> Any:
    return Refused(f"holds {name}, which is not JSON")
