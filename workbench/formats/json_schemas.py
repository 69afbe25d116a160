"""JSON Schemas as people write them, and answers held against them.

Nothing is fetched: a `$ref` leads to a place in the same document or nowhere. A schema may come
from someone else, so patterns are matched within a time and references followed so many times.
`jsonschema` is imported when it is first needed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from workbench.domain.digests import compact_json
from workbench.domain.errors import InvalidContent
from workbench.formats.json_places import (
    NotJson,
    Span,
    Steps,
    line_and_column,
    path_words,
    places_in,
    read_json,
)

MOST_FINDINGS = 100
LARGEST_CHECKED = 8 * 1024 * 1024
"""Characters of an answer."""
LARGEST_LOCATED = 1024 * 1024
"""Characters up to which lines are told, too: they take a second reading."""
LONGEST_WORDS = 200
LONGEST_LINE = 60
WIDEST = 80


@dataclass(frozen=True, slots=True)
class Finding:
    """`path` names the value (`$.items[2].price`); line and column, from 1, where it stands.

    `start` and `end` are code-point offsets into the text; line and column are 0 and the
    offsets empty where the text is not JSON at all or too large to tell.
    """

    message: str
    path: str = "$"
    line: int = 0
    column: int = 0
    start: int = 0
    end: int = 0

    @property
    def words(self) -> str:
        """With the place, as a line of text."""
        place = f"line {self.line}, column {self.column}: " if self.line else ""
        return f"{place}{self.message}"


def validate_output(schema_text: str, output_text: str) -> list[Finding]:
    """What in an answer breaks the schema; empty is good. Never raises, and takes bounded time.

    A schema that is itself not valid gives one finding that says so.
    """
    if len(output_text) > LARGEST_CHECKED:
        return [Finding(f"The answer is larger than {LARGEST_CHECKED:,} characters: not checked.")]
    try:
        output = read_json(output_text)
    except NotJson as error:
        return [not_json(output_text, error)]
    try:
        schema = read_json(schema_text)
    except NotJson:
        return [Finding("The schema is not JSON, so the answer was not held against it.")]
    if not isinstance(schema, dict | bool):
        return [Finding("The schema is no JSON Schema: the answer was not held against it.")]
    from workbench.formats.json_validation import violations

    found = violations(schema, output)
    return located(output_text, found) if found else []


def schema_findings(text: str) -> list[Finding]:
    """Why this text cannot be sent as a JSON Schema; empty if it can."""
    if not text.strip():
        return [
            Finding("There is no schema here. An object with no fields is {}.", line=1, column=1)
        ]
    try:
        schema = read_json(text)
        places = places_in(text)
    except NotJson as error:
        return [not_json(text, error)]
    if not isinstance(schema, dict):
        return [_at(text, Span(0, len(text)), "A JSON Schema is an object: { … }", "$")]
    try:
        compact_json(schema, "$")
    except InvalidContent as error:
        path = error.place
        steps = next((steps for steps in places if path_words(steps) == path), ())
        reason = error.message.removeprefix(f"{path}: ")
        return [_at(text, places[steps], reason[:1].upper() + reason[1:], path)]
    from workbench.formats.json_validation import schema_violations

    return located(text, schema_violations(schema))


def not_json(text: str, error: NotJson) -> Finding:
    return _at(text, Span(error.offset, error.offset + 1), f"Not JSON: {error.message}", "$")


def located(text: str, found: Iterable[tuple[Steps, str]]) -> list[Finding]:
    """With lines and columns where the text is small enough."""
    places: dict[Steps, Span] = {}
    if len(text) <= LARGEST_LOCATED:
        try:
            places = places_in(text)
        except NotJson as error:  # a key twice: the values are those of the last
            return [not_json(text, error)]
    findings = []
    for steps, message in list(found)[:MOST_FINDINGS]:
        span = places.get(steps)
        path = path_words(steps)
        findings.append(_at(text, span, message, path) if span else Finding(message, path))
    return findings


def readable(text: str) -> str:
    """What people see of a schema. A version keeps it in one line; they read one field a line.

    Lines and columns that are told are those of this text.
    """
    if "\n" in text.strip() or not LONGEST_LINE < len(text) <= LARGEST_LOCATED:
        return text
    return pretty(text)


def pretty(text: str) -> str:
    """The same JSON with a field a line, for reading; as it is where it is not JSON."""
    try:
        value = read_json(text)
        places_in(text)
        shown = _laid_out(value, "")
        shown.encode()
    except ValueError:  # not JSON, or a number or a character that cannot be written out
        return text
    return shown


def _laid_out(value: Any, indent: str) -> str:
    """A field or an item a line; what is short and holds no more lists stays on one."""
    plain = json.dumps(value, ensure_ascii=False, allow_nan=False)
    inner = value.values() if isinstance(value, dict) else value
    short = len(indent) + len(plain) <= WIDEST and isinstance(value, list)
    if not isinstance(value, dict | list) or not value:
        return plain
    if short and not any(isinstance(item, dict | list) for item in inner):
        return plain
    further = indent + "  "
    if isinstance(value, dict):
        keys = (json.dumps(key, ensure_ascii=False) for key in value)
        parts = [
            f"{key}: {_laid_out(item, further)}" for key, item in zip(keys, inner, strict=True)
        ]
    else:
        parts = [_laid_out(item, further) for item in inner]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    lines = f",\n{further}".join(parts)
    return f"{opening}\n{further}{lines}\n{indent}{closing}"


def _at(text: str, span: Span, message: str, path: str) -> Finding:
    line, column = line_and_column(text, span.start)
    return Finding(_clipped(message), path, line, column, span.start, span.end)


def _clipped(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1]}…"
