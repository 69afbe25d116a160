"""The lines that differ, in texts that mostly do not: found without cutting them into lines.

Equal stretches are passed over as fast as memory can be compared. Only around a difference
are a few lines looked at, to find where both texts go on alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

CHUNK = 8192
WINDOW = 1200
"""Code points looked at, on each side, for the end of a difference."""
NEAR = 4
"""Lines that a difference within the window has at most, on each side."""
SURE_LINES, SURE_LENGTH = 3, 60
"""Equal lines, or their length together, that make the end of a difference certain."""
OFFSETS = sorted(
    product(range(NEAR + 1), repeat=2), key=lambda pair: (sum(pair), abs(pair[0] - pair[1]))
)[1:]
"""Lines to leave out of old and new, the smallest differences first."""


class Stretch(NamedTuple):
    """Whole lines, the last one aside, that are equal or not."""

    equal: bool
    old: str
    new: str


def stretches(old: str, new: str) -> Iterator[Stretch]:
    """They join to both texts. What nothing nearby holds together is one large stretch."""
    end = _common_end(old, new)
    old_end, new_end = len(old) - end, len(new) - end
    i = j = 0
    while i < old_end or j < new_end:
        same = _common_start(old, new, i, j, min(old_end - i, new_end - j))
        if same:
            yield Stretch(True, old[i : i + same], old[i : i + same])
            i, j = i + same, j + same
        skipped, added = _difference(old, new, i, j, old_end, new_end)
        if skipped or added:
            yield Stretch(False, old[i : i + skipped], new[j : j + added])
            i, j = i + skipped, j + added
    if end:
        yield Stretch(True, old[old_end:], old[old_end:])


def _difference(old: str, new: str, i: int, j: int, old_end: int, new_end: int) -> tuple[int, int]:
    """Lengths of the difference that begins at `i` and `j`; all the rest if it does not end."""
    old_lines = _lines_ahead(old, i, old_end)
    new_lines = _lines_ahead(new, j, new_end)
    for skipped, added in OFFSETS:
        if _alike(old_lines, new_lines, skipped, added):
            return sum(map(len, old_lines[:skipped])), sum(map(len, new_lines[:added]))
    return old_end - i, new_end - j


def _lines_ahead(text: str, start: int, end: int) -> list[str]:
    """Whole lines only."""
    lines = text[start : min(start + WINDOW, end)].splitlines(True)
    return lines if start + WINDOW >= end else lines[:-1]


def _alike(old_lines: list[str], new_lines: list[str], x: int, y: int) -> bool:
    size = 0
    for count in range(SURE_LINES):
        if x + count >= len(old_lines) or y + count >= len(new_lines):
            return False
        if old_lines[x + count] != new_lines[y + count]:
            return False
        size += len(old_lines[x + count])
        if size >= SURE_LENGTH:
            return True
    return True


def _common_start(old: str, new: str, i: int, j: int, most: int) -> int:
    """Length of the whole lines that are equal from `i` and from `j` on."""
    done, step = 0, CHUNK
    while step:
        step = min(step, most - done)
        if step and old[i + done : i + done + step] == new[j + done : j + done + step]:
            done += step
        else:
            step //= 2
    return max(old.rfind("\n", i, i + done) + 1 - i, 0)


def _common_end(old: str, new: str) -> int:
    """Length of the whole lines that are equal at the end."""
    done, step = 0, CHUNK
    most = min(len(old), len(new))
    while step:
        step = min(step, most - done)
        end = -done or None
        if step and old[-done - step : end] == new[-done - step : end]:
            done += step
        else:
            step //= 2
    line_end = old.find("\n", len(old) - done)
    return 0 if line_end < 0 else len(old) - line_end - 1
