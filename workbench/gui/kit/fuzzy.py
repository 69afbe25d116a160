"""Finding a name by some of its letters, as command palettes do."""

from __future__ import annotations

from typing import NamedTuple

START, AFTER_BLANK, IN_A_ROW, GAP = 12, 8, 5, -1


class Match(NamedTuple):
    """`places` are the offsets of the letters that matched."""

    score: int
    places: tuple[int, ...]


def fuzzy_match(query: str, text: str) -> Match | None:
    """How well the letters of `query` stand in `text`, in order; None if one is missing.

    Letters at the starts of words and letters in a row count most. Blanks in the query
    stand for nothing. Quick enough to be called for every keystroke on a thousand names.
    """
    wanted, folded = _folded("".join(query.split())), _folded(text)
    if not wanted:
        return Match(0, ())
    starts = [i for i, letter in enumerate(folded) if letter == wanted[0]]
    found = [match for start in starts if (match := _from(start, wanted, folded))]
    return max(found, key=lambda match: match.score, default=None)


def _from(start: int, wanted: str, text: str) -> Match | None:
    places = [start]
    for letter in wanted[1:]:
        place = _next(letter, text, places[-1] + 1)
        if place < 0:
            return None
        places.append(place)
    return Match(_score(places, text), tuple(places))


def _next(letter: str, text: str, start: int) -> int:
    """The next place of a letter: right here, else at the start of a word, else anywhere."""
    near = text.find(letter, start)
    if near <= start:
        return near
    word = text.find(f" {letter}", start)
    return word + 1 if word >= 0 else near


def _score(places: list[int], text: str) -> int:
    score = -len(text) // 8
    for count, place in enumerate(places):
        if place == 0:
            score += START
        elif not text[place - 1].isalnum():
            score += AFTER_BLANK
        if count:
            gap = place - places[count - 1] - 1
            score += IN_A_ROW if gap == 0 else max(GAP * gap, -6)
    return score


def _folded(text: str) -> str:
    """In small letters, of the same length: what would grow, such as ß, stays."""
    folded = text.casefold()
    if len(folded) == len(text):
        return folded
    return "".join(f if len(f := letter.casefold()) == 1 else letter for letter in text)
