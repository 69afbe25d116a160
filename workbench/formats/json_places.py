"""Where each value of a JSON text stands, and where a text stops being JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

Steps = tuple[str | int, ...]
"""From the whole document to a value in it: keys of objects, positions in lists."""

BLANK = re.compile(r"[ \t\n\r]*")
SCALAR = re.compile(r"[^\s,\]}]+")
PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_STRINGS = json.JSONDecoder()
DEEPEST = 200
"""Levels. What is nested deeper is refused, by every reader here."""


class NotJson(ValueError):
    """`offset` is where in the text, in code points."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.message, self.offset = message, offset


@dataclass(frozen=True, slots=True)
class Span:
    start: int
    end: int


def read_json(text: str) -> Any:
    """The value, by the letter of the standard. Raises `NotJson`."""
    if text.startswith("\ufeff"):
        raise NotJson("A byte-order mark stands before the JSON", 0)
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise NotJson(error.msg, error.pos) from error
    except RecursionError as error:
        raise NotJson("It is nested too deeply", 0) from error
    except ValueError as error:
        found = re.search(r"-?\b(?:NaN|Infinity)\b|\d{4000,}", text)
        raise NotJson(str(error), found.start() if found else 0) from error
    if _depth(value) > DEEPEST:
        raise NotJson(f"It has more than {DEEPEST} levels", 0)
    return value


def places_in(text: str) -> dict[Steps, Span]:
    """Of a text that `read_json` takes. Raises `NotJson` where a key stands twice."""
    return dict(_walk(text, _after_blank(text, 0), ()))


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Both from 1, as editors count."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def path_words(steps: Steps) -> str:
    """`$.orders[2].total`."""
    words = "$"
    for step in steps:
        if isinstance(step, int):
            words += f"[{step}]"
        elif PLAIN_KEY.fullmatch(step):
            words += f".{step}"
        else:
            words += f"[{json.dumps(step, ensure_ascii=False)}]"
    return words


def _walk(text: str, start: int, steps: Steps) -> Iterator[tuple[Steps, Span]]:
    """Every value, what is inside before what is around it; yields the whole last."""
    end = start
    opening = text[start]
    if opening == '"':
        end = _STRINGS.raw_decode(text, start)[1]
    elif opening not in "{[":
        match = SCALAR.match(text, start)
        end = match.end() if match else start + 1
    else:
        place = _after_blank(text, start + 1)
        keys: set[str] = set()
        index = 0
        while text[place] not in "}]":
            step: str | int = index
            if opening == "{":
                step, place = _key(text, place, keys)
            for found in _walk(text, place, (*steps, step)):
                yield found
                place = found[1].end
            place = _after_blank(text, place)
            if text[place] == ",":
                place = _after_blank(text, place + 1)
            index += 1
        end = place + 1
    yield steps, Span(start, end)


def _key(text: str, place: int, keys: set[str]) -> tuple[str, int]:
    """The key that stands here, and where its value begins."""
    key, after = _STRINGS.raw_decode(text, place)
    if key in keys:
        raise NotJson(f"The key {key!r} stands here twice", place)
    keys.add(key)
    return key, _after_blank(text, _after_blank(text, after) + 1)


def _after_blank(text: str, place: int) -> int:
    match = BLANK.match(text, place)
    return match.end() if match else place


def _depth(value: Any) -> int:
    deepest, waiting = 0, [(value, 1)]
    while waiting and deepest <= DEEPEST:
        inner, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(inner, dict):
            waiting += [(item, depth + 1) for item in inner.values()]
        elif isinstance(inner, list):
            waiting += [(item, depth + 1) for item in inner]
    return deepest


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
