"""Types of the values of a column: as they are in the file, guessed, and read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from workbench.domain.json_values import thaw
from workbench.formats.datasets.table import ABSENT, Table, Value
from workbench.formats.usable_json import Unusable, constant, kept_value, pairs

ROWS_LOOKED_AT = 2_000
NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)
LONGEST_NUMBER = 400
TRUE, FALSE = frozenset({"true", "yes", "on", "x", "1"}), frozenset({"false", "no", "off", "0"})


class ValueType(StrEnum):
    AS_IT_IS = "as it is"
    """The type it has in the file."""
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "yes or no"
    JSON = "JSON"


def inferred_type(table: Table, position: int) -> ValueType:
    """The narrowest type that all values have; text that looks like a number with zeros in front,
    such as a postcode, is text."""
    found = [value for row in table.rows[:ROWS_LOOKED_AT] if (value := row.cells[position]) != ""]
    values = [value for value in found if value is not ABSENT]
    if table.typed:
        return (
            ValueType.TEXT if all(isinstance(each, str) for each in values) else ValueType.AS_IT_IS
        )
    texts = [str(value) for value in values]
    if not texts:
        return ValueType.TEXT
    if all(NUMBER.fullmatch(text) for text in texts):
        return ValueType.NUMBER
    if all(text.lower() in ("true", "false") for text in texts):
        return ValueType.BOOLEAN
    if all(text.lstrip().startswith(("{", "[")) and _is_json(text) for text in texts):
        return ValueType.JSON
    return ValueType.TEXT


def typed(value: Value, kind: ValueType) -> Value:
    """The value of a cell; an empty cell has none unless it is text. Raises `Unusable`."""
    if value is ABSENT or kind is ValueType.AS_IT_IS:
        return value
    if kind is ValueType.TEXT:
        return value if isinstance(value, str) else written(value)
    if isinstance(value, str) and not value.strip():
        return ABSENT
    return READERS[kind](value)


def written(value: Any) -> str:
    """Text as it is; all else as JSON."""
    return value if isinstance(value, str) else json.dumps(thaw(value), ensure_ascii=False)


def yes_or_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text not in TRUE | FALSE:
        raise Unusable(f"{shortened(value)} is neither yes nor no")
    return text in TRUE


def shortened(value: Any) -> str:
    text = written(value)
    return repr(text if len(text) <= 40 else text[:39] + "…")


def _number(value: Any) -> Value:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if not NUMBER.fullmatch(text) or len(text) > LONGEST_NUMBER:
        raise Unusable(f"{shortened(value)} is no number")
    return kept_value(json.loads(text))


def _json(value: Any) -> Value:
    if not isinstance(value, str):
        return value  # type: ignore[no-any-return]
    try:
        read = json.loads(value, object_pairs_hook=pairs, parse_constant=constant)
    except (ValueError, RecursionError) as error:
        raise Unusable(f"{shortened(value)} is not JSON") from error
    return kept_value(read)


READERS: dict[ValueType, Callable[[Any], Value]] = {
    ValueType.NUMBER: _number,
    ValueType.BOOLEAN: yes_or_no,
    ValueType.JSON: _json,
}


def _is_json(text: str) -> bool:
    try:
        _json(text)
    except Unusable:
        return False
    return True
