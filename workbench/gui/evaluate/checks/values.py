"""What stands in the field of a check's value, and what is made of what is typed there."""

from __future__ import annotations

import json
from enum import StrEnum

from workbench.checks.fields import listed
from workbench.checks.kinds import ValueShape
from workbench.checks.table import KINDS
from workbench.domain.checks import Check
from workbench.domain.errors import InvalidInput
from workbench.domain.json_values import Json, JsonObject, freeze, thaw
from workbench.formats.json_places import NotJson, read_json
from workbench.formats.json_schemas import not_json, schema_findings


class Form(StrEnum):
    """How a value is written."""

    NONE = "none"
    TEXT = "text"
    LINES = "lines"
    """A list, one entry a line."""
    JSON = "json"
    CODE = "code"
    PATTERN = "pattern"


FORMS = {
    ValueShape.NONE: Form.NONE,
    ValueShape.TEXT: Form.TEXT,
    ValueShape.LONG_TEXT: Form.TEXT,
    ValueShape.LIST: Form.LINES,
    ValueShape.NUMBER: Form.TEXT,
    ValueShape.PATTERN: Form.PATTERN,
    ValueShape.SCHEMA: Form.JSON,
    ValueShape.CODE: Form.CODE,
}


def shape_of(check: Check) -> ValueShape:
    kind = KINDS.get(check.kind)
    return kind.value if kind else ValueShape.NONE


def form_of(check: Check) -> Form:
    """JSON where the value is nothing that the usual form can hold."""
    form, value = FORMS[shape_of(check)], check.value
    if form is Form.LINES:
        plain = value is None or isinstance(value, str) or _are_lines(value)
        return form if plain else Form.JSON
    if form is Form.NONE:
        return Form.NONE if value is None else Form.JSON
    as_text = value is None or isinstance(value, str) or shape_of(check) is ValueShape.NUMBER
    return form if as_text else Form.JSON


def text_of(check: Check, form: Form) -> str:
    """As it is written in this form."""
    value = check.value
    if value is None:
        return ""
    if form is Form.LINES:
        try:
            return "\n".join(listed(check))
        except InvalidInput:
            return value if isinstance(value, str) else pretty(value)
    if isinstance(value, str) and (form is not Form.JSON or shape_of(check) is ValueShape.SCHEMA):
        return value
    return pretty(value)


def value_of(text: str, form: Form, shape: ValueShape) -> Json:
    """What was typed. Raises `InvalidInput`, with the line where JSON breaks off."""
    if not text.strip():
        return None
    if form is Form.LINES:
        return tuple(line.strip() for line in text.split("\n") if line.strip())
    if form is not Form.JSON:
        return _number(text) if shape is ValueShape.NUMBER else text
    if shape is ValueShape.SCHEMA and text.lstrip().startswith(("{{", "file://")):
        return text
    return json_value(text)


def json_value(text: str) -> Json:
    """Raises `InvalidInput` with the line."""
    try:
        return freeze(read_json(text))
    except NotJson as error:
        raise InvalidInput(not_json(text, error).words) from error


def config_of(text: str) -> JsonObject:
    """Raises `InvalidInput`."""
    value = json_value(text) if text.strip() else JsonObject()
    if not isinstance(value, JsonObject):
        raise InvalidInput("An object is expected: { … }")
    return value


def schema_problem(text: str) -> str:
    """What is wrong with a schema, with its line; empty for nothing, or for no schema."""
    if not text.strip() or text.lstrip().startswith(("{{", "file://")):
        return ""
    found = schema_findings(text)
    return found[0].words if found else ""


def pretty(value: Json) -> str:
    return json.dumps(thaw(value), ensure_ascii=False, indent=2)


def _are_lines(value: Json) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(each, str) and each.strip() == each != "" and "\n" not in each for each in value
    )


def _number(text: str) -> Json:
    """A template stays a text."""
    try:
        return float(text)
    except ValueError:
        return text
