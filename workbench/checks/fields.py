"""What stands in a check's fields, read as its kind needs it."""

from __future__ import annotations

from typing import Any

from workbench.domain.checks import Check
from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import Json, JsonObject, thaw

LARGEST_WHOLE = 2**53


def wrong(check: Check, what: str, hint: str | None = None) -> InvalidInput:
    return InvalidInput(f"{check.name}: {what}", hint=hint)


def text(value: Json) -> str:
    """As JavaScript writes it into text: configs count on `4` and `4.0` being the same."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_WHOLE:
        return str(int(value))
    if isinstance(value, tuple):
        return ",".join(text(item) for item in value)
    if isinstance(value, JsonObject):
        from workbench.domain.digests import compact_json

        return compact_json(thaw(value))
    return str(value)


def short_text(check: Check) -> str:
    """A text or number to look for; never empty, which would stand in every output."""
    value = check.value
    if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
        raise wrong(check, "needs a text or a number as its value.")
    return text(value)


def pattern_text(check: Check) -> str:
    if not isinstance(check.value, str) or not check.value:
        raise wrong(check, "needs a text as its value.")
    return check.value


def any_text(check: Check) -> str:
    """Which may be empty."""
    if not isinstance(check.value, str):
        raise wrong(check, "needs a text as its value.")
    return check.value


def listed(check: Check) -> tuple[str, ...]:
    """A list, or a text with commas: `red, "green, or blue"`."""
    if isinstance(check.value, tuple) and check.value:
        return tuple(text(item) for item in check.value)
    if isinstance(check.value, str) and check.value:
        return _parted(check, check.value)
    raise wrong(check, "needs a list as its value, or a text with commas.")


def references(check: Check) -> tuple[str, ...]:
    """One text to compare with or several, of which the likest counts."""
    values = check.value if isinstance(check.value, tuple) else (check.value,)
    texts = tuple(value for value in values if isinstance(value, str))
    if not texts or len(texts) != len(values):
        raise wrong(check, "needs a text, or a list of texts, as its value.")
    return texts


def settings(check: Check) -> dict[str, Any]:
    """Of a value that is an object; empty without one."""
    if check.value is None or check.value == "":
        return {}
    if not isinstance(check.value, JsonObject):
        raise wrong(check, "needs an object as its value.")
    document: dict[str, Any] = thaw(check.value)
    return document


def config_number(check: Check, name: str, usual: float) -> float:
    found = dict(check.config.items).get(name, usual)
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise wrong(check, f"{name} has to be a number.")
    return float(found)


def _parted(check: Check, line: str) -> tuple[str, ...]:
    """Commas part; a field in double quotes keeps its own, with `""` or `\\"` for a quote."""
    fields, position = [], 0
    while position < len(line):
        if line[position] == "," or line[position].isspace():
            position += 1
        elif line[position] == '"':
            field, position = _quoted(check, line, position + 1)
            fields.append(field)
        else:
            end = line.find(",", position)
            end = len(line) if end < 0 else end
            fields.append(line[position:end].strip())
            position = end
    return tuple(fields)


def _quoted(check: Check, line: str, position: int) -> tuple[str, int]:
    pieces = []
    while position < len(line):
        character, pair = line[position], line[position : position + 2]
        if pair in ('\\"', "\\\\", '""'):
            pieces.append(pair[1])
            position += 2
        elif character == '"':
            rest = line[position + 1 :].lstrip()
            if rest and not rest.startswith(","):
                raise wrong(check, "a comma has to follow a value in quotes.")
            return "".join(pieces), position + 1
        else:
            pieces.append(character)
            position += 1
    raise wrong(check, "a value in quotes does not end.")
