"""Intervals of figures that are no means: the items are drawn again and again.

A figure is worked out from sums over the items, so that thousands of draws are one product of
matrices: how often each item was drawn, times what it adds to the sums.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from workbench.statistics.quantiles import NORMAL, student_point
from workbench.statistics.rates import CONFIDENCE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sums = NDArray[np.float64]
    """A row for each draw."""
    Figures = NDArray[np.float64]

SEED = 20261122
DRAWS = 2000
AT_ONCE = 250
"""Draws that are in memory at the same time."""


def redrawn(
    parts: Sums, figures: Callable[[Sums], Figures], draws: int = DRAWS
) -> list[tuple[float, float]]:
    """The 95 % interval of each figure over the items; `parts` has a row for each of them.

    `figures` makes a row of figures of a row of sums, not a number where there is none: such
    draws are left out. Where no draw has a figure, the ends are infinite.

    Sources: Efron, Bootstrap methods (Annals of Statistics 7, 1979); Hesterberg, What teachers
    should know about the bootstrap (The American Statistician 69, 2015), for the percentiles,
    widened by Student's t and √(n/(n-1)) since few items vary less than what they are drawn from.
    """
    import numpy as np

    n = len(parts)
    # Items that add the same are drawn together: many answers, but few patterns of them
    kinds, of_kind = np.unique(parts, axis=0, return_counts=True)
    numbers = np.random.default_rng(SEED)
    known = []
    for start in range(0, draws, AT_ONCE):
        count = min(AT_ONCE, draws - start)
        often = numbers.multinomial(n, of_kind / n, size=count)
        known.append(figures(often.astype(float) @ kinds))
    drawn = np.concatenate(known)
    point = student_point((1 + CONFIDENCE) / 2, n - 1)
    tail = NORMAL.cdf(-point * math.sqrt(n / (n - 1))) if n > 1 else 0.0
    return [_ends(column[np.isfinite(column)], tail) for column in drawn.T]


def _ends(values: Figures, tail: float) -> tuple[float, float]:
    import numpy as np

    if not len(values):
        return -math.inf, math.inf
    low, high = np.quantile(values, [tail, 1 - tail])
    return float(low), float(high)
