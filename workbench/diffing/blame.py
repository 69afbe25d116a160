"""Which state of a prompt brought a passage: its words are followed back from parent to parent.

A passage stays as long as all of it stands in the parent, at the place the difference of the
two gives, or word for word somewhere else if it is long enough to be told from others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from workbench.diffing.contents import counterparts
from workbench.diffing.pieces import Op
from workbench.diffing.sentences import sentences
from workbench.diffing.words import diff_words
from workbench.domain.prompts import Message, PromptContent

TELLING = 16
"""Code points from which on the same words elsewhere are taken for the same passage."""
State = tuple[int, PromptContent]
"""A number to tell it by, and what it says."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text of one message."""

    message: int
    start: int
    end: int

    def text_in(self, content: PromptContent) -> str:
        return content.messages[self.message].text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Origin:
    passage: Passage
    state: int
    """Number of the state that brought it."""
    parent: int | None
    """Number of the state before that; None for the first."""


def origins(passages: Iterable[Passage], states: Iterable[State]) -> Iterator[Origin]:
    """Where each passage of the first state comes from, told as soon as it is known.

    `states` go from child to parent, and no more of them are taken than are needed. Whoever
    stops asking stops the search.
    """
    steps = iter(states)
    first = next(steps, None)
    if first is None:
        return
    number, content = first
    followed = [(passage, passage) for passage in passages]
    if not followed:
        return
    for older_number, older in steps:
        still = []
        traced = _Step(older, content)
        for passage, there in followed:
            found = traced.earlier(there)
            if found is None:
                yield Origin(passage, number, older_number)
            else:
                still.append((passage, found))
        if not still:
            return
        followed, number, content = still, older_number, older
    for passage, _there in followed:
        yield Origin(passage, number, None)


def passages_of(content: PromptContent) -> list[Passage]:
    """Every sentence that says something."""
    found = []
    for index, message in enumerate(content.messages):
        at = 0
        for sentence in sentences(message.text):
            words = sentence.strip()
            if words:
                start = at + sentence.index(words)
                found.append(Passage(index, start, start + len(words)))
            at += len(sentence)
    return found


class _Step:
    """From one content to the one it was made from."""

    def __init__(self, old: PromptContent, new: PromptContent) -> None:
        self._old, self._new = old, new
        self._same = old.messages == new.messages
        self._pairs: dict[int, int] | None = None

    def earlier(self, passage: Passage) -> Passage | None:
        """The same words in the older content; None if the newer one brought some of them."""
        if self._same:
            return passage
        if self._pairs is None:
            self._pairs = {y: x for x, y in counterparts(self._old.messages, self._new.messages)}
        index = self._pairs.get(passage.message)
        if index is not None:
            old, new = self._old.messages[index], self._new.messages[passage.message]
            place = _mapped(passage, old, new, index)
            if place:
                return place
        return self._elsewhere(passage.text_in(self._new))

    def _elsewhere(self, words: str) -> Passage | None:
        if len(words.strip()) < TELLING:
            return None
        for index, message in enumerate(self._old.messages):
            at = message.text.find(words)
            if at >= 0:
                return Passage(index, at, at + len(words))
        return None


def _mapped(passage: Passage, old: Message, new: Message, index: int) -> Passage | None:
    if old.text == new.text:
        return Passage(index, passage.start, passage.end)
    for new_start, new_end, old_start in _kept(old.text, new.text):
        if new_start <= passage.start and passage.end <= new_end:
            shift = old_start - new_start
            return Passage(index, passage.start + shift, passage.end + shift)
    return None


@lru_cache(maxsize=64)
def _kept(old: str, new: str) -> tuple[tuple[int, int, int], ...]:
    """Stretches of the new text that the old one has too: start and end, and where there."""
    kept = []
    x = y = 0
    for piece in diff_words(old, new):
        size = len(piece.text)
        if piece.op is Op.EQUAL:
            kept.append((y, y + size, x))
        x += size if piece.op is not Op.INSERT else 0
        y += size if piece.op is not Op.DELETE else 0
    return tuple(kept)
