"""YAML as people write it, read to plain JSON values with the line of each.

Scalars are those of YAML 1.2's core schema, as JavaScript tools read them: `yes`, `no` and dates
are text. Anchors, aliases and merged keys count with all they stand for, so that a small file
cannot become a huge one. What cannot be taken (tags, a key twice, `.nan`) stands in the document
as a `Refused`, for whoever reads it to tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from workbench.domain.errors import FileProblem
from workbench.formats.strict_yaml import Place, StrictDocument
from workbench.formats.usable_json import DEEPEST, Refused

MOST_NODES = 2_000_000
CHARACTERS_A_NODE = 64
"""A text counts by its length, too: aliases of it add up."""
MERGE = "<<"
NULL = re.compile(r"~|null|Null|NULL|")
TRUE, FALSE = re.compile(r"true|True|TRUE"), re.compile(r"false|False|FALSE")
INTEGER = re.compile(r"[-+]?[0-9]{1,400}")
OTHER_INTEGER = re.compile(r"0o[0-7]{1,100}|0x[0-9a-fA-F]{1,100}")
NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
TEXT_TAG = "tag:yaml.org,2002:str"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(text: str, file: str) -> StrictDocument:
    """The first document of the text. Raises `FileProblem` with the line."""
    reader = _Reader(text, file)
    try:
        return StrictDocument(reader.document(), reader.lines)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        line = mark.line + 1 if mark else None
        raise FileProblem(f"is not YAML: {reason}", file=file, line=line) from error


@dataclass(slots=True)
class _Anchored:
    value: Any
    nodes: int


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._anchors: dict[str, _Anchored | None] = {}
        self._nodes = 0
        self.lines: dict[Place, int] = {}

    def document(self) -> Any:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise FileProblem("is empty", file=self._file)
        return self._value(self._next(), ())

    def _value(self, event: Any, place: Place) -> Any:
        line = event.start_mark.line + 1
        self.lines.setdefault(place, line)
        if len(place) > DEEPEST:
            raise FileProblem(f"has more than {DEEPEST} levels", file=self._file, line=line)
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(str(event.anchor), line)
        before = self._nodes
        self._count(1 + len(getattr(event, "value", "")) // CHARACTERS_A_NODE, line)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        value = self._untagged(event, place)
        if event.tag is not None and event.tag not in ("!", TEXT_TAG):
            value = Refused(f"has the tag {event.tag!r}")
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(value, self._nodes - before)
        return value

    def _untagged(self, event: Any, place: Place) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            return event.value if event.style or event.tag else plain_scalar(event.value)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        return self._sequence(place)

    def _aliased(self, name: str, line: int) -> Any:
        known = self._anchors.get(name)
        if known is None:
            raise FileProblem(
                f"has an alias of {name!r}, which stands for nothing here",
                file=self._file,
                line=line,
            )
        self._count(known.nodes, line)
        return known.value

    def _count(self, nodes: int, line: int) -> None:
        self._nodes += nodes
        if self._nodes > MOST_NODES:
            raise FileProblem("becomes too large with its aliases", file=self._file, line=line)

    def _mapping(self, place: Place) -> Any:
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        twice = ""
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            if not isinstance(event, yaml.ScalarEvent):
                raise FileProblem("has a key that is no text", file=self._file, line=line)
            key = event.value
            if key in own:
                twice = key
            self.lines[(*place, key)] = line
            value = self._value(self._next(), (*place, key))
            if key == MERGE and not event.style:
                merged = _merged(value) | merged
            else:
                own[key] = value
        return Refused(f"has the key {twice!r} twice") if twice else merged | own

    def _next(self) -> Any:
        return next(self._events)

    def _sequence(self, place: Place) -> list[Any]:
        value: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            value.append(self._value(event, (*place, len(value))))
        return value


def plain_scalar(text: str) -> Any:
    """What a word without quotes stands for."""
    if NULL.fullmatch(text):
        return None
    if TRUE.fullmatch(text) or FALSE.fullmatch(text):
        return bool(TRUE.fullmatch(text))
    if INTEGER.fullmatch(text):
        return int(text)
    if OTHER_INTEGER.fullmatch(text):
        return int(text, 0)
    if NUMBER.fullmatch(text):
        return float(text)
    if NO_NUMBER.fullmatch(text):
        return Refused(f"holds {text}, which is no JSON number")
    return text


def _merged(value: Any) -> dict[str, Any]:
    """Of a merge key: of several mappings the earlier ones win."""
    found: dict[str, Any] = {}
    for each in reversed(value) if isinstance(value, list) else (value,):
        if isinstance(each, dict):
            found |= each
    return found
