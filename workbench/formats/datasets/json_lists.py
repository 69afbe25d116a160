"""JSON and JSON Lines: a list of objects, each with the line it begins on."""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from workbench.domain.errors import FileProblem
from workbench.formats.datasets.table import MOST_ROWS, Problem
from workbench.formats.usable_json import constant, pairs

BLANK = re.compile(r"[ \t\r\n]*")
LISTS = ("tests", "cases", "data", "rows", "examples", "items")
"""Names under which an object around the list is known to hold it."""
_DECODER = json.JSONDecoder(object_pairs_hook=pairs, parse_constant=constant)


class Listed(NamedTuple):
    line: int
    value: Any


Element = Listed | Problem


def read_json_lines(text: str, file: str) -> Iterator[Element]:
    """Empty lines are no rows."""
    read = 0
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        read += 1
        _refuse_too_many(read, file)
        yield _line_value(written.strip(), line)


def read_json_list(text: str, file: str) -> Iterator[Element]:
    """Of the list, or of the one an object around it holds; `FileProblem` if there is none."""
    ends = [match.start() for match in re.finditer("\n", text)]
    start = _past_blanks(text, 0)
    if not text.startswith("[", start):
        yield from _inside_object(text, file)
        return
    place = _past_blanks(text, start + 1)
    read = 0
    while not text.startswith("]", place):
        line = bisect.bisect_left(ends, place) + 1
        read += 1
        _refuse_too_many(read, file)
        try:
            value, place = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            yield _rest_lost(error, line)
            return
        yield Listed(line, value)
        place = _past_blanks(text, place)
        if text.startswith(",", place):
            place = _past_blanks(text, place + 1)
        elif not text.startswith("]", place):
            line = bisect.bisect_left(ends, place) + 1
            yield Problem(line, "a comma or ] is expected; nothing after this place is read")
            return


def _inside_object(text: str, file: str) -> Iterator[Element]:
    try:
        document = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise FileProblem(f"is not JSON: {error.msg}", file=file, line=error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise FileProblem("is not JSON that can be read", file=file) from error
    for value in listed(document, file):
        yield Listed(0, value)


def listed(document: Any, file: str) -> list[Any]:
    """The list that a document is, or holds. Raises `FileProblem`."""
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        for name in LISTS:
            if isinstance(held := document.get(name), list):
                return held
    raise FileProblem("is no list of objects", file=file, hint="A list of cases is expected.")


def _line_value(written: str, line: int) -> Element:
    try:
        return Listed(line, _DECODER.decode(written))
    except json.JSONDecodeError as error:
        return Problem(line, f"is not JSON: {error.msg}, at character {error.colno}")
    except RecursionError:
        return Problem(line, "is nested too deeply")
    except ValueError as error:
        return Problem(line, f"cannot be read: {error}")


def _rest_lost(error: Exception, line: int) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        reason = f"is not JSON: {error.msg}, in line {error.lineno}"
    else:
        reason = "is nested too deeply, or holds a number that is too long"
    return Problem(line, f"{reason}; nothing after this place is read")


def _past_blanks(text: str, place: int) -> int:
    found = BLANK.match(text, place)
    return found.end() if found else place


def _refuse_too_many(read: int, file: str) -> None:
    if read > MOST_ROWS:
        raise FileProblem(f"has more than {MOST_ROWS:,} rows", file=file)
