"""YAML as people write it, each value with the line it stands on.

Scalars are those of YAML 1.2, as JavaScript tools read them: `yes`, `no` and dates are text.
Anchors, aliases and merge keys are taken, and count with all they stand for, so that a small
file cannot become a huge one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from workbench.domain.errors import FileProblem
from workbench.formats.usable_json import DEEPEST, Refused

CHARACTERS_A_VALUE = 64
"""A text counts by its length, too: aliases of it add up."""
MERGE = "<<"
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
TRUTHS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
INTEGER = re.compile(r"[-+]?[0-9](?:[0-9_]{0,400}[0-9])?")
BASED = re.compile(r"([-+]?)(0b[01]{1,64}|0o[0-7]{1,100}|0x[0-9a-fA-F]{1,100})")
NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
TEXT_TAGS = frozenset({"!", "tag:yaml.org,2002:str"})
COLLECTION_TAGS = {
    yaml.MappingStartEvent: frozenset({"!", "tag:yaml.org,2002:map"}),
    yaml.SequenceStartEvent: frozenset({"!", "tag:yaml.org,2002:seq"}),
}


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


def scalar(text: str) -> Any:
    """What a word without quotes stands for; `Refused` for a number that JSON cannot hold."""
    if text in NULLS:
        return None
    if text in TRUTHS:
        return TRUTHS[text]
    if INTEGER.fullmatch(text):
        return int(text.replace("_", ""))
    if based := BASED.fullmatch(text):
        return int(based[1] + based[2], 0)
    if NO_NUMBER.fullmatch(text):
        return Refused(f"holds {text}, which is no JSON number")
    return float(text) if NUMBER.fullmatch(text) else text


@dataclass(frozen=True, slots=True)
class Dialect:
    """How files of a kind are taken."""

    most_values: int
    """In one file, with every alias counted as what it stands for."""
    scalar: Callable[[str], Any] = scalar
    whole: bool = True
    """Whether one thing that cannot be taken refuses the file, or stands in it as a `Refused`."""


def read_yaml(text: str, file: str, dialect: Dialect) -> Any:
    """The one document, None if there is none. Raises `FileProblem` with the line."""
    try:
        return _Reader(text, file, dialect).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML"
        line = mark.line + 1 if mark else None
        raise FileProblem(f"is not YAML: {reason}", file=file, line=line) from error


def merged(*tables: Table) -> Table:
    """All keys of all of them; the last one wins."""
    whole = Table(tables[-1].place)
    for table in tables:
        for key, value in table.items():
            whole.take(key, value, table.at(key))
    return whole


class _Anchored(NamedTuple):
    value: Any
    size: int


class _Reader:
    """Builds values from the parser's events: nothing is resolved behind its back."""

    def __init__(self, text: str, file: str, dialect: Dialect) -> None:
        self._file = file
        self._dialect = dialect
        self._events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
        self._anchors: dict[str, _Anchored | None] = {}
        """None for one whose value is being read."""
        self._count = 0

    def document(self) -> Any:
        next(self._events)
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        value = self._value(next(self._events), 0)
        next(self._events)
        after: Any = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise self._problem("has a second document", after)
        return value

    def _value(self, event: Any, depth: int) -> Any:
        if depth > DEEPEST:
            raise self._problem(f"has more than {DEEPEST} levels", event)
        if isinstance(event, yaml.AliasEvent):
            return self._aliased(event)
        before = self._count
        self._grow(1 + len(getattr(event, "value", "")) // CHARACTERS_A_VALUE, event)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        value = self._content(event, depth)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(value, self._count - before)
        return value

    def _aliased(self, event: Any) -> Any:
        if event.anchor not in self._anchors:
            raise self._problem(f"has *{event.anchor}, which stands for nothing", event)
        known = self._anchors[event.anchor]
        if known is None:
            raise self._problem(f"has *{event.anchor} inside itself", event)
        self._grow(known.size, event)
        return known.value

    def _grow(self, size: int, event: Any) -> None:
        self._count += size
        most = self._dialect.most_values
        if self._count > most:
            raise self._problem(f"has more than {most:,} values, aliases and all", event)

    def _content(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            if event.tag is not None and event.tag not in TEXT_TAGS:
                return self._refused(f"has the tag {event.tag}", event)
            return event.value if event.style or event.tag else self._dialect.scalar(event.value)
        place = self._place(event)
        mapping = isinstance(event, yaml.MappingStartEvent)
        value = self._table(place, depth) if mapping else self._rows(place, depth)
        if event.tag is not None and event.tag not in COLLECTION_TAGS[type(event)]:
            return self._refused(f"has the tag {event.tag}", event)
        return value

    def _table(self, place: Place, depth: int) -> Any:
        table, merging = Table(place), Table(place)
        refused = None
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._problem("has a key that is not text", event)
            key = str(event.value)
            if key in table:
                refused = self._refused(f"has the key {key!r} twice", event)
            value = self._value(next(self._events), depth + 1)
            if key != MERGE or event.style:
                table.take(key, value, self._place(event))
            elif not _merge(merging, value):
                refused = self._refused("has a merge of what is no mapping", event)
        for key, value in merging.items():
            if key not in table:
                table.take(key, value, merging.at(key))
        return refused or table

    def _rows(self, place: Place, depth: int) -> Rows:
        rows = Rows(place)
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            rows.lines.append(event.start_mark.line + 1)
            rows.append(self._value(event, depth + 1))
        return rows

    def _place(self, event: Any) -> Place:
        return Place(self._file, event.start_mark.line + 1)

    def _refused(self, reason: str, event: Any) -> Refused:
        if self._dialect.whole:
            raise self._problem(reason, event)
        return Refused(reason)

    def _problem(self, reason: str, event: Any) -> FileProblem:
        return FileProblem(reason, file=self._file, line=event.start_mark.line + 1)


def _merge(merging: Table, value: Any) -> bool:
    """What is merged first wins. False if there is anything but mappings."""
    sources = value if isinstance(value, Rows) else [value]
    for source in sources:
        if not isinstance(source, Table):
            return False
        for key, item in source.items():
            if key not in merging:
                merging.take(key, item, source.at(key))
    return True


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
