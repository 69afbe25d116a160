"""What was said, as messages of the prompt, and as a case. No Qt here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workbench.domain.conversations import Conversation
from workbench.domain.datasets import Case
from workbench.domain.json_values import Json, freeze
from workbench.domain.prompts import Engine, Input, InputType, Message, PromptContent, Role
from workbench.templating.literal import literal


def with_messages(content: PromptContent, said: Sequence[Message]) -> PromptContent:
    """The prompt with what was said at its end; none of it is filled in as a template."""
    added = tuple(literal_message(message, content.engine) for message in said)
    return replace(content, messages=(*content.messages, *added))


def literal_message(message: Message, engine: Engine) -> Message:
    return replace(message, text=literal(message.text, engine))


def messages_input(content: PromptContent) -> str:
    """Name of the input that stands for whole messages; empty if the prompt has none."""
    named = [m.name for m in content.messages if m.role is Role.PLACEHOLDER and m.name]
    declared = [each.name for each in content.inputs if each.type is InputType.MESSAGES]
    return next(iter((*named, *declared)), "")


def text_inputs(inputs: Sequence[Input]) -> tuple[str, ...]:
    """Names of the inputs that can take what the person said last."""
    return tuple(each.name for each in inputs if each.type is InputType.STRING)


def as_case(conversation: Conversation, name: str, into: str, *, whole: bool) -> Case:
    """The case it began with, with what was said in the input `into`.

    `whole`: all turns, as messages; else what the person said last.
    """
    began = conversation.runs[0].job.case
    value: Json = _documents(conversation.said) if whole else last_said(conversation)
    values = tuple((key, old) for key, old in began.values if key != into)
    return Case(name=name, values=(*values, (into, value)))


def last_said(conversation: Conversation) -> str:
    turns = conversation.last.job.turns
    return next((turn.text for turn in reversed(turns) if turn.role is Role.USER), "")


def _documents(said: Sequence[Message]) -> Json:
    """As an input of type `messages` is given: the way providers take them."""
    return freeze([_document(message) for message in said])


def _document(message: Message) -> dict[str, Any]:
    document: dict[str, Any] = {"role": message.role.value, "content": message.text}
    if message.tool_calls:
        document["tool_calls"] = [
            {"id": call.id, "function": {"name": call.name, "arguments": call.arguments}}
            for call in message.tool_calls
        ]
    if message.role is Role.TOOL:
        document |= {"name": message.name, "tool_call_id": message.tool_call_id}
    return document
