"""Finding and replacing a text in all messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_FOUND = 5000


@dataclass(frozen=True, slots=True)
class Found:
    """Code-point offsets into the text of one message."""

    message: int
    start: int
    end: int


def find_all(texts: Sequence[str], wanted: str) -> tuple[Found, ...]:
    """In reading order. Capitals matter only when `wanted` has some."""
    if not wanted:
        return ()
    exact = wanted != wanted.lower()
    found: list[Found] = []
    for message, text in enumerate(texts):
        searched = text if exact or len(text.lower()) != len(text) else text.lower()
        place = searched.find(wanted)
        while place >= 0 and len(found) < MOST_FOUND:
            found.append(Found(message, place, place + len(wanted)))
            place = searched.find(wanted, place + len(wanted))
    return tuple(found)


def replace_all(text: str, places: Sequence[Found], new: str) -> str:
    """The text with every place, given in order, replaced."""
    pieces, at = [], 0
    for place in places:
        pieces += [text[at : place.start], new]
        at = place.end
    return "".join([*pieces, text[at:]])
