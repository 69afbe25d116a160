"""The part of YAML that a registry may use, read strictly.

UTF-8 without a byte-order mark, line feeds only, one document of mappings, lists and plain
JSON scalars. Whatever readers disagree about is refused with its line: duplicate keys, anchors,
aliases, tags, dates, flow collections, bare words such as `no`, numbers such as `1e3`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from workbench.domain.errors import FileProblem

LARGEST_FILE = 4 * 1024 * 1024
DEEPEST = 64
INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
CONSTANTS: dict[str, bool | None] = {"null": None, "true": True, "false": False}
DOUBTFUL = re.compile(
    r"(?i:~|y|n|yes|no|on|off|null|true|false|=|<<|[-+]?\.(?:inf|nan))"
    r"|[-+]?[.0-9][0-9_.:xobeE+tTzZ -]*|0x[0-9a-fA-F]+"
)
"""Plain words that some YAML reader takes for something else than text."""

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class StrictDocument:
    """What a file says, and on which line each of its fields begins."""

    value: Any
    lines: Mapping[Place, int] = field(default_factory=dict)
    canonical: bool = False
    """Known to stand in the file just as our writer writes it; False says nothing of that."""

    def line(self, place: Place) -> int | None:
        """The line of a field, or of the nearest one around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place)


def read(data: bytes, file: str) -> StrictDocument:
    """Raises `FileProblem` with the line and the field."""
    text = decoded(data, file)
    reader = _Reader(text, file)
    try:
        return StrictDocument(reader.document(), reader.lines)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        line = mark.line + 1 if mark else _line_at(text, getattr(error, "position", None))
        raise FileProblem(str(reason), file=file, line=line) from error


def decoded(data: bytes, file: str) -> str:
    """The text of a registry's file. Raises `FileProblem`."""
    if len(data) > LARGEST_FILE:
        raise FileProblem(f"larger than {LARGEST_FILE // 2**20} MB", file=file)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileProblem("not UTF-8", file=file, line=line) from error
    if text.startswith("\ufeff"):
        raise FileProblem("begins with a byte-order mark", file=file, line=1)
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        raise FileProblem("has a carriage return: lines end with a line feed", file=file, line=line)
    return text


def _line_at(text: str, position: int | None) -> int | None:
    return None if position is None else text.count("\n", 0, position) + 1


class _Reader:
    """Builds the document from the parser's events, so that nothing is resolved behind its back."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self.lines: dict[Place, int] = {}

    def document(self) -> Any:
        self._next()
        start = self._next()
        if isinstance(start, yaml.StreamEndEvent):
            raise FileProblem("empty", file=self._file)
        self._refuse(bool(start.version or start.tags), "a directive", start)
        value = self._value(self._next(), ())
        self._next()
        after = self._next()
        self._refuse(not isinstance(after, yaml.StreamEndEvent), "a second document", after)
        return value

    def _value(self, event: Any, place: Place) -> Any:
        self._refuse(isinstance(event, yaml.AliasEvent), "an alias", event, place)
        self._refuse(event.anchor is not None, "an anchor", event, place)
        self._refuse(event.tag is not None, "a tag", event, place)
        self._refuse(len(place) > DEEPEST, f"more than {DEEPEST} levels", event, place)
        self.lines.setdefault(place, event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        value = (
            self._mapping(place)
            if isinstance(event, yaml.MappingStartEvent)
            else (self._sequence(place))
        )
        self._refuse(bool(event.flow_style and value), "flow style", event, place)
        return value

    def _mapping(self, place: Place) -> dict[str, Any]:
        value: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            known = isinstance(event, yaml.ScalarEvent) and not event.anchor and not event.tag
            self._refuse(not known, "a key that is not text", event, place)
            key = self._scalar(event, place)
            self._refuse(
                not isinstance(key, str), f"the key {key}, which is not text", event, place
            )
            self._refuse(key in value, f"the key {key!r} twice", event, place)
            self.lines[(*place, key)] = event.start_mark.line + 1
            value[key] = self._value(self._next(), (*place, key))
        return value

    def _sequence(self, place: Place) -> list[Any]:
        value: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            value.append(self._value(event, (*place, len(value))))
        return value

    def _scalar(self, event: Any, place: Place) -> Any:
        text: str = event.value
        if event.style:
            return text
        if text in CONSTANTS:
            return CONSTANTS[text]
        if INTEGER.fullmatch(text):
            return int(text)
        if NUMBER.fullmatch(text):
            return float(text)
        self._refuse(not text, "no value; leave the key out", event, place)
        unclear = bool(DOUBTFUL.fullmatch(text))
        self._refuse(
            unclear, f"the bare word {text}, which YAML readers take differently", event, place
        )
        return text

    def _next(self) -> Any:
        return next(self._events)

    def _refuse(self, wrong: bool, what: str, event: Any, place: Place = ()) -> None:
        if wrong:
            line = event.start_mark.line + 1
            name = ".".join(str(part) for part in place)
            raise FileProblem(f"has {what}", file=self._file, line=line, field=name)


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
