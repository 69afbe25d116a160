"""The bracket that belongs to the one at the cursor."""

from __future__ import annotations

PAIRS = {"(": ")", "[": "]", "{": "}"}
CLOSING = {closing: opening for opening, closing in PAIRS.items()}
FARTHEST = 4000


def matching_bracket(text: str, place: int) -> int | None:
    """Where the partner of the bracket at `place` is; None without one nearby."""
    bracket = text[place]
    if bracket in PAIRS:
        return _partner(text, range(place, min(len(text), place + FARTHEST)), PAIRS[bracket])
    if bracket in CLOSING:
        return _partner(text, range(place, max(-1, place - FARTHEST), -1), CLOSING[bracket])
    return None


def bracket_at(text: str, place: int) -> int | None:
    """The bracket just before the cursor, else the one just after it."""
    for near in (place - 1, place):
        if 0 <= near < len(text) and (text[near] in PAIRS or text[near] in CLOSING):
            return near
    return None


def _partner(text: str, places: range, wanted: str) -> int | None:
    bracket, depth = text[places[0]], 0
    for place in places:
        if text[place] == bracket:
            depth += 1
        elif text[place] == wanted:
            depth -= 1
            if depth == 0:
                return place
    return None
