"""Changes in the texts of prompts, each in its place, so that they can be looked at first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from workbench.domain.prompts import Prompt, PromptContent

AROUND = 60
"""Characters of the line that are shown before and after a change."""


@dataclass(frozen=True, slots=True)
class Edit:
    """`new` in the place of what stands from `start` to `end` of a message, in code points."""

    message: int
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Context:
    """An edit with what stands around it on its line."""

    before: str
    old: str
    new: str
    after: str
    line: int
    """Counted from 1."""


@dataclass(frozen=True, slots=True)
class PromptEdits:
    """What would change in the draft of one prompt."""

    prompt: Prompt
    content: PromptContent
    """The draft that the edits were found in."""
    edits: tuple[Edit, ...] = ()
    renamed_input: tuple[str, str] | None = None
    """A declared input, and its new name."""

    @property
    def changed(self) -> PromptContent:
        """The draft with all of them made."""
        content = with_edits(self.content, self.edits)
        if self.renamed_input is None:
            return content
        return with_input_renamed(content, *self.renamed_input)

    def context(self, edit: Edit) -> Context:
        return context_of(self.content.messages[edit.message].text, edit)


def with_edits(content: PromptContent, edits: Iterable[Edit]) -> PromptContent:
    """The edits made; those of one message must not overlap."""
    messages = list(content.messages)
    for edit in sorted(edits, key=lambda each: (each.message, each.start), reverse=True):
        message = messages[edit.message]
        text = message.text[: edit.start] + edit.new + message.text[edit.end :]
        messages[edit.message] = replace(message, text=text)
    return replace(content, messages=tuple(messages))


def with_input_renamed(content: PromptContent, old: str, new: str) -> PromptContent:
    """A declaration under the new name takes precedence over the renamed one."""
    taken = any(each.name == new for each in content.inputs)
    inputs = [
        replace(each, name=new) if each.name == old else each
        for each in content.inputs
        if each.name != old or not taken
    ]
    messages = tuple(
        replace(m, name=new) if m.role == "placeholder" and m.name == old else m
        for m in content.messages
    )
    return replace(content, inputs=tuple(inputs), messages=messages)


def context_of(text: str, edit: Edit) -> Context:
    start = text.rfind("\n", 0, edit.start) + 1
    end = text.find("\n", edit.end)
    line_end = len(text) if end < 0 else end
    before = text[max(start, edit.start - AROUND) : edit.start].lstrip()
    after = text[edit.end : min(line_end, edit.end + AROUND)].rstrip()
    line = text.count("\n", 0, edit.start) + 1
    return Context(before, text[edit.start : edit.end], edit.new, after, line)
