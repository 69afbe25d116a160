"""Makes what the rules found fit a JSON Schema, so that a demo answer keeps to it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.providers.demo.choosing import choose
from workbench.providers.demo.extraction import value_of
from workbench.providers.demo.fields import Field

DEEPEST = 8
MOST_VALUES = 2000
"""Of an answer: a schema that refers to itself has no end of them."""
NOT_FOUND = "not found"
NAME = re.compile(r"(?<=[a-z,] )[A-Z]\w+")
"""A word with a capital that begins no sentence."""
FORMATS = {
    "date": "2026-01-01",
    "date-time": "2026-01-01T00:00:00Z",
    "time": "00:00:00Z",
    "email": "nobody@example.com",
    "uri": "https://example.com",
    "uuid": "00000000-0000-4000-8000-000000000000",
}
PLAIN = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array"}
Schema = Mapping[str, Any]


@dataclass(slots=True)
class Fitting:
    """What a value is made from: the schema's whole, the text, what is asked about it."""

    root: Any
    source: str
    order: str = ""
    room: int = MOST_VALUES
    naming: bool = False
    """A text that is not said is the first name in the source, as the argument of a call is."""

    def fitted(self, schema: Any, found: Any = None, name: str = "", depth: int = 0) -> Any:
        """`found`, if the schema takes it; else the nearest thing that it takes."""
        self.room -= 1
        schema = self._resolved(schema)
        if not isinstance(schema, Mapping) or depth > 2 * DEEPEST or self.room < 0:
            return found
        if "const" in schema:
            return schema["const"]
        if choices := schema.get("enum"):
            return self._choice(list(choices), found)
        if alternatives := schema.get("anyOf") or schema.get("oneOf"):
            return self._alternative(alternatives, found, name, depth)
        kinds = schema.get("type") or _kinds_meant(schema, found)
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if found is None and "null" in kinds:
            found = self._guess(name, kinds)
            if found is None:
                return None
        kind = next((k for k in kinds if k == _kind(found)), None)
        kind = kind or next((k for k in kinds if k != "null"), "null")
        return self._of_kind(kind, schema, found, name, depth)

    def _of_kind(self, kind: str, schema: Schema, found: Any, name: str, depth: int) -> Any:
        if kind == "object":
            return self._object(schema, found, depth)
        if kind == "array":
            return self._array(schema, found, name, depth)
        value = found if found is not None else self._guess(name, [kind])
        if kind == "boolean":
            return value if isinstance(value, bool) else False
        if kind in ("integer", "number"):
            return _number(kind, schema, value)
        if kind != "string":
            return None
        if value is None and self.naming and "format" not in schema:
            value = next((match[0] for match in NAME.finditer(self.source)), None)
        return _text(schema, value)

    def _object(self, schema: Schema, found: Any, depth: int) -> dict[str, Any]:
        known = found if isinstance(found, Mapping) else {}
        required = set(schema.get("required") or ())
        document: dict[str, Any] = {}
        for name, inner in (schema.get("properties") or {}).items():
            value = known.get(name)
            ended = depth >= DEEPEST or self.room < 0
            if name not in required and (ended or self._says_nothing(inner, value, name)):
                if _takes(inner, None):
                    document[name] = None
                continue
            document[name] = self.fitted(inner, value, str(name), depth + 1)
        return document

    def _says_nothing(self, schema: Any, found: Any, name: str) -> bool:
        """A plain field that may be left out, and of which the text says nothing."""
        kinds = schema.get("type") if isinstance(schema, Mapping) else None
        kinds = kinds if isinstance(kinds, list) else [kinds]
        plain = {"string", "number", "integer", "boolean"} & set(filter(None, kinds))
        if found is not None or not plain or "enum" in schema or "const" in schema:
            return False
        return self._guess(name, kinds) is None

    def _array(self, schema: Schema, found: Any, name: str, depth: int) -> list[Any]:
        items, fewest = schema.get("items", {}), int(schema.get("minItems") or 0)
        values = list(found) if isinstance(found, list | tuple) else []
        if not values and found is None and depth < DEEPEST:
            values = list(self._guess(name, ["array"]) or ())
        fitted = [self.fitted(items, value, "", depth + 1) for value in values]
        while len(fitted) < min(fewest, MOST_VALUES):
            fitted.append(self.fitted(items, None, "", depth + 1))
        most = schema.get("maxItems")
        return fitted[: int(most)] if isinstance(most, int) else fitted

    def _choice(self, choices: list[Any], found: Any) -> Any:
        if found in choices:
            return found
        words = tuple(choice for choice in choices if isinstance(choice, str))
        return choose(words, self.source, self.order)[0] if words else choices[0]

    def _alternative(self, alternatives: Any, found: Any, name: str, depth: int) -> Any:
        resolved = [self._resolved(each) for each in alternatives]
        chosen = next((s for s in resolved if found is not None and _takes(s, found)), None)
        chosen = chosen or next((s for s in resolved if not _takes(s, None)), {"type": "null"})
        if depth >= DEEPEST and any(_takes(schema, None) for schema in resolved):
            return None
        return self.fitted(chosen, found, name, depth + 1)

    def _guess(self, name: str, kinds: list[str]) -> Any:
        if not name:
            return None
        kind = next((kind for kind in kinds if kind != "null"), "")
        return value_of(Field(name, kind), self.source, self.order)

    def _resolved(self, schema: Any) -> Any:
        for _ in range(DEEPEST):
            if not isinstance(schema, Mapping):
                return schema
            if isinstance(schema.get("$ref"), str):
                schema = _pointed_at(self.root, schema["$ref"])
            elif parts := schema.get("allOf"):
                others = {key: value for key, value in schema.items() if key != "allOf"}
                schema = _merged([others, *(self._resolved(part) for part in parts)])
            else:
                return schema
        return {}


