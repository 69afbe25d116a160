"""Two contents to what is shown of their differences, message by message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from workbench.diffing.changes_in_words import WORDS, Fact, changes_in_words
from workbench.diffing.contents import FieldChange, MessageChange, diff_contents
from workbench.domain.prompts import Attachment, Message, PromptContent
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.lines import Mark, Pair, Span, heading
from workbench.gui.kit.differences.pairing import inline_pairs, side_pairs
from workbench.gui.kit.differences.texts import marked_words, moved_spans
from workbench.gui.kit.safe_text import safe


@dataclass(frozen=True, slots=True)
class Part:
    """A message, or what changed beside the messages, in both contents."""

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
    """What changed of model, parameters, inputs, components, tools and output, one a line."""
    facts: tuple[Fact, ...] = ()
    """The same, to be told in words."""

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
    found = diff_contents(old, new)
    messages = tuple(Part(_title(change), tuple(_spans(change))) for change in found.messages)
    fields = tuple(span for change in found.fields for span in _field_spans(change))
    facts = changes_in_words(old, new, found)
    return ContentDifference(messages, Part(around, _without_last_end(fields)), facts)


def in_words(facts: Iterable[Fact]) -> str:
    """One line: what changed, message by message and name by name."""
    told = (
        fact.worded((_translated(WORDS[fact.kind][0]), _translated(WORDS[fact.kind][1])))
        for fact in facts
    )
    return safe("; ".join(told))


def _translated(words: str) -> str:
    return QCoreApplication.translate("changes", words)


def _title(change: MessageChange) -> str:
    messages = [message for message in (change.old, change.new) if message is not None]
    return " → ".join(dict.fromkeys(f"{m.role.value} {m.name}".strip() for m in messages))


def _spans(change: MessageChange) -> Iterator[Span]:
    if change.old and change.new:
        yield from moved_spans(change.pieces)
        if change.old.tool_calls or change.new.tool_calls:
            yield Mark.SAME, "\n"
            yield from marked_words(_calls(change.old), _calls(change.new))
        yield from _attachment_spans(change.old, change.new)
    elif message := change.old or change.new:
        mark = Mark.REMOVED if change.old else Mark.ADDED
        parts = (message.text, _calls(message), *map(_attached, message.attachments))
        yield mark, "\n".join(part for part in parts if part)


def _calls(message: Message) -> str:
    return "\n".join(f"{call.name}({call.arguments})" for call in message.tool_calls)


def _attachment_spans(old: Message, new: Message) -> Iterator[Span]:
    """One a line: those that went, those that stayed, those that came."""
    for each in dict.fromkeys((*old.attachments, *new.attachments)):
        there = (each in old.attachments, each in new.attachments)
        mark = {(True, True): Mark.SAME, (True, False): Mark.REMOVED}.get(there, Mark.ADDED)
        yield Mark.SAME, "\n"
        yield mark, _attached(each)


def _attached(attachment: Attachment) -> str:
    digest = attachment.digest.removeprefix("sha256:")[:8]
    return f"[{attachment.name}, {attachment.media_type}, {digest}]"


def _field_spans(change: FieldChange) -> Iterator[Span]:
    name = f"{change.part} {change.name}: "
    if change.old and change.new:
        yield Mark.SAME, name
        yield from marked_words(change.old, change.new)
        yield Mark.SAME, "\n"
    else:
        mark = Mark.REMOVED if change.old else Mark.ADDED
        yield mark, f"{name}{change.old or change.new}\n"


def _without_last_end(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    if not spans:
        return ()
    mark, text = spans[-1]
    kept = ((mark, text[:-1]),) if text != "\n" else ()
    return (*spans[:-1], *kept)
