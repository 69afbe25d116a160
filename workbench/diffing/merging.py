"""Three-way merge of contents: what two sides made of one base, brought together.

Messages are matched by likeness and their texts merged by lines and words; inputs, tools and
parameters are matched by name. Where the sides do not agree there is a conflict, and until it
is settled the merged content has my side there. Merging again with choices settles them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from workbench.diffing.contents import counterparts
from workbench.diffing.merging_texts import Clash, merge_texts
from workbench.domain.prompts import Message, PromptContent

Named = TypeVar("Named")
Value = TypeVar("Value")
Messages = tuple[Message, ...]


class Side(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    """Mine, then theirs."""
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class Choice:
    side: Side
    text: str = ""
    """What stands there if it was written by hand."""


class ConflictKind(StrEnum):
    TEXT = "text"
    """Both wrote something else at one place of a message."""
    MESSAGE = "message"
    """One removed a message that the other changed: it is absent (None) on one side."""
    MESSAGES = "messages"
    """Both added messages at one place; each side is a tuple of them."""
    VALUE = "value"
    """Both gave something else to a field, an input, a tool, a parameter."""


SIDES = {
    ConflictKind.TEXT: tuple(Side),
    ConflictKind.MESSAGE: (Side.MINE, Side.THEIRS),
    ConflictKind.MESSAGES: (Side.MINE, Side.THEIRS, Side.BOTH),
    ConflictKind.VALUE: (Side.MINE, Side.THEIRS),
}
"""The ways in which each kind of conflict can be settled."""


@dataclass(frozen=True, slots=True)
class Conflict:
    key: str
    """The same for the same three contents, whatever is chosen."""
    kind: ConflictKind
    part: str
    """`message`, or the field of the content: `inputs`, `tools`, `params`, `model`, `engine` …"""
    name: str
    """The role of the message, or the name of the input, tool or parameter with its field."""
    mine: Any
    base: Any
    theirs: Any
    message: int | None = None
    """Where the message stands in the merged content."""
    between: str = " "
    """What parts the sides where both are taken."""


@dataclass(frozen=True, slots=True)
class Merge:
    content: PromptContent
    conflicts: tuple[Conflict, ...] = ()
    """All there are, in the order of the content, settled or not."""


def merge(
    base: PromptContent,
    mine: PromptContent,
    theirs: PromptContent,
    choices: Mapping[str, Choice] | None = None,
) -> Merge:
    if mine == theirs or theirs == base:
        return Merge(mine)
    if mine == base:
        return Merge(theirs)
    merger = _Merger(choices or {})
    merged = merger.content(mine, base, theirs)
    return Merge(merged, tuple(merger.conflicts))


@dataclass(slots=True)
class _Merger:
    choices: Mapping[str, Choice]
    conflicts: list[Conflict] = field(default_factory=list)

    def content(
        self, mine: PromptContent, base: PromptContent, theirs: PromptContent
    ) -> PromptContent:
        merged: dict[str, Any] = {
            "messages": self._messages(mine.messages, base.messages, theirs.messages)
        }
        for part in fields(base):
            if part.name in merged:
                continue
            sides = [getattr(side, part.name) for side in (mine, base, theirs)]
            if part.name in ("inputs", "tools"):
                merged[part.name] = self._named(part.name, *sides)
            elif part.name == "model":
                merged[part.name] = self._model(*sides)
            else:
                merged[part.name] = self._item(part.name, part.name, "", *sides)
        return PromptContent(**merged)

    def _model(self, mine: Any, base: Any, theirs: Any) -> Any:
        sides = [tuple(_Param(*pair) for pair in side.params) for side in (mine, base, theirs)]
        params = self._named("params", *sides)
        bare = [replace(side, params=()) for side in (mine, base, theirs)]
        model = self._item("model", "model", "", *bare)
        return replace(model, params=tuple((param.name, param.value) for param in params))

    def _named(
        self, part: str, mine: tuple[Named, ...], base: tuple[Named, ...], theirs: tuple[Named, ...]
    ) -> tuple[Named, ...]:
        own, was, other = (
            {item.name: item for item in side}  # type: ignore[attr-defined]
            for side in (mine, base, theirs)
        )
        order = _order(list(own), list(was), list(other))
        merged = (
            self._item(f"{part}/{name}", part, name, own.get(name), was.get(name), other.get(name))
            for name in order
        )
        return tuple(item for item in merged if item is not None)

    def _item(self, key: str, part: str, name: str, mine: Any, base: Any, theirs: Any) -> Any:
        """A value of several fields: each is merged by itself where all sides have it."""
        sides = (mine, base, theirs)
        settled = mine == theirs or base in (mine, theirs)
        if settled or not all(is_dataclass(side) for side in sides):
            return self._value(key, part, name, *sides)
        changed = {
            each.name: self._value(
                f"{key}/{each.name}",
                part,
                f"{name} {each.name}".strip() if each.name != "value" else name,
                *(getattr(side, each.name) for side in sides),
            )
            for each in fields(mine)
        }
        return replace(mine, **changed)

    def _value(
        self, key: str, part: str, name: str, mine: Value, base: Value, theirs: Value
    ) -> Value:
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        own, was, other = (
            each.value if isinstance(each, _Param) else each for each in (mine, base, theirs)
        )
        conflict = Conflict(key, ConflictKind.VALUE, part, name, own, was, other)
        return theirs if self._chosen(conflict).side is Side.THEIRS else mine

    def _messages(self, mine: Messages, base: Messages, theirs: Messages) -> Messages:
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        own, other = _Matched(base, mine), _Matched(base, theirs)
        merged: list[Message] = []
        for index in range(len(base) + 1):
            merged += self._added(index, own.added(index), other.added(index), len(merged))
            if index < len(base):
                sides = (own.state_of(index), base[index], other.state_of(index))
                kept = self._message(f"message/{index}", *sides, at=len(merged))
                merged += [kept] if kept else []
        return tuple(merged)

    def _added(self, index: int, mine: Messages, theirs: Messages, at: int) -> Messages:
        """What was put in before the message of that index in the base."""
        if mine == theirs or not theirs:
            return mine
        if not mine:
            return theirs
        conflict = Conflict(
            f"added/{index}",
            ConflictKind.MESSAGES,
            "message",
            " ".join(dict.fromkeys(message.role.value for message in (*mine, *theirs))),
            mine,
            (),
            theirs,
            at,
        )
        side = self._chosen(conflict).side
        if side is Side.BOTH:
            return (*mine, *(message for message in theirs if message not in mine))
        return theirs if side is Side.THEIRS else mine

    def _message(
        self, key: str, mine: Message | None, base: Message, theirs: Message | None, *, at: int
    ) -> Message | None:
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        if mine is None or theirs is None:
            conflict = Conflict(
                key, ConflictKind.MESSAGE, "message", base.role.value, mine, base, theirs, at
            )
            return theirs if self._chosen(conflict).side is Side.THEIRS else mine
        text = "".join(self._text(key, mine, base, theirs, at))
        bare = [replace(side, text=text) for side in (mine, base, theirs)]
        merged: Message = self._item(key, "message", base.role.value, *bare)
        return merged

    def _text(
        self, key: str, mine: Message, base: Message, theirs: Message, at: int
    ) -> Iterator[str]:
        count = 0
        for chunk in merge_texts(mine.text, base.text, theirs.text):
            if isinstance(chunk, Clash):
                count += 1
                sides = (chunk.mine, chunk.base, chunk.theirs)
                name = base.role.value
                conflict = Conflict(
                    f"{key}/text/{count}",
                    ConflictKind.TEXT,
                    "message",
                    name,
                    *sides,
                    at,
                    chunk.between,
                )
                chunk = _text_of(conflict, self._chosen(conflict))
            yield chunk

    def _chosen(self, conflict: Conflict) -> Choice:
        self.conflicts.append(conflict)
        return self.choices.get(conflict.key, Choice(Side.MINE))


class _Matched:
    """What one side made of each message of the base, and what it put between them."""

    def __init__(self, base: Messages, side: Messages) -> None:
        self._states = {x: side[y] for x, y in counterparts(base, side)}
        places = {y: x for x, y in counterparts(base, side)}
        self._added: dict[int, list[Message]] = {}
        before = 0
        for index, message in enumerate(side):
            if index in places:
                before = places[index] + 1
            else:
                self._added.setdefault(before, []).append(message)

    def state_of(self, index: int) -> Message | None:
        return self._states.get(index)

    def added(self, index: int) -> Messages:
        return tuple(self._added.get(index, ()))


@dataclass(frozen=True, slots=True)
class _Param:
    name: str
    value: Any


def _text_of(conflict: Conflict, choice: Choice) -> str:
    mine, theirs = str(conflict.mine), str(conflict.theirs)
    if choice.side is Side.BOTH:
        return mine + _between(mine, theirs, conflict.between) + theirs
    return {Side.THEIRS: theirs, Side.BY_HAND: choice.text}.get(choice.side, mine)


def _between(mine: str, theirs: str, between: str) -> str:
    """Sentences must not run into each other; signs of a script without blanks may."""
    apart = not mine or not theirs or mine[-1].isspace() or theirs[0].isspace()
    together = between == " " and not mine[-1:].isascii()
    return "" if apart or together else between


def _order(mine: list[str], base: list[str], theirs: list[str]) -> list[str]:
    """All names of both sides: in the order of the side that changed it, mine first."""
    first, second = (theirs, mine) if mine == base else (mine, theirs)
    order = list(first)
    for index, name in enumerate(second):
        if name not in order:
            before = second[index - 1] if index else ""
            order.insert(order.index(before) + 1 if before in order else len(order), name)
    return order
