"""YAML that every reader reads alike, written one way only.

Two spaces, block style, no anchors and no tags. A text with line breaks is a literal block
where that is exact; any other text is plain where no YAML reader can take it for something
else, and in JSON quotes where one could. What was written is read back before it is returned.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from workbench.domain.errors import InvalidContent
from workbench.formats import strict_yaml

PLAIN = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_./@+,'()-]| (?! ))*(?<! )|sha256:[0-9a-f]{64}")
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_./-]*")
RESERVED = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
NOT_LITERAL = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    "|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
"""What a literal block cannot hold exactly, or would hide from the one who reads it."""


def write(document: Mapping[str, Any]) -> str:
    """The document as text. Raises `InvalidContent` where it cannot be written exactly."""
    text = layout(document)
    try:
        again = strict_yaml.read(text.encode(), "").value
    except Exception as error:
        raise InvalidContent(f"cannot be written as YAML: {error}") from error
    if not identical(again, document):
        raise InvalidContent("cannot be written as YAML: it would be read back differently")
    return text


def layout(document: Mapping[str, Any]) -> str:
    """What `write` writes, not read back: for comparing with a text that was just read."""
    return "".join(f"{line}\n" for line in _mapping(document, 0, ""))


def identical(one: Any, other: Any) -> bool:
    """Equal in value, in type and in the order of keys."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(identical(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(identical, one, other))
    return type(one) is type(other) and one == other


def _mapping(value: Mapping[str, Any], indent: int, place: str) -> Iterator[str]:
    for key, item in value.items():
        if not isinstance(key, str):
            raise InvalidContent(f"the key {key!r} is not text", place=place)
        here = f"{place}.{key}" if place else key
        yield from _entry(f"{' ' * indent}{_key(key)}:", item, indent, here)


def _sequence(value: list[Any] | tuple[Any, ...], indent: int, place: str) -> Iterator[str]:
    for index, item in enumerate(value):
        here = f"{place}[{index}]"
        if item and isinstance(item, Mapping | list | tuple):
            lines = _block(item, indent + 2, here)
            yield f"{' ' * indent}- {next(lines)[indent + 2 :]}"
            yield from lines
        else:
            yield from _entry(f"{' ' * indent}-", item, indent, here)


def _entry(start: str, value: Any, indent: int, place: str) -> Iterator[str]:
    if value and isinstance(value, Mapping | list | tuple):
        yield start
        yield from _block(value, indent + 2, place)
    elif isinstance(value, str) and _fits_literal(value):
        yield from _literal(start, value, indent + 2)
    else:
        yield f"{start} {_scalar(value, place)}"


def _block(value: Any, indent: int, place: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        return _mapping(value, indent, place)
    return _sequence(value, indent, place)


def _fits_literal(text: str) -> bool:
    return "\n" in text and bool(text.strip()) and not NOT_LITERAL.search(text)


def _literal(start: str, text: str, indent: int) -> Iterator[str]:
    body = text.rstrip("\n")
    ending = text[len(body) :]
    chomping = {"": "-", "\n": ""}.get(ending, "+")
    indicator = "2" if text[0] in " \t\n" else ""
    yield f"{start} |{indicator}{chomping}"
    for line in (*body.split("\n"), *ending[1:].split("\n")[:-1]):
        yield " " * indent + line if line else ""


def _key(key: str) -> str:
    return key if PLAIN_KEY.fullmatch(key) and key.lower() not in RESERVED else quoted(key)


def _scalar(value: Any, place: str) -> str:
    if isinstance(value, str):
        plain = PLAIN.fullmatch(value) and value.lower() not in RESERVED
        return value if plain else quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and math.isfinite(value):
        digits = format(Decimal(repr(value)), "f")
        return digits if "." in digits else f"{digits}.0"
    if isinstance(value, Mapping | list | tuple):
        return "{}" if isinstance(value, Mapping) else "[]"
    raise InvalidContent(f"a {type(value).__name__} cannot be written as YAML", place=place)


def quoted(text: str) -> str:
    """The text in JSON quotes, with what cannot be seen or is not printable as escapes."""
    return NOT_LITERAL.sub(
        lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False)
    )
