"""How long answers took: counts in bins that grow with the time, and the share that is there.

Latencies reach from a tenth of a second to minutes, so that each bin is the same number of times
as wide as the one before.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

BINS_IN_TEN = 10
"""Bins from 0.1 to 1, from 1 to 10 and so on."""
LEAST = 0.001
"""Seconds; what took less stands with what took as much."""
MOST_STEPS = 200
"""Of the line of shares: more than a screen can show apart is not drawn."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """`counts[i]` values lie from `edges[i]` to `edges[i + 1]`."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]


def edges_of(samples: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Edges that hold all values of several columns, so that they can be laid over each other.
    Empty without a value."""
    values = [max(LEAST, value) for some in samples for value in some]
    if not values:
        return ()
    first = math.floor(math.log10(min(values)) * BINS_IN_TEN + 1e-9)
    last = max(math.ceil(math.log10(max(values)) * BINS_IN_TEN - 1e-9), first + 1)
    return tuple(10 ** (step / BINS_IN_TEN) for step in range(first, last + 1))


def histogram(values: Sequence[float], edges: Sequence[float]) -> Histogram:
    """A value on the last edge belongs to the last bin."""
    counts = [0] * max(0, len(edges) - 1)
    for value in values:
        place = bisect_right(edges, max(LEAST, value) * (1 + 1e-12)) - 1
        counts[min(max(place, 0), len(counts) - 1)] += 1
    return Histogram(tuple(edges), tuple(counts))


def shares_below(values: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """(seconds, share of the answers that were there by then), rising: the empirical
    distribution function."""
    ordered = sorted(values)
    n = len(ordered)
    step = max(1, math.ceil(n / MOST_STEPS))
    places = sorted({*range(step - 1, n, step), n - 1}) if n else []
    last = {ordered[place]: (place + 1) / n for place in places}
    return tuple(last.items())
