"""How long answers took: the share that is there after a time."""

from __future__ import annotations

import math
from collections.abc import Sequence

MOST_STEPS = 200
"""Of the line of shares: more than a screen can show apart is not drawn."""


def shares_below(values: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """(seconds, share of the answers that were there by then), rising: the empirical
    distribution function."""
    ordered = sorted(values)
    n = len(ordered)
    step = max(1, math.ceil(n / MOST_STEPS))
    places = sorted({*range(step - 1, n, step), n - 1}) if n else []
    last = {ordered[place]: (place + 1) / n for place in places}
    return tuple(last.items())
