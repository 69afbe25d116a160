"""Values held against JSON Schemas, many values against the same one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from workbench.checks.loose_json import NOTHING, read_yaml
from workbench.checks.outcomes import CannotTell
from workbench.domain.errors import InvalidInput
from workbench.formats.json_places import path_words

Fault = Callable[[Any], str]
"""What is wrong with a value; nothing if it fits."""

LARGEST_SCHEMA = 1024 * 1024
NEWER = frozenset({"prefixItems", "dependentRequired", "dependentSchemas", "unevaluatedItems"}) | {
    "unevaluatedProperties", "minContains", "maxContains", "$dynamicRef", "$dynamicAnchor",
}  # fmt: skip
"""Words that drafts before 2019 do not know. A schema without them and without `$schema` is
read as draft 7, as promptfoo does."""
DRAFT_7 = "http://json-schema.org/draft-07/schema#"
UNTOLD = ("takes too long", "refers to itself")
"""In what is said of a schema that could not be applied to the end."""

_DAY = r"(?:0[1-9]|[12]\d"
_DATE = rf"\d{{4}}-(?:02-{_DAY})|(?:0[469]|11)-{_DAY}|30)|(?:0[13578]|1[02])-{_DAY}|3[01]))"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:[zZ]|[+-](?:[01]\d|2[0-3]):?[0-5]\d)"
_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_BYTE = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
FORMATS = {
    name: re.compile(pattern, re.ASCII)
    for name, pattern in {
        "date": _DATE,
        "time": _TIME,
        "date-time": f"{_DATE}[tT ]{_TIME}",
        "email": rf"[\w.!#$%&'*+/=?^`{{|}}~-]+@(?:{_LABEL}\.)+{_LABEL}",
        "hostname": rf"(?=.{{1,253}}\.?$)(?:{_LABEL}\.)*{_LABEL}\.?",
        "ipv4": rf"(?:{_BYTE}\.){{3}}{_BYTE}",
        "uri": r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]+",
        "uuid": r"(?:urn:uuid:)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
    }.items()
}
"""After RFC 3339, 5321, 1123, 3986 and 4122. Other formats are not looked at."""


def fault_of(schema: dict[str, Any] | bool) -> Fault:
    """Raises `InvalidInput` for what is no schema. What it returns raises `CannotTell`."""
    from workbench.formats.json_validation import checker, schema_violations

    if isinstance(schema, dict):
        schema = _of_draft_7(schema)
        for place, why in schema_violations(schema):
            raise InvalidInput(f"the schema is not valid at {path_words(place)}: {why}.")
    find = checker(schema, formats=FORMATS)

    def fault(value: Any) -> str:
        found = find(value)
        if not found:
            return ""
        place, why = found[0]
        if not place and any(words in why for words in UNTOLD):
            raise CannotTell(why)
        more = f" And {len(found) - 1} more." if len(found) > 1 else ""
        return f"{path_words(place)}: {why}.{more}"

    return fault


@lru_cache(64)
def fault_of_text(schema: str) -> Fault:
    """The same for a schema in JSON text, kept for the next time."""
    return fault_of(read_schema(schema, "schema"))


def read_schema(text: str, name: str) -> Any:
    """JSON or YAML, as configs have it. Raises `InvalidInput`."""
    found = read_yaml(text) if len(text) <= LARGEST_SCHEMA else NOTHING
    if not isinstance(found, dict | bool):
        raise InvalidInput(f"{name}: the schema is neither JSON nor YAML.")
    return found


def _of_draft_7(schema: dict[str, Any]) -> dict[str, Any]:
    if "$schema" in schema or any(f'"{word}"' in repr(schema).replace("'", '"') for word in NEWER):
        return schema
    return {"$schema": DRAFT_7, **schema}
