"""Ways to mend a problem of a draft: small edits, or something to do with a component."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from workbench.domain.prompts import Input, InputType, Message, PromptContent


class InputChange(StrEnum):
    DECLARE = "declare"
    REMOVE = "remove"
    DROP_DEFAULT = "drop default"
    DROP_CHOICES = "drop choices"
    AS_MESSAGES = "as messages"


class FixCommand(StrEnum):
    """What a fix does beside the draft."""

    NOTHING = ""
    CREATE_COMPONENT = "create component"
    BRING_BACK = "bring back"


@dataclass(frozen=True, slots=True)
class TextEdit:
    """`old`, which stands at `start` (in code points) of a message's text, becomes `new`."""

    start: int
    old: str
    new: str = ""
    message_index: int = 0


@dataclass(frozen=True, slots=True)
class InputEdit:
    name: str
    change: InputChange


@dataclass(frozen=True, slots=True)
class Fix:
    """`title` says what it does, as a button would."""

    title: str
    edits: tuple[TextEdit, ...] = ()
    inputs: tuple[InputEdit, ...] = ()
    removed_messages: tuple[int, ...] = ()
    command: FixCommand = FixCommand.NOTHING
    target: str = ""
    """The path of the component that the command is about."""


def mended(content: PromptContent, fix: Fix) -> PromptContent | None:
    """The content with the fix made in it; None where the text has changed since it was found."""
    messages: list[Message] | None = list(content.messages)
    for edit in sorted(fix.edits, key=lambda each: -each.start):
        messages = _edited(messages, edit) if messages is not None else None
    if messages is None or any(index >= len(messages) for index in fix.removed_messages):
        return None
    kept = [m for index, m in enumerate(messages) if index not in fix.removed_messages]
    inputs = content.inputs
    for change in fix.inputs:
        inputs = _changed(inputs, change)
    return replace(content, messages=tuple(kept), inputs=inputs)


def together(fixes: Sequence[Fix], title: str) -> Fix:
    """Several fixes of one content as one; what two of them would do is done once."""
    return Fix(
        title,
        tuple(dict.fromkeys(edit for fix in fixes for edit in fix.edits)),
        tuple(dict.fromkeys(edit for fix in fixes for edit in fix.inputs)),
        tuple(dict.fromkeys(index for fix in fixes for index in fix.removed_messages)),
    )


def _edited(messages: list[Message], edit: TextEdit) -> list[Message] | None:
    if not 0 <= edit.message_index < len(messages):
        return None
    message = messages[edit.message_index]
    end = edit.start + len(edit.old)
    if message.text[edit.start : end] != edit.old:
        return None
    text = message.text[: edit.start] + edit.new + message.text[end:]
    messages[edit.message_index] = replace(message, text=text)
    return messages


def _changed(inputs: tuple[Input, ...], edit: InputEdit) -> tuple[Input, ...]:
    if edit.change is InputChange.REMOVE:
        return tuple(item for item in inputs if item.name != edit.name)
    if edit.change is InputChange.DECLARE:
        known = any(item.name == edit.name for item in inputs)
        return inputs if known else (*inputs, Input(edit.name))
    return tuple(_mended(item, edit) if item.name == edit.name else item for item in inputs)


def _mended(item: Input, edit: InputEdit) -> Input:
    match edit.change:
        case InputChange.DROP_DEFAULT:
            return replace(item, default=None)
        case InputChange.DROP_CHOICES:
            return replace(item, choices=())
        case _:
            return replace(item, type=InputType.MESSAGES, default=None, choices=())
