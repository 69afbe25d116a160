"""Two contents to what is shown of their differences, message by message."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from workbench.domain.json_values import Json, thaw
from workbench.domain.prompts import Input, Message, PromptContent, Tool
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.lines import Mark, Pair, Span, heading
from workbench.gui.kit.differences.pairing import inline_pairs, side_pairs
from workbench.gui.kit.differences.texts import marked_words


@dataclass(frozen=True, slots=True)
class Part:
    """A message, or what surrounds the messages, in both contents."""

    title: str
    spans: tuple[Span, ...]

    @property
    def changed(self) -> bool:
        return any(mark is not Mark.SAME for mark, _text in self.spans)

    def words(self, mark: Mark) -> int:
        return sum(len(text.split()) for each, text in self.spans if each is mark)


@dataclass(frozen=True, slots=True)
class ContentDifference:
    messages: tuple[Part, ...] = ()
    around: Part = Part("", ())
    """Model, parameters, inputs, components, tools and output schema, one a line."""

    @property
    def changed_messages(self) -> int:
        return sum(part.changed for part in self.messages)

    @property
    def added(self) -> int:
        return sum(part.words(Mark.ADDED) for part in self.messages)

    @property
    def removed(self) -> int:
        return sum(part.words(Mark.REMOVED) for part in self.messages)

    def comparison(self, *, side_by_side: bool, fold: bool) -> Comparison:
        to_pairs = side_pairs if side_by_side else inline_pairs
        pairs: list[Pair] = []
        for part in (*self.messages, self.around):
            if part.spans:
                pairs += (heading(part.title), *to_pairs(part.spans))
        if side_by_side:
            return Comparison(pairs=tuple(pairs), side_by_side=True, fold=fold)
        return Comparison(inline=tuple(pairs), fold=fold)


def content_difference(old: PromptContent, new: PromptContent, around: str) -> ContentDifference:
    """`around` is the heading over what is not a message."""
    parts = [
        Part(_title(before, after), marked_words(_text(before), _text(after)))
        for before, after in aligned(old.messages, new.messages)
    ]
    surroundings = Part(around, marked_words(surroundings_of(old), surroundings_of(new)))
    return ContentDifference(tuple(parts), surroundings)


def aligned(
    old: tuple[Message, ...], new: tuple[Message, ...]
) -> Iterator[tuple[Message | None, Message | None]]:
    """Messages that are the same belong together; between them, those of one role in order."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _op, a, b, c, d in matcher.get_opcodes():
        yield from _paired(list(old[a:b]), list(new[c:d]))


def _paired(
    old: list[Message], new: list[Message]
) -> Iterator[tuple[Message | None, Message | None]]:
    if [m.role for m in old] == [m.role for m in new]:
        yield from zip_longest(old, new)
        return
    while old or new:
        if old and new and old[0].role is new[0].role:
            yield old.pop(0), new.pop(0)
        elif old and not any(m.role is old[0].role for m in new):
            yield old.pop(0), None
        elif new:
            yield None, new.pop(0)
        else:
            yield old.pop(0), None


def surroundings_of(content: PromptContent) -> str:
    """One line for each thing that reaches the model beside the messages."""
    model = content.model
    lines = [
        f"model {model.name}" if model.name else "",
        *(f"parameter {name} = {_json(value)}" for name, value in sorted(model.params)),
        *(_input_line(item) for item in content.inputs),
        *(f"component {path} {digest[:19]}" for path, digest in content.components),
        *(_tool_line(tool) for tool in content.tools),
        f"output {content.output.name} {content.output.schema}" if content.output else "",
        f"template {content.engine}",
    ]
    return "\n".join(line for line in lines if line)


def _input_line(item: Input) -> str:
    words = [f"input {item.name}: {item.type}"]
    if item.required is not None:
        words.append("required" if item.required else "optional")
    if item.default is not None:
        words.append(f"default {_json(item.default)}")
    if item.choices:
        words.append("one of " + ", ".join(_json(choice) for choice in item.choices))
    if item.max_length is not None:
        words.append(f"at most {item.max_length} characters")
    return ", ".join(words) + (f". {item.description}" if item.description else "")


def _tool_line(tool: Tool) -> str:
    return f"tool {tool.name} {tool.description} {tool.parameters}".rstrip()


def _json(value: Json) -> str:
    return json.dumps(thaw(value), ensure_ascii=False)


def _title(old: Message | None, new: Message | None) -> str:
    roles = [f"{m.role.value} {m.name}".strip() for m in (old, new) if m is not None]
    return " → ".join(dict.fromkeys(roles))


def _text(message: Message | None) -> str:
    if message is None:
        return ""
    calls = [f"{call.name}({call.arguments})" for call in message.tool_calls]
    return "\n".join(part for part in (message.text, *calls) if part)
