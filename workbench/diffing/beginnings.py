"""How far two texts begin alike, found by halves: long texts cost little."""

from __future__ import annotations


def common_start(first: str, second: str) -> int:
    """Length of what both begin with."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
