"""The fields that a JSON answer should have: from a schema, or from how a prompt names them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

EXAMPLE_FIELD = re.compile(r'"([A-Za-z_][\w -]{0,40})"\s*:\s*("[^"\n]*"|[^,\n}]*)')
LISTED_FIELD = re.compile(
    r"^\s*(?:[-*]|\d+\.)\s*[`\"*]*([A-Za-z_]\w{0,40})[`\"*]*\s*[:(,–-]?(.*)$", re.M
)
NAMED_FIELDS = re.compile(
    r"(?:keys?|fields?|properties|JSON object with|JSON with)"
    r"(?: named| called| are)?:?\s+([^.\n{}]+)",
    re.IGNORECASE,
)
WANTED = re.compile(
    r"\b(?:find|extract|give|read|list)\s+((?:the|its)\s[^.\n:]{3,200}?)\s+(?:in|from|of)\s+th",
    re.IGNORECASE,
)
LEADING = re.compile(r"^(?:the\s+)?(?:following\s+)?(?:(?:keys?|fields?|properties)[\s:]+)?")
NAME = re.compile(r"[A-Za-z_]\w{0,40}")
NOT_A_FIELD = frozenset(
    """
    the a an and or with exactly only these following keys fields json
    """.split()  # noqa: SIM905 - read as a list of words
)


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str = ""
    """As JSON Schema names it; empty where nothing is said."""
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    """Of an object, or of each item of a list."""


def fields_of_schema(schema: Mapping[str, Any]) -> tuple[Field, ...]:
    properties = schema.get("properties")
    if not isinstance(properties, Mapping):
        return ()
    return tuple(_field(str(name), spec) for name, spec in properties.items())


def _field(name: str, spec: Any) -> Field:
    if not isinstance(spec, Mapping):
        return Field(name)
    kinds = spec.get("type", "")
    kind = next((k for k in kinds if k != "null"), "") if isinstance(kinds, list) else str(kinds)
    choices = tuple(str(value) for value in spec.get("enum") or () if value is not None)
    items = spec.get("items") if kind == "array" else spec
    return Field(name, kind, choices, fields_of_schema(items) if isinstance(items, Mapping) else ())


def fields_of_text(order: str) -> tuple[Field, ...]:
    """From a sentence that names them, an example object, or a list with a field a line."""
    example = _found(EXAMPLE_FIELD, order)
    listed = _found(LISTED_FIELD, order)
    sentences = (_names(match[1]) for match in NAMED_FIELDS.finditer(order))
    named = next((names for names in sentences if len(names) > 1), [])
    described = {**listed, **example}
    if named:
        return tuple(described.get(name, Field(name)) for name in named)
    return tuple((example or listed).values())


def wanted_in(order: str) -> tuple[Field, ...]:
    """What is to be found where no JSON is asked for: "find the supplier and the date in"."""
    match = WANTED.search(order)
    parts = re.split(r",|\band\b", match[1]) if match else []
    names = [re.sub(r"^\s*(?:the|its|all|any)\s+", "", part).strip() for part in parts]
    return tuple(Field(name) for name in names if 0 < len(name) <= 40 and len(names) > 1)


def _found(pattern: re.Pattern[str], order: str) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for match in pattern.finditer(order):
        name, said = match[1], match[2]
        if name.lower() not in NOT_A_FIELD and (name.islower() or "_" in name):
            found.setdefault(name, Field(name, _type(said), _choices(said)))
    return found


def _names(listed: str) -> list[str]:
    parts = re.split(r",|\band\b", re.sub(r"\([^)]*\)", "", listed))
    names = [LEADING.sub("", part.strip()).strip(" `\"'*:") for part in parts]
    return [n for n in names if NAME.fullmatch(n) and n.lower() not in NOT_A_FIELD]


def _choices(said: str) -> tuple[str, ...]:
    """Words with | or commas between them: `low | medium | high`, `one of low, medium, high`."""
    text = re.sub(r"\b(?:one of|either)\b:?", "", said, flags=re.IGNORECASE)
    listed = re.search(r"[\w-]+(?:\s*(?:\||,\s*or\b|,|\bor\b|/)\s*[`\"']?[\w-]+[`\"']?)+", text)
    if not listed or not ("|" in text or re.search(r"\b(?:one of|either|or)\b", said)):
        return ()
    parts = re.split(r"\s*(?:\||,\s*or\b|,|\bor\b|/)\s*", listed[0])
    return tuple(part.strip("`\"' ") for part in parts if part.strip("`\"' "))


def _type(said: str) -> str:
    text = said.lower()
    if re.search(r"\btrue\b|\bfalse\b|boolean|yes/no", text):
        return "boolean"
    if re.search(r"\[|\blist of\b|\barray\b", text):
        return "array"
    if re.fullmatch(r"\s*-?\d[\d.]*\s*", text) or re.search(r"\b(?:a |as )number\b", text):
        return "number"
    return ""
