"""Finds the JSON in what a person saved or pasted: out of a mail, a chat or an editor.

Around it there may be words, a code fence and the marks of a quoted mail. Inside, nothing is
mended: an answer that a mail program broke in two is not guessed at.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from workbench.domain.errors import FileProblem
from workbench.formats.json_places import NotJson, Span, Steps, places_in

BEFORE_A_LINE = re.compile(r"^[ \t\u00a0>]+", re.MULTILINE)
"""Indentation, as mail programs write it, and marks of quoting: no text of JSON spans lines."""
OPENING = re.compile(r"^\{", re.MULTILINE)
WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml)\b", re.IGNORECASE)
AGAIN = "Ask the reviewer to save the results as a file, and to send that."
LONGEST_KEY = 80


MOST_LOCATED = 1024 * 1024
"""Code points. In a longer text a mistake is told without its line: to find it takes too long."""


@dataclass(frozen=True, slots=True)
class Pasted:
    value: Any
    text: str
    """The JSON alone."""
    first_line: int
    """Of it, in what was given; from 1."""


def decoded(data: bytes, file: str, largest: int) -> str:
    """Raises `FileProblem`. A byte-order mark, as editors of Windows write it, is taken off."""
    if len(data) > largest:
        raise FileProblem(f"is larger than {largest // 2**20} MB", file=file)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        hint = "Save it as UTF-8, or ask the reviewer for the file itself."
        raise FileProblem("is not UTF-8 but UTF-16", file=file, hint=hint)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileProblem("is not UTF-8", file=file, line=line, hint=AGAIN) from error
    return text.replace("\r\n", "\n")


def pasted_json(text: str, file: str) -> Pasted:
    """The one JSON object in it. Raises `FileProblem` where there is none, or a second one."""
    if not text.strip():
        raise FileProblem("is empty", file=file)
    if WEB_PAGE.match(text):
        raise FileProblem("is a web page, not the results of a review", file=file, hint=AGAIN)
    plain = BEFORE_A_LINE.sub("", text)
    opening = OPENING.search(plain)
    if opening is None:
        raise FileProblem("holds no results of a review", file=file, hint=AGAIN)
    start = opening.end() - 1
    first_line = plain.count("\n", 0, start) + 1
    value, end = _value(plain, start, file)
    if after := OPENING.search(plain, end):
        line = plain.count("\n", 0, after.end()) + 1
        hint = "Take in one at a time."
        raise FileProblem("holds a second document", file=file, line=line, hint=hint)
    return Pasted(value, plain[start:end], first_line)


def places_of(text: str) -> dict[Steps, Span]:
    """Where its values stand, as far as that can be told in a moment."""
    if len(text) > MOST_LOCATED:
        return {}
    try:
        return places_in(text)
    except RecursionError:
        return {}


def _value(text: str, start: int, file: str) -> tuple[Any, int]:
    """Read once, by the letter of the standard, and where it ends."""
    try:
        return _STRICT.raw_decode(text, start)
    except json.JSONDecodeError as error:
        cut = not text[error.pos :].strip() or error.msg.startswith("Unterminated")
        message = "stops before its end" if cut else f"is not JSON: {error.msg}"
        raise FileProblem(message, file=file, line=error.lineno, hint=AGAIN) from error
    except RecursionError as error:
        raise FileProblem("is nested too deeply", file=file) from error
    except _Twice as error:
        message = f"has the key {error.args[0]!r} twice"
        raise FileProblem(message, file=file, line=_line_of_second(text, start)) from error
    except ValueError as error:
        raise FileProblem(f"is not JSON: {error}", file=file) from error


class _Twice(ValueError):
    """The argument is the key."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise _Twice(next(name for name in names if names.count(name) > 1)[:LONGEST_KEY])
    return found


def _line_of_second(text: str, start: int) -> int | None:
    """Where the rest of it is JSON, too."""
    try:
        places_of(text[start : json.JSONDecoder().raw_decode(text, start)[1]])
    except NotJson as error:
        return text.count("\n", 0, start + error.offset) + 1
    except ValueError:
        return None
    return None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


_STRICT = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant)
