"""The messages of an input of type `messages`: a conversation handed to a prompt as a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Message, Role, ToolCall

ROLES = tuple(role.value for role in Role if role is not Role.PLACEHOLDER)


def read_messages(name: str, value: Any) -> tuple[Message, ...]:
    """A list of `{"role": …, "content": …}` as providers take it. Raises `InvalidInput`."""
    if not isinstance(value, list | tuple):
        raise InvalidInput(
            f"{name} is a list of messages.",
            hint='For example [{"role": "user", "content": "Hello"}]',
        )
    return tuple(_read(f"{name}[{index}]", item) for index, item in enumerate(value))


def _read(place: str, item: Any) -> Message:
    if isinstance(item, Message):
        return item
    if not isinstance(item, Mapping):
        raise InvalidInput(f"{place} is not a message: it needs a role and a content.")
    if item.get("role") not in ROLES:
        raise InvalidInput(f"{place} has no known role. Roles are {', '.join(ROLES)}.")
    calls = tuple(_call(f"{place}.tool_calls", call) for call in item.get("tool_calls") or ())
    return Message(
        Role(item["role"]),
        _text(f"{place}.content", item.get("content"), needed=not calls),
        _text(f"{place}.name", item.get("name")),
        calls,
        _text(f"{place}.tool_call_id", item.get("tool_call_id")),
    )


def _call(place: str, call: Any) -> ToolCall:
    function = call.get("function") if isinstance(call, Mapping) else None
    if not isinstance(function, Mapping):
        raise InvalidInput(f"{place} holds something that is not a tool call.")
    return ToolCall(
        _text(f"{place}.id", call.get("id")),
        _text(f"{place}.name", function.get("name"), needed=True),
        _text(f"{place}.arguments", function.get("arguments")),
    )


def _text(place: str, value: Any, *, needed: bool = False) -> str:
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise InvalidInput(f"{place} is not text.")
    return value
