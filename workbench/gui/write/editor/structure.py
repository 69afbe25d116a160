"""Adding, removing, moving and turning messages of a content."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count

from workbench.domain.examples import ASKING, blocks, examples
from workbench.domain.prompts import Input, InputType, Message, PromptContent, Role

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


def with_example(content: PromptContent, current: int) -> tuple[PromptContent, int]:
    """An empty example, and where it begins: after the one with the cursor or the last one.

    Where nothing is asked below it yet, an empty question is added too.
    """
    messages = content.messages
    starts = examples(messages)
    asking = [index for index, message in enumerate(messages) if message.role in ASKING]
    if current in starts or current - 1 in starts:
        place = current + (2 if current in starts else 1)
    elif starts:
        place = starts[-1] + 2
    else:
        place = asking[0] if asking else len(messages)
    added = [Message(Role.USER), Message(Role.ASSISTANT)]
    if not asking:
        added.append(Message(Role.USER))
    return replace(content, messages=(*messages[:place], *added, *messages[place:])), place


def with_placeholder(content: PromptContent, after: int, name: str) -> tuple[PromptContent, int]:
    """The conversation `name` after that message or its example, at the end for -1; and where.

    The input it stands for is declared, if it is not yet.
    """
    messages = content.messages
    place = block_at(content, after).stop if 0 <= after < len(messages) else len(messages)
    added = Message(Role.PLACEHOLDER, name=name)
    declared = any(each.name == name for each in content.inputs)
    own = () if declared else (Input(name, InputType.MESSAGES),)
    together = (*messages[:place], added, *messages[place:])
    return replace(content, messages=together, inputs=(*content.inputs, *own)), place


def conversation_name(content: PromptContent) -> str:
    """For a placeholder: an input that none stands for yet, else one that is not there."""
    placed = {each.name for each in content.messages if each.role is Role.PLACEHOLDER}
    for each in content.inputs:
        if each.type is InputType.MESSAGES and each.name not in placed:
            return each.name
    taken = placed | {each.name for each in content.inputs}
    further = (f"conversation_{number}" for number in count(2))
    return next(name for name in chain(("conversation",), further) if name not in taken)


def block_at(content: PromptContent, index: int) -> range:
    """The messages that go where this one goes."""
    return next(block for block in blocks(content.messages) if index in block)


def with_duplicate(content: PromptContent, index: int) -> PromptContent:
    """A copy of the message, or of its example, after it."""
    block, messages = block_at(content, index), content.messages
    copied = messages[block.start : block.stop]
    return replace(content, messages=messages[: block.stop] + copied + messages[block.stop :])


def without(content: PromptContent, index: int) -> PromptContent:
    """Without the message, or without its example."""
    block, messages = block_at(content, index), content.messages
    return replace(content, messages=messages[: block.start] + messages[block.stop :])


def moved(content: PromptContent, source: int, place: int) -> tuple[PromptContent, int] | None:
    """The message or example at `source` put before what stands at `place`; where it is then.

    None where that changes nothing, or takes an example apart: what is asked at the end stays
    below the examples.
    """
    block, messages = block_at(content, source), content.messages
    if 0 < place < len(messages):
        around = block_at(content, place)
        place = around.stop if place > around.start else place
    if place < 0 or place > len(messages) or block.start <= place <= block.stop:
        return None
    taken = messages[block.start : block.stop]
    without_it = messages[: block.start] + messages[block.stop :]
    target = place - len(block) if place > source else place
    together = (*without_it[:target], *taken, *without_it[target:])
    if len(examples(together)) < len(examples(messages)):
        return None
    return replace(content, messages=together), target + source - block.start


def stepped(content: PromptContent, index: int, step: int) -> tuple[PromptContent, int] | None:
    """The message or example moved past the one above (-1) or below (1)."""
    groups = blocks(content.messages)
    at = next(number for number, block in enumerate(groups) if index in block)
    if not 0 <= at + step < len(groups):
        return None
    beside = groups[at + step]
    return moved(content, index, beside.start if step < 0 else beside.stop)


def with_role(content: PromptContent, index: int, role: Role) -> PromptContent:
    return content.with_message(index, replace(content.messages[index], role=role))


def with_texts(content: PromptContent, texts: list[str]) -> PromptContent:
    """The same messages with other texts."""
    pairs = zip(content.messages, texts, strict=True)
    messages = tuple(m if m.text == text else replace(m, text=text) for m, text in pairs)
    return replace(content, messages=messages)
