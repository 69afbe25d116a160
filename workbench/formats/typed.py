"""JSON read into records by their types, in any thread.

msgspec works out what a type holds when the type is first used, in Python and thus with turns for
other threads. One that uses the type meanwhile finds half of it, and the process ends (seen with
msgspec 0.22). Here one thread works it out while the others wait.
"""

from __future__ import annotations

from threading import Lock
from typing import Any, TypeVar

import msgspec

Record = TypeVar("Record")
_WORKING_OUT = Lock()
_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


def decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    """The reader of a type, of a union of types or of an annotated one; the same each time."""
    found = _decoders.get(kind)
    if found is None:
        with _WORKING_OUT:
            found = _decoders.get(kind)
            if found is None:
                found = _decoders[kind] = msgspec.json.Decoder(kind)
    return found


def read(data: bytes | str, kind: type[Record]) -> Record:
    """Raises `msgspec.DecodeError`, or `msgspec.ValidationError` where it is no such record."""
    record: Record = decoder(kind).decode(data)
    return record


def convert(value: Any, kind: type[Record]) -> Record:
    """From dicts and lists. Raises `msgspec.ValidationError` where it is no such record."""
    decoder(kind)
    return msgspec.convert(value, kind)
