"""Finding and replacing a text in all messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.diffing.patterns import MOST_FOUND, Query, find


@dataclass(frozen=True, slots=True)
class Found:
    """Code-point offsets into the text of one message, and what would stand there instead."""

    message: int
    start: int
    end: int
    new: str = ""


def find_all(texts: Sequence[str], query: Query, new: str = "") -> tuple[Found, ...]:
    """In reading order. Raises `PatternProblem`."""
    found: list[Found] = []
    for message, text in enumerate(texts):
        places = find(text, query, new, most=MOST_FOUND - len(found))
        found += [Found(message, place.start, place.end, place.new) for place in places]
    return tuple(found)


def replace_all(text: str, places: Sequence[Found]) -> str:
    """The text with every place, given in order, replaced."""
    pieces, at = [], 0
    for place in places:
        pieces += [text[at : place.start], place.new]
        at = place.end
    return "".join([*pieces, text[at:]])
