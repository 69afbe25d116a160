"""YAML and JSON as promptfoo reads them: numbers are JavaScript's."""

from __future__ import annotations

import json
import math
from typing import Any

from workbench.domain.errors import FileProblem
from workbench.formats import located
from workbench.formats.located import Dialect, Place, Rows, Table
from workbench.formats.usable_json import DEEPEST, Refused

MOST_VALUES = 300_000


def scalar(text: str) -> Any:
    """What a word without quotes stands for. A number that JSON cannot hold is text."""
    value = located.scalar(text)
    if isinstance(value, Refused) or (isinstance(value, float) and not math.isfinite(value)):
        return text
    return _as_javascript(value)


DIALECT = Dialect(MOST_VALUES, scalar)


def read_yaml(text: str, file: str) -> Any:
    """Raises `FileProblem` with the line."""
    return located.read_yaml(text, file, DIALECT)


def read_json(text: str, file: str, line: int = 1) -> Any:
    """`line` is where the text begins; all of it is said to stand there."""
    try:
        document = json.loads(text)
    except ValueError as error:
        offset = getattr(error, "lineno", 1) - 1
        reason = getattr(error, "msg", str(error))
        raise FileProblem(f"is not JSON: {reason}", file=file, line=line + offset) from error
    except RecursionError as error:
        raise FileProblem(f"has more than {DEEPEST} levels", file=file, line=line) from error
    return _placed(document, Place(file, line), 0)


def _placed(value: Any, place: Place, depth: int) -> Any:
    if depth > DEEPEST:
        raise FileProblem(f"has more than {DEEPEST} levels", file=place.file, line=place.line)
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


def _as_javascript(value: Any) -> Any:
    """JavaScript has one kind of number: 1.0 is 1. What JSON cannot hold is text."""
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        return str(value)
    return int(value) if value.is_integer() and abs(value) < 2**53 else value
