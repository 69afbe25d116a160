"""Values of inputs as they are typed, and back. No Qt here."""

from __future__ import annotations

import json
import math
from collections.abc import Callable

from workbench.domain.json_values import Json, JsonObject, freeze, thaw
from workbench.domain.prompts import Input, InputType
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

INTEGER = QT_TRANSLATE_NOOP("inputs", "A whole number is expected.")
NUMBER = QT_TRANSLATE_NOOP("inputs", "A number is expected.")
LIST = QT_TRANSLATE_NOOP("inputs", 'A JSON list is expected, such as ["a", "b"].')
OBJECT = QT_TRANSLATE_NOOP("inputs", 'A JSON object is expected, such as {"a": 1}.')
MESSAGES = QT_TRANSLATE_NOOP(
    "inputs", "A JSON list of messages is expected, each with a role and a content."
)


class NotAValue(ValueError):
    """What was typed cannot be a value of the input; its text says what is expected."""


def typed_value(kind: InputType, text: str) -> Json:
    """Raises `NotAValue`."""
    if kind is InputType.STRING:
        return text
    return READERS[kind](text.strip())


def typed_text(value: Json) -> str:
    """What stands in a field for a value."""
    if isinstance(value, str):
        return value
    nested = isinstance(value, tuple | JsonObject)
    return json.dumps(thaw(value), ensure_ascii=False, indent=2 if nested else None)


def type_name(each: Input) -> str:
    if each.choices:
        return QT_TRANSLATE_NOOP("inputs", "choice")
    return TYPE_NAMES[each.type]


def _integer(text: str) -> Json:
    try:
        return int(text)
    except ValueError as error:
        raise NotAValue(INTEGER) from error


def _number(text: str) -> Json:
    try:
        number = float(text)
    except ValueError as error:
        raise NotAValue(NUMBER) from error
    if not math.isfinite(number):
        raise NotAValue(NUMBER)
    return int(text) if text.lstrip("+-").isdecimal() else number


def _json(text: str, kind: type, expected: str) -> Json:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotAValue(expected) from error
    if not isinstance(value, kind):
        raise NotAValue(expected)
    return freeze(value)


def _messages(text: str) -> Json:
    value = _json(text, list, MESSAGES)
    assert isinstance(value, tuple)
    if not all(isinstance(item, JsonObject) and "role" in dict(item) for item in value):
        raise NotAValue(MESSAGES)
    return value


READERS: dict[InputType, Callable[[str], Json]] = {
    InputType.INTEGER: _integer,
    InputType.NUMBER: _number,
    InputType.BOOLEAN: lambda text: text == "true",
    InputType.ARRAY: lambda text: _json(text, list, LIST),
    InputType.OBJECT: lambda text: _json(text, dict, OBJECT),
    InputType.MESSAGES: _messages,
}
TYPE_NAMES = {
    InputType.STRING: QT_TRANSLATE_NOOP("inputs", "text"),
    InputType.INTEGER: QT_TRANSLATE_NOOP("inputs", "whole number"),
    InputType.NUMBER: QT_TRANSLATE_NOOP("inputs", "number"),
    InputType.BOOLEAN: QT_TRANSLATE_NOOP("inputs", "yes or no"),
    InputType.ARRAY: QT_TRANSLATE_NOOP("inputs", "list, as JSON"),
    InputType.OBJECT: QT_TRANSLATE_NOOP("inputs", "JSON"),
    InputType.MESSAGES: QT_TRANSLATE_NOOP("inputs", "messages, as JSON"),
}
