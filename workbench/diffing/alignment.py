"""Which items of two sequences stayed: what lines and words have in common.

The C++ diff-match-patch compares them as texts in which each different item is one character.
Where that would take long, items that occur once on both sides hold the two together, and
what lies between these is compared by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fast_diff_match_patch import diff

FIRST_CHARACTER = 0x100
MOST_DIFFERENT = 0xD800 - FIRST_CHARACTER
"""Items that can be told apart: below the surrogates, so that it also works in UTF-16."""
MOST_WORK = 1_500_000
"""Product of the lengths up to which diff-match-patch finishes in about 20 ms, come what may."""

Match = tuple[int, int, int]
"""A place in the old sequence, one in the new, and how many items are equal from there on."""


@dataclass(frozen=True, slots=True)
class Run:
    """`old[old_start:old_end]` became `new[new_start:new_end]`, or is equal to it."""

    equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def align(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """Runs that are equal and runs that are not, by turns, covering both sequences."""
    runs: list[Run] = []
    i = j = 0
    for x, y, length in (*_matches(old, new), (len(old), len(new), 0)):
        if i < x or j < y:
            _add(runs, Run(False, i, x, j, y))
        if length:
            _add(runs, Run(True, x, x + length, y, y + length))
        i, j = x + length, y + length
    return runs


def _matches(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    """In order on both sides."""
    start, end = shared_ends(old, new)
    old_end, new_end = len(old) - end, len(new) - end
    if start:
        yield 0, 0, start
    if start < old_end and start < new_end:
        for x, y, length in _inner_matches(old[start:old_end], new[start:new_end]):
            yield start + x, start + y, length
    if end:
        yield old_end, new_end, end


def _inner_matches(old: Sequence[str], new: Sequence[str]) -> Iterable[Match]:
    shared = set(old) & set(new)
    if not shared:
        return ()
    old_places = [index for index, item in enumerate(old) if item in shared]
    new_places = [index for index, item in enumerate(new) if item in shared]
    if len(old_places) * len(new_places) > MOST_WORK or len(shared) > MOST_DIFFERENT:
        return _between(unique_places(old, new), old, new)
    character = {item: chr(FIRST_CHARACTER + index) for index, item in enumerate(sorted(shared))}
    operations = diff(
        "".join([character[old[place]] for place in old_places]),
        "".join([character[new[place]] for place in new_places]),
        checklines=False,
        cleanup="No",
    )
    return _placed(operations, old_places, new_places)


def _placed(
    operations: list[tuple[str, int]], old_places: list[int], new_places: list[int]
) -> Iterator[Match]:
    x = y = 0
    for operation, count in operations:
        if operation == "=":
            for step in range(count):
                yield old_places[x + step], new_places[y + step], 1
        x += count if operation != "+" else 0
        y += count if operation != "-" else 0


def _between(
    anchors: list[tuple[int, int]], old: Sequence[str], new: Sequence[str]
) -> Iterator[Match]:
    """The anchors, and the matches found by looking between them."""
    i = j = 0
    for x, y in (*anchors, (len(old), len(new))) if anchors else ():
        for inner_x, inner_y, length in _matches(old[i:x], new[j:y]):
            yield i + inner_x, j + inner_y, length
        if x < len(old):
            yield x, y, 1
        i, j = x + 1, y + 1


def unique_places(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Of the items that occur once on both sides, the longest series that is in order."""
    once = {item for item, count in Counter(new).items() if count == 1}
    once &= {item for item, count in Counter(old).items() if count == 1}
    there = {item: place for place, item in enumerate(new) if item in once}
    return increasing([(place, there[item]) for place, item in enumerate(old) if item in once])


def increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of pairs whose second places increase too."""
    ends: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(ends, place)
        before.append(piles[pile - 1] if pile else -1)
        ends[pile : pile + 1], piles[pile : pile + 1] = [place], [index]
    series = []
    index = piles[-1] if piles else -1
    while index >= 0:
        series.append(pairs[index])
        index = before[index]
    return series[::-1]


def shared_ends(old: Sequence[object], new: Sequence[object]) -> tuple[int, int]:
    """How many items are equal at the start, and how many of the others at the end."""
    most = min(len(old), len(new))
    start = end = 0
    while start < most and old[start] == new[start]:
        start += 1
    while end < most - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return start, end


def _add(runs: list[Run], run: Run) -> None:
    """Append a run, as part of the last one if that is of the same kind."""
    if runs and runs[-1].equal == run.equal:
        last = runs.pop()
        run = Run(run.equal, last.old_start, run.old_end, last.new_start, run.new_end)
    runs.append(run)
