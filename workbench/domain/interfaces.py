"""Whether a changed prompt still serves those who call it.

A caller depends on the inputs it passes and on the output fields it reads. What takes
either away, or asks for more, breaks it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from workbench.domain.prompts import Input, OutputSchema, PromptContent


def breaking_changes(old: PromptContent, new: PromptContent) -> tuple[str, ...]:
    """Each change that a caller of `old` would notice, in words. Empty: it may stay as it is."""
    return (*_input_changes(old, new), *_output_changes(old.output, new.output))


def interface_number(history: Sequence[PromptContent]) -> int:
    """The number of the last of these versions, the oldest being 1: one more for each break."""
    return 1 + sum(bool(breaking_changes(old, new)) for old, new in pairwise(history))


def _input_changes(old: PromptContent, new: PromptContent) -> Iterator[str]:
    before = {item.name: item for item in old.inputs}
    after = {item.name: item for item in new.inputs}
    for name in before.keys() - after.keys():
        yield f"the input {name} is gone"
    for name, item in after.items():
        if name not in before:
            if item.needed:
                yield f"the input {name} is new and required"
            continue
        yield from _one_input(before[name], item)


def _one_input(old: Input, new: Input) -> Iterator[str]:
    if old.type is not new.type:
        yield f"the input {old.name} was {old.type} and is {new.type}"
    if new.needed and not old.needed:
        yield f"the input {old.name} is now required"
    if new.choices and (not old.choices or set(old.choices) - set(new.choices)):
        yield f"the input {old.name} takes fewer values"
    if new.max_length is not None and (old.max_length is None or new.max_length < old.max_length):
        yield f"the input {old.name} takes less text"


def _output_changes(old: OutputSchema | None, new: OutputSchema | None) -> Iterator[str]:
    if old is None or new is None:
        if old is not new:
            yield "the output was text and is JSON" if old is None else "the output is text again"
        return
    yield from _field_changes(json.loads(old.schema or "{}"), json.loads(new.schema or "{}"), "")


def _field_changes(old: Any, new: Any, place: str) -> Iterator[str]:
    if not isinstance(old, dict) or not isinstance(new, dict):
        if old != new:
            yield f"the output{place} changed"
        return
    if old.get("type") != new.get("type"):
        yield f"the output{place} was {old.get('type')} and is {new.get('type')}"
    before, after = _properties(old), _properties(new)
    for name, field in before.items():
        if name not in after:
            yield f"the output field {f'{place}.{name}'.lstrip('.')} is gone"
        else:
            yield from _field_changes(field, after[name], f"{place}.{name}")
    if "items" in old or "items" in new:
        yield from _field_changes(old.get("items", {}), new.get("items", {}), f"{place}[]")
    required = set(_names(old.get("required"))) - set(_names(new.get("required")))
    for name in sorted(required & after.keys()):
        yield f"the output field {f'{place}.{name}'.lstrip('.')} may be missing"


def _properties(schema: dict[str, Any]) -> dict[str, Any]:
    properties = schema.get("properties")
    return properties if isinstance(properties, dict) else {}


def _names(value: Any) -> list[str]:
    return [name for name in value if isinstance(name, str)] if isinstance(value, list) else []
