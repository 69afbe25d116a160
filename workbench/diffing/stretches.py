"""What differs in texts that mostly do not, found without cutting them into lines or words.

Equal stretches are passed over as fast as memory can be compared. Around a difference, probes
of one text are searched in what lies ahead in the other, to find where both go on alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

CHUNK = 16_384
PROBE = 32
"""Code points that are found again where both texts go on alike."""
DISTANCES = (0, 6, 12, 24, 48, 96, 192, 384, 768, 1536, 3072)
"""How far behind the start of a difference probes are taken."""
WINDOW = 4_000
"""Code points ahead in which a probe is searched."""
NEAREST = 200
"""Code points that a difference is widened at most, to begin and end at a word."""
BLANK = re.compile(r"\n| (?=[^\W_])")
"""After it begins a word, or at least a line: nothing that is read as one sign is cut there."""
MOST = 400
"""Differences found in this way; in texts with more of them it is not worth while."""


class Stretch(NamedTuple):
    equal: bool
    old: str
    new: str


def stretches(old: str, new: str) -> Iterator[Stretch]:
    """They join to both texts, cut between words only. The last one may be large."""
    i = j = 0
    for _ in range(MOST):
        same = _same_ahead(old, new, i, j)
        x, y = i + same, j + same
        if x == len(old) and y == len(new):
            break
        kept = _last_word(old, i, x) - i
        if kept:
            yield Stretch(True, old[i : i + kept], old[i : i + kept])
        i, j = i + kept, j + kept
        resumed = _resumed(old, new, x, y)
        if resumed is None:
            break
        yield Stretch(False, old[i : resumed[0]], new[j : resumed[1]])
        i, j = resumed
    if i < len(old) or j < len(new):
        yield Stretch(old[i:] == new[j:], old[i:], new[j:])


def _resumed(old: str, new: str, i: int, j: int) -> tuple[int, int] | None:
    """Where both texts go on alike, at the nearest end of the difference at `i` and `j`."""
    nearest = None
    best = WINDOW + DISTANCES[-1]
    for distance in DISTANCES:
        if distance >= best:
            break
        for x, y in (
            (i + distance, _found(old, i + distance, new, j)),
            (_found(new, j + distance, old, i), j + distance),
        ):
            if x >= 0 and y >= 0 and (x - i) + (y - j) < best:
                best = (x - i) + (y - j)
                nearest = x, y
    return nearest and _at_word(old, new, *nearest, i, j)


def _found(text: str, at: int, other: str, start: int) -> int:
    """Where the probe taken at `at` stands in the other text; -1 if nowhere near."""
    probe = text[at : at + PROBE]
    return other.find(probe, start, start + WINDOW) if len(probe) == PROBE else -1


def _at_word(old: str, new: str, x: int, y: int, i: int, j: int) -> tuple[int, int] | None:
    """The first word of the stretch that is alike around `x` and `y`."""
    end = x + PROBE
    while x > i and y > j and old[x - 1] == new[y - 1]:
        x, y = x - 1, y - 1
    blank = BLANK.search(old, x, end)
    return (blank.end(), y + blank.end() - x) if blank and blank.end() < end else None


def _last_word(text: str, start: int, end: int) -> int:
    """Where the last word in the stretch begins that surely is a word in both texts."""
    nearest = max(start, end - NEAREST)
    # What follows the blank belongs to the stretch too, or it may differ between the texts
    while end - 1 > nearest:
        at = max(text.rfind(" ", nearest, end - 1), text.rfind("\n", nearest, end - 1))
        if at < 0:
            break
        if text[at] == "\n" or text[at + 1].isalnum():
            return at + 1
        end = at + 1
    return start


def _same_ahead(old: str, new: str, i: int, j: int) -> int:
    """How many code points are equal from `i` and from `j` on."""
    done, step = 0, CHUNK
    most = min(len(old) - i, len(new) - j)
    while step:
        step = min(step, most - done)
        if step and new.startswith(old[i + done : i + done + step], j + done):
            done += step
        else:
            step //= 2
    return done
