"""What changed from one content to another, as facts to be told in a line of words.

"2 sentences removed from system; `tone` became required; temperature 0.2 → 0.7." The facts
name places and counts; `WORDS` holds the English sentence for each kind, with `{count}`,
`{place}`, `{old}` and `{new}` in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workbench.diffing.alignment import align
from workbench.diffing.contents import Change, ContentDiff, MessageChange, diff_contents
from workbench.diffing.likeness import MOST_PAIRS, likenesses, matching
from workbench.diffing.sentences import spoken
from workbench.domain.prompts import Input, Message, PromptContent, Role

ALIKE = 0.5
"""From this likeness on two sentences are one that was changed."""


class FactKind(StrEnum):
    MESSAGE_ADDED = "message added"
    MESSAGE_REMOVED = "message removed"
    EXAMPLE_ADDED = "example added"
    EXAMPLE_REMOVED = "example removed"
    ROLE = "role"
    SENTENCES_ADDED = "sentences added"
    SENTENCES_REMOVED = "sentences removed"
    SENTENCES_CHANGED = "sentences changed"
    BLANKS = "blanks"
    MESSAGE_REST = "message rest"
    INPUT_ADDED = "input added"
    INPUT_REMOVED = "input removed"
    INPUT_REQUIRED = "input required"
    INPUT_OPTIONAL = "input optional"
    INPUT_STATED = "input stated"
    """Said or left open: the same to a caller, and another digest."""
    INPUT_CHANGED = "input changed"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REPLACED = "replaced"


WORDS: dict[FactKind, tuple[str, str]] = {
    FactKind.MESSAGE_ADDED: ("{place} message added", "{count} {place} messages added"),
    FactKind.MESSAGE_REMOVED: ("{place} message removed", "{count} {place} messages removed"),
    FactKind.EXAMPLE_ADDED: ("example pair {place} added", "{count} example pairs added"),
    FactKind.EXAMPLE_REMOVED: ("example pair {place} removed", "{count} example pairs removed"),
    FactKind.ROLE: ("{old} message became {new}", "{old} message became {new}"),
    FactKind.SENTENCES_ADDED: (
        "1 sentence added to {place}",
        "{count} sentences added to {place}",
    ),
    FactKind.SENTENCES_REMOVED: (
        "1 sentence removed from {place}",
        "{count} sentences removed from {place}",
    ),
    FactKind.SENTENCES_CHANGED: (
        "1 sentence changed in {place}",
        "{count} sentences changed in {place}",
    ),
    FactKind.BLANKS: ("only blanks and line ends changed in {place}",) * 2,
    FactKind.MESSAGE_REST: ("{new} of {place} changed",) * 2,
    FactKind.INPUT_ADDED: ("variable {place} added",) * 2,
    FactKind.INPUT_REMOVED: ("variable {place} removed",) * 2,
    FactKind.INPUT_REQUIRED: ("{place} became required",) * 2,
    FactKind.INPUT_OPTIONAL: ("{place} became optional",) * 2,
    FactKind.INPUT_STATED: ("{place}: whether it is required is stated another way",) * 2,
    FactKind.INPUT_CHANGED: ("{place}: {name} changed",) * 2,
    FactKind.ADDED: ("{name} {place} added",) * 2,
    FactKind.REMOVED: ("{name} {place} removed",) * 2,
    FactKind.CHANGED: ("{name} {place} changed",) * 2,
    FactKind.REPLACED: ("{place} {old} → {new}",) * 2,
}
"""For one, and for more."""


@dataclass(frozen=True, slots=True)
class Fact:
    kind: FactKind
    place: str = ""
    """The message (`system`, or `user 2` of several), input, tool, component, parameter."""
    count: int = 1
    name: str = ""
    """What of it: a field, or what sort of thing it is."""
    old: str = ""
    new: str = ""

    def worded(self, words: tuple[str, str]) -> str:
        told = words[0] if self.count == 1 else words[1]
        filled = told.format(
            count=self.count, place=self.place, name=self.name, old=self.old, new=self.new
        )
        return " ".join(filled.split())


def changes_in_words(
    old: PromptContent, new: PromptContent, found: ContentDiff | None = None
) -> tuple[Fact, ...]:
    """`found` is their difference, if it is known already."""
    found = found or diff_contents(old, new)
    return (
        *_message_facts(old.messages, new.messages, found.messages),
        *_input_facts(old.inputs, new.inputs),
        *_other_facts(found),
    )


def in_english(facts: Sequence[Fact]) -> str:
    return "; ".join(fact.worded(WORDS[fact.kind]) for fact in facts)


def _message_facts(
    old: tuple[Message, ...], new: tuple[Message, ...], changes: Sequence[MessageChange]
) -> Iterator[Fact]:
    removed = [c.old_index for c in changes if c.new is None and c.old_index is not None]
    added = [c.new_index for c in changes if c.old is None and c.new_index is not None]
    yield from _come_or_gone(old, removed, FactKind.EXAMPLE_REMOVED, FactKind.MESSAGE_REMOVED)
    for change in changes:
        if change.change is Change.CHANGED and change.old and change.new:
            place = _place(new, change.new_index or 0)
            yield from _changed(change.old, change.new, place)
    yield from _come_or_gone(new, added, FactKind.EXAMPLE_ADDED, FactKind.MESSAGE_ADDED)


def _come_or_gone(
    messages: tuple[Message, ...], indexes: list[int], example: FactKind, single: FactKind
) -> Iterator[Fact]:
    pairs = {start: number for number, start in enumerate(_examples(messages), 1)}
    whole = [start for start in pairs if start in indexes and start + 1 in indexes]
    if whole:
        place = str(pairs[whole[0]]) if len(whole) == 1 else ""
        yield Fact(example, place, len(whole))
    told = {index for start in whole for index in (start, start + 1)}
    roles = [messages[index].role.value for index in indexes if index not in told]
    for role in dict.fromkeys(roles):
        yield Fact(single, role, roles.count(role))


def _examples(messages: tuple[Message, ...]) -> Iterator[int]:
    """Where pairs of a question and its answer begin, before the last question."""
    index = 0
    while index + 1 < len(messages):
        pair = messages[index].role, messages[index + 1].role
        if pair == (Role.USER, Role.ASSISTANT) and index + 2 < len(messages):
            yield index
            index += 1
        index += 1


def _changed(old: Message, new: Message, place: str) -> Iterator[Fact]:
    if old.role != new.role:
        yield Fact(FactKind.ROLE, place, old=old.role.value, new=new.role.value)
    if old.text != new.text:
        yield from _sentence_facts(old.text, new.text, place)
    if old.tool_calls != new.tool_calls:
        yield Fact(FactKind.MESSAGE_REST, place, new="tool calls")
    if old.attachments != new.attachments:
        yield Fact(FactKind.MESSAGE_REST, place, new="attachments")
    if (old.name, old.tool_call_id) != (new.name, new.tool_call_id):
        yield Fact(FactKind.MESSAGE_REST, place, new="name")


def _sentence_facts(old: str, new: str, place: str) -> Iterator[Fact]:
    before, after = spoken(old), spoken(new)
    removed = changed = added = 0
    for run in align(before, after):
        if not run.equal:
            gone = before[run.old_start : run.old_end]
            come = after[run.new_start : run.new_end]
            pairs = _pairs(gone, come)
            changed += pairs
            removed += len(gone) - pairs
            added += len(come) - pairs
    counted = (
        (FactKind.SENTENCES_REMOVED, removed),
        (FactKind.SENTENCES_CHANGED, changed),
        (FactKind.SENTENCES_ADDED, added),
    )
    yield from (Fact(kind, place, count) for kind, count in counted if count)
    if not (removed or changed or added):
        yield Fact(FactKind.BLANKS, place)


def _pairs(gone: list[str], come: list[str]) -> int:
    """How many of the sentences are two states of one."""
    if len(gone) * len(come) > MOST_PAIRS:
        return min(len(gone), len(come))
    scores = [[max(0.0, s - ALIKE) for s in row] for row in likenesses(gone, come)]
    return len(matching(len(gone), len(come), scores))


def _place(messages: tuple[Message, ...], index: int) -> str:
    """The role, with a number where several messages have it."""
    role = messages[index].role
    same = [place for place, message in enumerate(messages) if message.role is role]
    return role.value if len(same) == 1 else f"{role.value} {same.index(index) + 1}"


def _input_facts(old: tuple[Input, ...], new: tuple[Input, ...]) -> Iterator[Fact]:
    before, after = ({item.name: item for item in side} for side in (old, new))
    for name in dict.fromkeys((*before, *after)):
        was, became = before.get(name), after.get(name)
        if was is None:
            yield Fact(FactKind.INPUT_ADDED, name)
        elif became is None:
            yield Fact(FactKind.INPUT_REMOVED, name)
        elif was != became:
            yield from _input_changes(name, was, became)


def _input_changes(name: str, old: Input, new: Input) -> Iterator[Fact]:
    if old.needed != new.needed:
        kind = FactKind.INPUT_REQUIRED if new.needed else FactKind.INPUT_OPTIONAL
        yield Fact(kind, name)
    elif old.required != new.required:
        yield Fact(FactKind.INPUT_STATED, name)
    if old.type is not new.type:
        yield Fact(FactKind.REPLACED, f"{name}:", old=old.type.value, new=new.type.value)
    for field, words in INPUT_FIELDS.items():
        if getattr(old, field) != getattr(new, field):
            yield Fact(FactKind.INPUT_CHANGED, name, name=words)


INPUT_FIELDS = {
    "description": "description",
    "default": "default",
    "choices": "choices",
    "max_length": "longest length",
    "trust": "trust",
}


def _other_facts(found: ContentDiff) -> Iterator[Fact]:
    """Of what is not a message and not an input."""
    for field in found.fields:
        if field.part == "input":
            continue
        sort, place = field.part, field.name
        if sort == "parameter" and field.old and field.new:
            yield Fact(FactKind.REPLACED, place, old=_short(field.old), new=_short(field.new))
        elif sort in ("model", "template") and field.old and field.new:
            place = sort if sort == "model" and place == "name" else place
            yield Fact(FactKind.REPLACED, place, old=field.old, new=field.new)
        elif sort == "model":
            value = _short(field.new or field.old)
            yield Fact(_kind(field.change), value, name=sort)
        elif sort == "parameter" and field.new:
            yield Fact(FactKind.ADDED, f"{place} {_short(field.new)}")
        else:
            yield Fact(_kind(field.change), place, name="" if sort == "parameter" else sort)


def _kind(change: Change) -> FactKind:
    return {Change.ADDED: FactKind.ADDED, Change.REMOVED: FactKind.REMOVED}.get(
        change, FactKind.CHANGED
    )


def _short(text: str, most: int = 40) -> str:
    """A text without the quotation marks it has as JSON."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return text if len(text) <= most else f"{text[: most - 1]}…"


def as_documents(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """For programs: the facts, and the words for each."""
    return [
        {
            "kind": fact.kind.value,
            "place": fact.place,
            "count": fact.count,
            "name": fact.name,
            "old": fact.old,
            "new": fact.new,
            "words": fact.worded(WORDS[fact.kind]),
        }
        for fact in facts
    ]
