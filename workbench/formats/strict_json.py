"""JSON as the registry writes it: UTF-8, keys sorted, one blank of indent, no key twice."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from workbench.domain.errors import FileProblem
from workbench.formats.strict_yaml import DEEPEST, StrictDocument, decoded

TOO_DEEP = b"\n" + b" " * DEEPEST
FLOATS = re.compile(rb"^ *(?:\"(?:[^\"\\]|\\.)*\": )?(-?[0-9]+[.eE][^,\n]*)", re.MULTILINE)
"""Numbers that are no integers, one on a line as everything is in this layout."""


def read(data: bytes, file: str) -> StrictDocument:
    """Raises `FileProblem`."""
    text = decoded(data, file)
    if (document := _as_written(data)) is not None:
        return StrictDocument(document, canonical=True)
    try:
        value = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise FileProblem(error.msg, file=file, line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise FileProblem(reason, file=file) from error
    if _depth(value) > DEEPEST:
        raise FileProblem(f"has more than {DEEPEST} levels", file=file)
    return StrictDocument(value)


def write(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _as_written(data: bytes) -> dict[str, Any] | None:
    """The document, if the bytes are known to be those that `write` makes of it.

    A key that stands there twice or out of order is not written so, nor is what is no JSON.
    Numbers with a point or an exponent are written in many ways, so they must read as Python
    writes them.
    """
    if TOO_DEEP in data:
        return None
    try:
        value = msgspec.json.decode(data)
        compact = msgspec.json.encode(value, order="sorted")
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    if not isinstance(value, dict) or msgspec.json.format(compact, indent=1) + b"\n" != data:
        return None
    written = all(repr(float(number)) == number.decode() for number in FLOATS.findall(data))
    return value if written else None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"has the key {twice!r} twice")
    return found


def _constant(name: str) -> Any:
    raise ValueError(f"has {name}, which is not JSON")


def _depth(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(_depth, value), default=0)
    return 0
