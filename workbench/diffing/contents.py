"""What changed from one content to another: message by message, and everything beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.diffing.alignment import shared_ends
from workbench.diffing.likeness import MOST_PAIRS, likenesses, matching
from workbench.diffing.pieces import Piece
from workbench.diffing.words import diff_words
from workbench.domain.json_values import Json, thaw
from workbench.domain.prompts import Input, Message, PromptContent
from workbench.formats.content import draft_document

SAME_ROLE = 0.5
"""What the same role adds to the likeness of two messages."""


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class MessageChange:
    """A message before and after; `pieces` are the words of both texts."""

    change: Change
    old: Message | None = None
    new: Message | None = None
    old_index: int | None = None
    new_index: int | None = None
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Something beside the messages, as text. `old` or `new` is empty where there is none."""

    part: str
    """`template`, `input`, `component`, `output`, `tool`, `tool choice`, `model` or `parameter`."""
    name: str
    old: str
    new: str

    @property
    def change(self) -> Change:
        if not self.old:
            return Change.ADDED
        return Change.CHANGED if self.new else Change.REMOVED


@dataclass(frozen=True, slots=True)
class ContentDiff:
    messages: tuple[MessageChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    @property
    def same(self) -> bool:
        return not self.fields and all(m.change is Change.SAME for m in self.messages)


def diff_contents(old: PromptContent, new: PromptContent) -> ContentDiff:
    return ContentDiff(
        tuple(_message_changes(old.messages, new.messages)), tuple(_field_changes(old, new))
    )


def _message_changes(old: tuple[Message, ...], new: tuple[Message, ...]) -> Iterator[MessageChange]:
    i = j = 0
    for x, y in (*counterparts(old, new), (len(old), len(new))):
        for index in range(i, x):
            yield MessageChange(Change.REMOVED, old=old[index], old_index=index)
        for index in range(j, y):
            yield MessageChange(Change.ADDED, new=new[index], new_index=index)
        if x < len(old):
            yield _matched(old[x], new[y], x, y)
        i, j = x + 1, y + 1


def _matched(old: Message, new: Message, old_index: int, new_index: int) -> MessageChange:
    change = Change.SAME if old == new else Change.CHANGED
    return MessageChange(change, old, new, old_index, new_index, diff_words(old.text, new.text))


def counterparts(old: tuple[Message, ...], new: tuple[Message, ...]) -> Iterator[tuple[int, int]]:
    """Places of messages that are two states of one."""
    start, end = shared_ends(old, new)
    before, after = old[start : len(old) - end], new[start : len(new) - end]
    yield from zip(range(start), range(start), strict=True)
    for x, y in matching(len(before), len(after), _scores(before, after)):
        yield start + x, start + y
    yield from zip(range(len(old) - end, len(old)), range(len(new) - end, len(new)), strict=True)


def _scores(old: tuple[Message, ...], new: tuple[Message, ...]) -> list[list[float]]:
    if len(old) * len(new) > MOST_PAIRS:
        return [[float(before.role == after.role) for after in new] for before in old]
    alike = likenesses([m.text for m in old], [m.text for m in new])
    return [
        [_score(before, after, score) for after, score in zip(new, scores, strict=True)]
        for before, scores in zip(old, alike, strict=True)
    ]


def _score(old: Message, new: Message, alike: float) -> float:
    """More than 0 for messages that may be two states of one."""
    if old.role == new.role:
        return alike + SAME_ROLE
    return alike if alike > SAME_ROLE else 0.0


def _field_changes(old: PromptContent, new: PromptContent) -> Iterator[FieldChange]:
    before, after = _fields(old), _fields(new)
    for part, name in dict.fromkeys((*before, *after)):
        was, became = before.get((part, name), ""), after.get((part, name), "")
        if was != became:
            yield FieldChange(part, name, was, became)


def _fields(content: PromptContent) -> Mapping[tuple[str, str], str]:
    fields = {("template", "engine"): content.engine.value}
    fields |= {("input", item.name): _input_text(item) for item in content.inputs}
    fields |= {("component", path): digest for path, digest in content.components}
    if content.output:
        strict = "" if content.output.strict is None else f"strict: {content.output.strict}\n"
        fields["output", content.output.name] = strict + content.output.schema
    fields |= {
        ("tool", tool.name): f"{tool.description}\n{tool.parameters}\n{tool.strict}"
        for tool in content.tools
    }
    fields["tool choice", ""] = _json_text(content.tool_choice)
    fields["model", "name"], fields["model", "api"] = content.model.name, content.model.api
    fields |= {("parameter", name): _json_text(value) for name, value in content.model.params}
    return fields


def _input_text(item: Input) -> str:
    document = draft_document(PromptContent(inputs=(item,)))["inputs"][item.name]
    return ", ".join(
        f"{key}: {value if isinstance(value, str) else _json_text(value)}"
        for key, value in document.items()
    )


def _json_text(value: Json) -> str:
    return "" if value is None else json.dumps(thaw(value), ensure_ascii=False)
