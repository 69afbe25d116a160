"""A passage of formatted text found again in the text as it is stored, and the other way round.

Both hold the same words in the same order; signs of formatting stand between them in one and
not in the other. So a passage is looked for by its words, and taken only where it occurs as
often in both: then the first is the first, and the second the second.
"""

from __future__ import annotations

import re

MOST_WORDS = 400
BETWEEN = r"(?:[^\w]|_){0,60}?"
WORD = re.compile(r"[^\W_]+")


def same_passage(of: str, start: int, end: int, other: str) -> tuple[int, int] | None:
    """Where the passage of `of` stands in `other`; None where that cannot be told for sure."""
    words = WORD.findall(of[start:end])
    if not words or len(words) > MOST_WORDS:
        return None
    pattern = re.compile(_whole(words))
    here = [match.start() for match in pattern.finditer(of)]
    there = [match.span() for match in pattern.finditer(other)]
    first = WORD.search(of, start)
    if first is None or first.start() not in here or len(here) != len(there):
        return None
    found = there[here.index(first.start())]
    return _with_signs(of, (start, end), other, found)


def _whole(words: list[str]) -> str:
    """A passage may begin and end within a word."""
    return BETWEEN.join(re.escape(word) for word in words)


def _with_signs(
    of: str, passage: tuple[int, int], other: str, found: tuple[int, int]
) -> tuple[int, int]:
    """With the signs before and behind its words, as far as they are the same."""
    words = [match.span() for match in WORD.finditer(of, *passage)]
    start, end = found
    before, behind = of[passage[0] : words[0][0]], of[words[-1][1] : passage[1]]
    for sign in reversed(before):
        if not start or other[start - 1] != sign:
            break
        start -= 1
    for sign in behind:
        if end >= len(other) or other[end] != sign:
            break
        end += 1
    return start, end
