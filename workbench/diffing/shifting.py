"""Sliding a change to where a person would see it: at the start of a line, sentence or word.

`the [red the] cat` and `[the red] the cat` insert the same; one of them reads better. The
idea is diff-match-patch's lossless clean-up, on whole items.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from workbench.diffing.alignment import Run

FARTHEST = 100
"""Items a change is slid at most."""


def shifted(runs: Sequence[Run], old: Sequence[str], new: Sequence[str]) -> list[Run]:
    """The same runs, those that only insert or only delete slid to their best place."""
    moved = list(runs)
    for index in range(1, len(moved) - 1):
        before, change, after = moved[index - 1 : index + 2]
        if change.equal or not (before.equal and after.equal):
            continue
        if change.old_start == change.old_end:
            by = _best(new, change.new_start, change.new_end, before, after)
        elif change.new_start == change.new_end:
            by = _best(old, change.old_start, change.old_end, before, after)
        else:
            continue
        if by:
            moved[index - 1 : index + 2] = _slid(before, change, after, by)
    return [run for run in moved if run.old_end > run.old_start or run.new_end > run.new_start]


def _best(items: Sequence[str], start: int, end: int, before: Run, after: Run) -> int:
    """By how many items the change `items[start:end]` should move."""
    room_left = min(FARTHEST, before.old_end - before.old_start)
    room_right = min(FARTHEST, after.old_end - after.old_start)
    left = right = 0
    while left < room_left and items[start - left - 1] == items[end - left - 1]:
        left += 1
    while right < room_right and items[start + right] == items[end + right]:
        right += 1
    steps = sorted(range(-left, right + 1), key=abs)
    return max(steps, key=lambda step: _seam(items, start + step) + _seam(items, end + step))


def _seam(items: Sequence[str], at: int) -> int:
    """How naturally a text is cut before the item `at`."""
    if at in (0, len(items)):
        return 6
    left, right = items[at - 1], items[at]
    if left.endswith(("\n", "\r")):
        return 4 if left.strip() else 5
    if left.isspace():
        return 3
    return 1 if right.isspace() or not (left[-1].isalnum() and right[0].isalnum()) else 0


def _slid(before: Run, change: Run, after: Run, by: int) -> tuple[Run, Run, Run]:
    return (
        replace(before, old_end=before.old_end + by, new_end=before.new_end + by),
        replace(
            change,
            old_start=change.old_start + by,
            old_end=change.old_end + by,
            new_start=change.new_start + by,
            new_end=change.new_end + by,
        ),
        replace(after, old_start=after.old_start + by, new_start=after.new_start + by),
    )
