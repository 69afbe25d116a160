"""Adding, removing, moving and turning messages of a content."""

from __future__ import annotations

from dataclasses import replace

from workbench.domain.prompts import Message, PromptContent, Role

AFTER = {Role.USER: Role.ASSISTANT}
"""The role of a new message by the one before it; all others are followed by the user."""


def with_added(content: PromptContent, after: int) -> PromptContent:
    """A new, empty message after that one; at the end for -1."""
    messages = list(content.messages)
    place = len(messages) if after < 0 else after + 1
    before = messages[place - 1].role if place else None
    role = Role.SYSTEM if before is None else AFTER.get(before, Role.USER)
    messages.insert(place, Message(role))
    return replace(content, messages=tuple(messages))


def with_duplicate(content: PromptContent, index: int) -> PromptContent:
    messages = list(content.messages)
    messages.insert(index + 1, messages[index])
    return replace(content, messages=tuple(messages))


def without(content: PromptContent, index: int) -> PromptContent:
    return replace(content, messages=content.messages[:index] + content.messages[index + 1 :])


def moved(content: PromptContent, source: int, target: int) -> PromptContent:
    """The message at `source` stands at `target` afterwards."""
    messages = list(content.messages)
    messages.insert(target, messages.pop(source))
    return replace(content, messages=tuple(messages))


def with_role(content: PromptContent, index: int, role: Role) -> PromptContent:
    return content.with_message(index, replace(content.messages[index], role=role))


def with_texts(content: PromptContent, texts: list[str]) -> PromptContent:
    """The same messages with other texts."""
    pairs = zip(content.messages, texts, strict=True)
    messages = tuple(m if m.text == text else replace(m, text=text) for m, text in pairs)
    return replace(content, messages=messages)
