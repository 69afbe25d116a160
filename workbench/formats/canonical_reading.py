"""Canonical YAML read in one pass that is its own check: quick, for registries of many files.

Only what `canonical_yaml.layout` writes is taken, character by character; anything else goes to
the strict reader, which says what is wrong with it. So of a document that was read here it is
known, too, that it stands in the file in its one layout. On which line a field stands is looked
up with the strict reader when somebody asks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from workbench.formats import strict_yaml
from workbench.formats.canonical_yaml import NOT_LITERAL, PLAIN, PLAIN_KEY, RESERVED, layout, quoted
from workbench.formats.strict_yaml import INTEGER, NUMBER, Place, StrictDocument, decoded

DEEPEST = 50
LONGEST_KEY = 200
"""Further than this, the strict reader decides: YAML has limits of its own."""
KEY = re.compile(rf"(?P<key>{PLAIN_KEY.pattern}|\"(?:[^\"\\]|\\.)*\"):(?: |$)")
LITERAL = re.compile(r"\|2?[-+]?")
CONSTANTS: dict[str, bool | None] = {"null": None, "true": True, "false": False}


class _OtherwiseWritten(Exception):
    """Something stands there that the writer writes in another way, or not at all."""


def read(data: bytes, file: str, first_line: str = "") -> StrictDocument:
    """As `strict_yaml.read` reads it; quicker where it is canonical below its `first_line`.

    Raises `FileProblem` with the line and the field.
    """
    text = decoded(data, file)
    if text.startswith(first_line):
        try:
            value = _Reader(text.removeprefix(first_line)).document()
        except _OtherwiseWritten:
            pass
        else:
            return StrictDocument(value, LinesWhenAsked(data, file), canonical=True)
    return strict_yaml.read(data, file)


class LinesWhenAsked(Mapping[Place, int]):
    """The lines of a file's fields: hardly any is asked for where nothing is wrong."""

    def __init__(self, data: bytes, file: str) -> None:
        self._data, self._file = data, file
        self._lines: Mapping[Place, int] | None = None

    def __getitem__(self, place: Place) -> int:
        return self._known()[place]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())

    def _known(self) -> Mapping[Place, int]:
        if self._lines is None:
            self._lines = strict_yaml.read(self._data, self._file).lines
        return self._lines


class _Reader:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        _hold(self._lines.pop() == "" and bool(self._lines))
        self._at = 0

    def document(self) -> dict[str, Any]:
        value = self._mapping(0, 0)
        _hold(self._at == len(self._lines))
        return value

    def _block(self, indent: int, depth: int) -> Any:
        _hold(depth < DEEPEST and self._at < len(self._lines))
        if self._lines[self._at].startswith(f"{' ' * indent}- "):
            return self._sequence(indent, depth)
        return self._mapping(indent, depth)

    def _mapping(self, indent: int, depth: int) -> dict[str, Any]:
        value: dict[str, Any] = {}
        pad = " " * indent
        lines = self._lines
        while self._at < len(lines):
            line = lines[self._at]
            if not line.startswith(pad):
                break
            found = KEY.match(line, indent)
            if found is None:
                break
            key = _key(found["key"])
            _hold(key not in value)
            self._at += 1
            rest = line[found.end() :]
            blank = found.end() == found.end("key") + 2
            value[key] = self._entry(rest, blank, indent, depth)
        _hold(bool(value))
        return value

    def _sequence(self, indent: int, depth: int) -> list[Any]:
        value: list[Any] = []
        start = f"{' ' * indent}- "
        lines = self._lines
        while self._at < len(lines) and lines[self._at].startswith(start):
            rest = lines[self._at][indent + 2 :]
            if rest.startswith("- ") or KEY.match(rest):
                lines[self._at] = f"{' ' * (indent + 2)}{rest}"
                value.append(self._block(indent + 2, depth + 1))
            else:
                self._at += 1
                value.append(self._entry(rest, True, indent, depth))
        return value

    def _entry(self, rest: str, blank: bool, indent: int, depth: int) -> Any:
        """What follows a key or a dash; without a blank after a key it is a block below."""
        if not blank:
            return self._block(indent + 2, depth + 1)
        if rest.startswith("|"):
            return self._literal(rest, indent + 2)
        return _scalar(rest)

    def _literal(self, header: str, indent: int) -> str:
        _hold(LITERAL.fullmatch(header) is not None)
        pad, body = " " * indent, []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line and not line.startswith(pad):
                break
            body.append(line[indent:])
            self._at += 1
        blanks = 0
        while body and not body[-1]:
            body.pop()
            blanks += 1
        ending = "" if header.endswith("-") else "\n"
        if header.endswith("+"):
            _hold(blanks > 0)
            ending += "\n" * blanks
        else:
            _hold(blanks == 0)
        text = "\n".join(body) + ending
        _hold("\n" in text and not text.isspace() and not NOT_LITERAL.search(text))
        _hold(header.startswith("|2") == (text[0] in " \t\n"))
        return text


def _key(token: str) -> str:
    _hold(len(token) <= LONGEST_KEY)
    key = _unquoted(token) if token[0] == '"' else token
    plain = PLAIN_KEY.fullmatch(key) and key.lower() not in RESERVED
    _hold(bool(plain) == (token[0] != '"'))
    return key


def _scalar(token: str) -> Any:
    if token[:1] == '"':
        text = _unquoted(token)
        _hold(not _is_plain(text) and ("\n" not in text or not _fits_literal(text)))
        return text
    if _is_plain(token):
        return token
    if token in CONSTANTS:
        return CONSTANTS[token]
    if token in ("{}", "[]"):
        return {} if token == "{}" else []
    value: int | float
    if INTEGER.fullmatch(token):
        value = int(token)
    else:
        _hold(NUMBER.fullmatch(token) is not None)
        value = float(token)
    _hold(layout({"a": value}) == f"a: {token}\n")
    return value


def _unquoted(token: str) -> str:
    """What stands in JSON quotes, if it is exactly what the writer makes of it."""
    try:
        text = json.loads(token)
    except ValueError as error:
        raise _OtherwiseWritten from error
    _hold(isinstance(text, str) and quoted(text) == token)
    return str(text)


def _is_plain(text: str) -> bool:
    return PLAIN.fullmatch(text) is not None and text.lower() not in RESERVED


def _fits_literal(text: str) -> bool:
    return bool(text.strip()) and not NOT_LITERAL.search(text)


def _hold(holds: bool) -> None:
    if not holds:
        raise _OtherwiseWritten