def _merged(schemas: list[Any]) -> dict[str, Any]:
    together: dict[str, Any] = {}
    for schema in schemas:
        if isinstance(schema, Mapping):
            properties = {**together.get("properties", {}), **(schema.get("properties") or {})}
            required = [*together.get("required", ()), *(schema.get("required") or ())]
            together |= {**schema, "properties": properties, "required": required}
    return together


def _pointed_at(root: Any, reference: str) -> Any:
    for part in reference.removeprefix("#").split("/")[1:]:
        step = part.replace("~1", "/").replace("~0", "~")
        root = root.get(step) if isinstance(root, Mapping) else None
    return root


def _kind(value: Any) -> str:
    return "null" if value is None else PLAIN.get(type(value), "object")


def _kinds_meant(schema: Schema, found: Any) -> Any:
    if "properties" in schema:
        return "object"
    if "items" in schema:
        return "array"
    return _kind(found) if found is not None else "string"


def _takes(schema: Any, value: Any) -> bool:
    kinds = schema.get("type") if isinstance(schema, Mapping) else None
    return _kind(value) in (kinds if isinstance(kinds, list) else [kinds])


def _number(kind: str, schema: Schema, value: Any) -> int | float:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else 0
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    if isinstance(low, int | float):
        number = max(number, low)
    if isinstance(above, int | float) and not isinstance(above, bool):
        number = max(number, math.floor(above) + 1)
    if isinstance(high, int | float):
        number = min(number, high)
    if isinstance(below, int | float) and not isinstance(below, bool):
        number = min(number, math.ceil(below) - 1)
    return round(number) if kind == "integer" else number


def _text(schema: Schema, value: Any) -> str:
    text = FORMATS.get(str(schema.get("format")), NOT_FOUND) if value is None else str(value)
    fewest, most = schema.get("minLength"), schema.get("maxLength")
    if isinstance(fewest, int):
        text = text.ljust(min(fewest, 1000), ".")
    return text[:most] if isinstance(most, int) else text
