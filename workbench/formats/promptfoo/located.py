"""YAML and JSON as promptfoo reads them, each value with the line it stands on.

Anchors, aliases and merge keys are taken; a document that grows by its aliases past a limit,
a value inside itself and a tag that would make anything but text are refused.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from workbench.domain.errors import FileProblem

DEEPEST = 64
MOST_VALUES = 300_000
"""In one file, with every alias counted as what it stands for."""
MERGE = "<<"
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
TRUTHS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9_]{0,17})")
BASED = re.compile(r"[-+]?0(?:b[01]{1,63}|o[0-7]{1,21}|x[0-9a-fA-F]{1,16})")
NUMBER = re.compile(r"[-+]?(?:[0-9][0-9]*\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
PLAIN_TAGS = frozenset({"!", "tag:yaml.org,2002:str"})
COLLECTION_TAGS = frozenset({"!", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})


class Place(NamedTuple):
    file: str = ""
    line: int | None = None


class Table(dict[str, Any]):
    """A mapping that knows where it and each of its keys stand."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.places: dict[str, Place] = {}

    def at(self, key: str) -> Place:
        return self.places.get(key, self.place)

    def table(self, key: str) -> Table:
        """What stands under the key, if that is a mapping; else an empty one."""
        value = self.get(key)
        return value if isinstance(value, Table) else Table(self.at(key))

    def text(self, key: str) -> str:
        value = self.get(key)
        return value if isinstance(value, str) else ""

    def take(self, key: str, value: Any, place: Place) -> None:
        self[key], self.places[key] = value, place


class Rows(list[Any]):
    """A list that knows where its items stand."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.lines: list[int | None] = []

    def at(self, index: int) -> Place:
        line = self.lines[index] if index < len(self.lines) else self.place.line
        return Place(self.place.file, line)


def read_yaml(text: str, file: str) -> Any:
    """Raises `FileProblem` with the line."""
    try:
        return _YamlReader(text, file).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        raise FileProblem(str(reason), file=file, line=mark.line + 1 if mark else None) from error


def read_json(text: str, file: str, line: int = 1) -> Any:
    """`line` is where the text begins; all of it is said to stand there."""
    try:
        document = json.loads(text)
    except ValueError as error:
        offset = getattr(error, "lineno", 1) - 1
        reason = getattr(error, "msg", str(error))
        raise FileProblem(f"not JSON: {reason}", file=file, line=line + offset) from error
    except RecursionError as error:
        raise FileProblem("too deep", file=file, line=line) from error
    return _placed(document, Place(file, line), 0)


def _placed(value: Any, place: Place, depth: int) -> Any:
    if depth > DEEPEST:
        raise FileProblem(f"more than {DEEPEST} levels", file=place.file, line=place.line)
    if isinstance(value, dict):
        table = Table(place)
        for key, item in value.items():
            table[key] = _placed(item, place, depth + 1)
        return table
    if isinstance(value, list):
        rows = Rows(place)
        rows.extend(_placed(item, place, depth + 1) for item in value)
        return rows
    return _as_javascript(value)


class _YamlReader:
    """Builds values from the parser's events: nothing is resolved behind its back."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._anchors: dict[str, Any] = {}
        self._sizes: dict[str, int] = {}
        self._open: set[str] = set()
        self._count = 0

    def document(self) -> Any:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        value = self._value(next(self._events), 0)
        next(self._events)
        self._refuse(not isinstance(after := next(self._events), yaml.StreamEndEvent),
                     "a second document", after)  # fmt: skip
        return value

    def _value(self, event: Any, depth: int) -> Any:
        self._refuse(depth > DEEPEST, f"more than {DEEPEST} levels", event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        self._grow(1, event)
        if event.anchor is None:
            return self._content(event, depth)
        before = self._count
        self._open.add(event.anchor)
        value = self._content(event, depth)
        self._open.discard(event.anchor)
        self._anchors[event.anchor] = value
        self._sizes[event.anchor] = self._count - before + 1
        return value

    def _alias(self, event: Any) -> Any:
        self._refuse(event.anchor in self._open, f"*{event.anchor} inside itself", event)
        known = event.anchor in self._anchors
        self._refuse(not known, f"*{event.anchor}, which stands for nothing", event)
        self._grow(self._sizes[event.anchor], event)
        return self._anchors[event.anchor]

    def _grow(self, size: int, event: Any) -> None:
        self._count += size
        self._refuse(self._count > MOST_VALUES, f"more than {MOST_VALUES:,} values", event)

    def _content(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            tagged = event.tag is not None and event.tag not in PLAIN_TAGS
            self._refuse(tagged, f"the tag {event.tag}", event)
            return event.value if event.style or event.tag else scalar(event.value)
        tagged = event.tag is not None and event.tag not in COLLECTION_TAGS
        self._refuse(tagged, f"the tag {event.tag}", event)
        place = Place(self._file, event.start_mark.line + 1)
        if isinstance(event, yaml.MappingStartEvent):
            return self._table(place, depth)
        return self._rows(place, depth)

    def _table(self, place: Place, depth: int) -> Table:
        table, merged = Table(place), Table(place)
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            self._refuse(not isinstance(event, yaml.ScalarEvent), "a key that is not text", event)
            key = str(event.value)
            self._refuse(key in table, f"the key {key!r} twice", event)
            value = self._value(next(self._events), depth + 1)
            if key == MERGE and not event.style:
                self._merge(merged, value, event)
            else:
                table.take(key, value, Place(self._file, event.start_mark.line + 1))
        for key, value in merged.items():
            if key not in table:
                table.take(key, value, merged.at(key))
        return table

    def _merge(self, merged: Table, value: Any, event: Any) -> None:
        """What is merged first wins; a key of the table itself always does."""
        for source in value if isinstance(value, Rows) else [value]:
            self._refuse(not isinstance(source, Table), "a merge of what is no mapping", event)
            for key, item in source.items():
                if key not in merged:
                    merged.take(key, item, source.at(key))

    def _rows(self, place: Place, depth: int) -> Rows:
        rows = Rows(place)
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            rows.lines.append(event.start_mark.line + 1)
            rows.append(self._value(event, depth + 1))
        return rows

    def _refuse(self, wrong: bool, what: str, event: Any) -> None:
        if wrong:
            raise FileProblem(f"has {what}", file=self._file, line=event.start_mark.line + 1)


def scalar(text: str) -> Any:
    """A plain scalar as YAML 1.2 takes it: `yes` and `no` and dates are text."""
    if text in NULLS:
        return None
    if text in TRUTHS:
        return TRUTHS[text]
    if INTEGER.fullmatch(text):
        return int(text.replace("_", ""))
    if BASED.fullmatch(text):
        return int(text, 0)
    if NUMBER.fullmatch(text):
        return _as_javascript(float(text))
    return text


def merged(*tables: Table) -> Table:
    """All keys of all of them; the last one wins."""
    whole = Table(tables[-1].place)
    for table in tables:
        for key, value in table.items():
            whole.take(key, value, table.at(key))
    return whole


def _as_javascript(value: Any) -> Any:
    """JavaScript has one kind of number: 1.0 is 1. What JSON cannot hold is text."""
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        return str(value)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
