"""JSON values that can stand inside frozen, hashable types.

`freeze` turns what `json.loads` returns into tuples and `JsonObject`s, `thaw`
turns it back. Key order is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Union


@dataclass(frozen=True, slots=True)
class JsonObject:
    items: tuple[tuple[str, Json], ...] = ()

    def __iter__(self) -> Iterator[tuple[str, Json]]:
        return iter(self.items)


Json = Union[None, bool, int, float, str, tuple["Json", ...], JsonObject]  # noqa: UP007 - recursive


def freeze(value: Any) -> Json:
    if isinstance(value, dict):
        return JsonObject(tuple((str(key), freeze(item)) for key, item in value.items()))
    if isinstance(value, list | tuple):
        return tuple(freeze(item) for item in value)
    if value is None or isinstance(value, bool | int | float | str | JsonObject):
        return value
    raise TypeError(f"not a JSON value: {type(value).__name__}")


def thaw(value: Json) -> Any:
    if isinstance(value, JsonObject):
        return {key: thaw(item) for key, item in value.items}
    if isinstance(value, tuple):
        return [thaw(item) for item in value]
    return value
