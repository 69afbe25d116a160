"""The values of a run, checked against the declared inputs.

A value arrives as JSON or as the text that somebody typed; each type reads both. An input
that is not declared takes anything as it comes. Extra values are ignored, since a case may
have columns that belong to another prompt.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from workbench.domain.errors import InvalidInput, MissingValues
from workbench.domain.json_values import thaw
from workbench.domain.prompts import Input, InputType
from workbench.templating.chat import read_messages

YES = ("true", "yes", "on", "1")
NO = ("false", "no", "off", "0")
SCALARS = (InputType.STRING, InputType.INTEGER, InputType.NUMBER, InputType.BOOLEAN)


def checked_values(
    declared: Sequence[Input], used: Iterable[Input], values: Mapping[str, Any]
) -> dict[str, Any]:
    """A value for every input that has one, its default included.

    Raises `MissingValues` with all the names, or `InvalidInput` naming the input.
    """
    known = {item.name: item for item in declared}
    inputs = {**known, **{item.name: item for item in used if item.name not in known}}
    given = given_values(inputs.values(), values)
    if missing := [name for name, item in inputs.items() if item.needed and name not in given]:
        raise MissingValues(missing)
    return {
        name: checked_value(inputs[name], value) if _typed(inputs[name], known) else value
        for name, value in given.items()
    }


def given_values(inputs: Iterable[Input], values: Mapping[str, Any]) -> dict[str, Any]:
    """Values and defaults by name, unchecked; what is null counts as not given."""
    found = ((item.name, values.get(item.name), item.default) for item in inputs)
    chosen = ((name, default if value is None else value) for name, value, default in found)
    return {name: thaw(value) for name, value in chosen if value is not None}


def _typed(item: Input, declared: Mapping[str, Input]) -> bool:
    return item.name in declared or item.type is not InputType.STRING


def checked_value(item: Input, value: Any) -> Any:
    """The value as the type of a declared input. Raises `InvalidInput`."""
    read = READERS[item.type](item.name, value)
    choices = [thaw(choice) for choice in item.choices]
    if choices and read not in choices:
        known = ", ".join(str(choice) for choice in choices)
        raise InvalidInput(f"{item.name} is {read!r}, which is not one of {known}.")
    if item.max_length is not None and hasattr(read, "__len__") and len(read) > item.max_length:
        raise InvalidInput(
            f"{item.name} is {len(read):,} long; at most {item.max_length:,} is allowed."
        )
    return read


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise _wrong(name, "text", value)


def _integer(name: str, value: Any) -> int:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            pass
    raise _wrong(name, "a whole number", value)


def _number(name: str, value: Any) -> int | float:
    if isinstance(value, str):
        for read in (int, float):
            try:
                return _number(name, read(value))
            except ValueError:
                pass
    elif isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return value
    raise _wrong(name, "a number", value)


def _boolean(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in YES + NO:
        return value.strip().lower() in YES
    raise _wrong(name, "yes or no", value)


def _list(name: str, value: Any) -> list[Any]:
    """Text that is no JSON is taken as one item a line."""
    if isinstance(value, str):
        read = _json(value)
        return read if isinstance(read, list) else value.splitlines()
    if isinstance(value, list | tuple):
        return list(value)
    raise _wrong(name, "a list", value)


def _object(name: str, value: Any) -> dict[str, Any]:
    read = _json(value) if isinstance(value, str) else value
    if isinstance(read, dict):
        return read
    raise _wrong(name, "a JSON object", value)


def _messages(name: str, value: Any) -> list[Any]:
    """As JSON, so that a template can go through them too."""
    read = _json(value) if isinstance(value, str) else value
    read_messages(name, read)
    return list(read)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _wrong(name: str, wanted: str, value: Any) -> InvalidInput:
    shown = repr(value)
    return InvalidInput(f"{name} is {wanted}; {shown[:60]}{'…' if len(shown) > 60 else ''} is not.")


READERS: dict[InputType, Callable[[str, Any], Any]] = {
    InputType.STRING: _text,
    InputType.INTEGER: _integer,
    InputType.NUMBER: _number,
    InputType.BOOLEAN: _boolean,
    InputType.ARRAY: _list,
    InputType.OBJECT: _object,
    InputType.MESSAGES: _messages,
}
