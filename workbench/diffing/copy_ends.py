"""Where a copy ends: words that were put in shortly before its end do not cut it off there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import LCSseq

from workbench.diffing.copied_words import FILLED_IN

SIMILAR = 0.7
"""From this share of common tokens on a text is a copy."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What of the searched keys is like a known text; `begun` and `done` are where, in the known
    text, that which they have in common begins and ends."""

    text: int
    equal: int
    length: int
    start: int
    end: int
    begun: int
    done: int

    @property
    def share(self) -> float:
        return 2 * self.equal / (self.length + self.end - self.start)

    def is_like(self, other: Stretch) -> bool:
        """Just as much alike, of the same part."""
        same = self.share, self.start, self.end
        return same == (other.share, other.start, other.end)

    def overlaps(self, other: Stretch) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Searched:
    text: str
    keys: Sequence[int]
    places: Sequence[tuple[int, int]]

    def grown(self, stretch: Stretch, known: Sequence[int], left: int, right: int) -> Stretch:
        """With the beginning and the end of the known text where they follow what was put in
        between, and no other copy does: between `left` and `right`."""
        room = self.keys[stretch.end : min(right, stretch.end + len(known))]
        taken, equal = _reached(known[stretch.done :], room)
        more = replace(
            stretch, end=stretch.end + taken, equal=stretch.equal + equal, done=len(known)
        )
        if equal and self._belongs(equal, more.end - 1, stretch.end - 1) and more.share >= SIMILAR:
            stretch = more
        room = self.keys[max(left, stretch.start - len(known)) : stretch.start][::-1]
        taken, equal = _reached(known[: stretch.begun][::-1], room)
        more = replace(stretch, start=stretch.start - taken, equal=stretch.equal + equal, begun=0)
        if equal and self._belongs(equal, more.start, stretch.start) and more.share >= SIMILAR:
            stretch = more
        return stretch

    def _belongs(self, equal: int, outer: int, inner: int) -> bool:
        """A sign alone does where it ends all of the text, or stands in the same line."""
        start, end = self.places[outer]
        word = self.text[start:end]
        if equal > 1 or word == FILLED_IN or any(map(str.isalnum, word)):
            return True
        between = self.text[min(start, self.places[inner][0]) : max(end, self.places[inner][1])]
        return outer in (0, len(self.keys) - 1) or "\n" not in between


def _reached(lost: Sequence[int], room: Sequence[int]) -> tuple[int, int]:
    """How much of the room the lost end of a text takes, and how much of that it has in common:
    nothing, unless half of it and its very end are there."""
    equal = LCSseq.similarity(lost, room) if lost and room else 0
    if 2 * equal < len(lost) or not equal:
        return 0, 0
    taken = bisect_left(range(len(room)), equal, key=lambda k: LCSseq.similarity(lost, room[:k]))
    return (taken, equal) if room[taken - 1] == lost[-1] else (0, 0)
