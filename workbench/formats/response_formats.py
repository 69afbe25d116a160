"""A response schema as other programs write it: OpenAI's `response_format` in its several wraps."""

from __future__ import annotations

import json
from typing import Any

from workbench.domain.prompts import OutputSchema
from workbench.formats.json_places import NotJson, read_json
from workbench.formats.json_schemas import pretty

WRAPS = ("response_format", "text", "format", "json_schema")
"""Each holds the next one, or what `schema` stands in."""
LARGEST = 1_000_000
NAMELESS = "answer"


def read_response_format(text: str) -> OutputSchema | None:
    """None where it is a schema itself, or anything else."""
    if not text.lstrip().startswith("{") or len(text) > LARGEST:
        return None
    try:
        document = read_json(text.strip())
    except NotJson:
        return None
    inner = _unwrapped(document)
    schema = inner.get("schema")
    if not isinstance(schema, dict) or not (inner is not document or _named(inner)):
        return None
    name, strict = inner.get("name"), inner.get("strict")
    return OutputSchema(
        name if isinstance(name, str) and name else NAMELESS,
        pretty(json.dumps(schema, ensure_ascii=False)),
        strict if isinstance(strict, bool) else None,
    )


def _unwrapped(document: dict[str, Any]) -> dict[str, Any]:
    for wrap in WRAPS:
        inner = document.get(wrap)
        if isinstance(inner, dict) and "schema" not in document:
            document = inner
    return document


def _named(inner: dict[str, Any]) -> bool:
    """A schema may have a field called schema; it has no name beside it, and another type."""
    return isinstance(inner.get("name"), str) or inner.get("type") == "json_schema"
