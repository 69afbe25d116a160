"""OpenAI's rules for `strict`, beyond those of JSON Schema, and the change that keeps to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from workbench.formats.json_places import NotJson, Steps, read_json
from workbench.formats.json_schemas import Finding, located, pretty

REFUSED = (
    "allOf",
    "not",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "patternProperties",
)
NESTED = ("items", "additionalProperties", "not", "if", "then", "else")
LISTED = ("anyOf", "allOf", "oneOf", "prefixItems")
NAMED = ("properties", "$defs", "definitions", "patternProperties")


def strict_hints(text: str) -> list[Finding]:
    """Why a provider that is strict would refuse this schema; empty for what is no JSON."""
    try:
        schema = read_json(text)
    except NotJson:
        return []
    return located(text, list(_hints(schema)))


def made_strict(text: str) -> str:
    """The schema with no other fields and every field required, everywhere in it."""
    try:
        schema = read_json(text)
    except NotJson:
        return text
    for _steps, inner in list(_schemas(schema, ())):
        properties = inner.get("properties")
        if _is_object(inner):
            inner.setdefault("properties", {})
            inner["required"] = list(properties or ())
            inner["additionalProperties"] = False
    return pretty(json.dumps(schema, ensure_ascii=False))


def _hints(schema: Any) -> Iterator[tuple[Steps, str]]:
    if isinstance(schema, dict) and ("anyOf" in schema or schema.get("type") != "object"):
        yield (), 'Strict: the whole has to be "type": "object", without anyOf'
    for steps, inner in _schemas(schema, ()):
        if _is_object(inner):
            if inner.get("additionalProperties") is not False:
                yield steps, 'Strict: "additionalProperties": false is missing'
            required = inner.get("required")
            known = required if isinstance(required, list) else []
            missing = [name for name in inner.get("properties") or () if name not in known]
            if missing:
                shown = ", ".join(missing[:5]) + ("…" if len(missing) > 5 else "")
                yield steps, f'Strict: every field has to be in "required"; {shown} is not'
        for keyword in REFUSED:
            if keyword in inner:
                yield (*steps, keyword), f"Strict: {keyword} is not taken"


def _is_object(schema: dict[str, Any]) -> bool:
    kind = schema.get("type")
    return kind == "object" or (isinstance(kind, list) and "object" in kind)


def _schemas(schema: Any, steps: Steps) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """Every schema inside a schema, never what stands there as data."""
    waiting: list[tuple[Steps, Any]] = [(steps, schema)]
    while waiting:
        place, inner = waiting.pop(0)
        if not isinstance(inner, dict):
            continue
        yield place, inner
        waiting += [((*place, key), inner.get(key)) for key in NESTED]
        for key in LISTED:
            each = inner.get(key)
            if isinstance(each, list):
                waiting += [((*place, key, index), item) for index, item in enumerate(each)]
        for key in NAMED:
            named = inner.get(key)
            if isinstance(named, dict):
                waiting += [((*place, key, name), item) for name, item in named.items()]
