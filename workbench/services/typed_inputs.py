"""Inputs of a prompt that comes without any, typed by the values it is going to be given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workbench.domain.datasets import Case
from workbench.domain.json_values import Json, JsonObject
from workbench.domain.prompts import Input, InputType, PromptContent

EMPTY: dict[InputType, Json] = {
    InputType.STRING: "",
    InputType.ARRAY: (),
    InputType.OBJECT: JsonObject(),
    InputType.BOOLEAN: False,
}


def with_typed_inputs(content: PromptContent, cases: Sequence[Case]) -> PromptContent:
    """The content with an input for each variable that is no text in every case.

    One that a case has no value for may be left out: elsewhere it is nothing then.
    """
    from workbench.templating.demand import demand

    def silent(_: object) -> None:
        """What cannot be read asks for nothing."""

    known = {item.name for item in content.inputs}
    used = [item for item in demand(content, {}, silent).inputs if item.name not in known]
    values = [dict(case.values) for case in cases]
    typed = [_typed(item, values, content) for item in used if item.type is InputType.STRING]
    new = tuple(item for item in typed if item != Input(item.name))
    return replace(content, inputs=(*content.inputs, *new))


def _typed(item: Input, values: Sequence[dict[str, Json]], content: PromptContent) -> Input:
    given = [case[item.name] for case in values if item.name in case]
    typed = replace(item, type=_type(given, _looked_at(item.name, content)))
    if given and len(given) == len(values):
        return typed
    return replace(typed, required=False, default=EMPTY.get(typed.type, ""))


def _type(given: Sequence[Json], looked_at: bool) -> InputType:
    """A scalar is written as text; where a tag looks at it, it keeps its own type."""
    types = {_type_of(value) for value in given}
    if types == {InputType.INTEGER, InputType.NUMBER}:
        types = {InputType.NUMBER}
    if len(types) != 1:
        return InputType.STRING
    found = types.pop()
    return found if looked_at or found in (InputType.ARRAY, InputType.OBJECT) else InputType.STRING


def _type_of(value: Json) -> InputType:
    kinds: tuple[tuple[Any, InputType], ...] = (
        (bool, InputType.BOOLEAN),
        (int, InputType.INTEGER),
        (float, InputType.NUMBER),
        (tuple, InputType.ARRAY),
        (JsonObject, InputType.OBJECT),
    )
    return next((kind for known, kind in kinds if isinstance(value, known)), InputType.STRING)


def _looked_at(name: str, content: PromptContent) -> bool:
    inside = re.compile(rf"\{{%[^%]*\b{re.escape(name)}\b[^%]*%\}}")
    return any(inside.search(message.text) for message in content.messages)
