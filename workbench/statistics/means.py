"""The interval of a mean, by drawing the cases again and again.

The random numbers start from the same seed each time, and the values are put in order first:
the same figures always give the same interval.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from workbench.domain.comparisons import Measure
from workbench.statistics.quantiles import NORMAL, student_point
from workbench.statistics.rates import CONFIDENCE, clopper_pearson

SEED = 20261121
DRAWS = 4000
DRAWN_UP_TO = 1000
"""Cases. The means of more are normal to within what drawing them shows, and are not drawn."""
FEW = 5
"""Cases off the commonest value; with fewer, drawing again cannot show what was not seen."""


def mean(values: Sequence[float], *, reach: tuple[float, float] | None = None) -> Measure:
    """With a bootstrap interval over the values, one for each case.

    `reach` is the least and the greatest value a case can have, where there are such: they
    bound what the cases not seen may do. Of a single value without a reach there is no
    interval, and both ends are the value.

    Sources: Efron, Bootstrap methods (Annals of Statistics 7, 1979); Hesterberg, What teachers
    should know about the bootstrap (The American Statistician 69, 2015), for the percentiles,
    widened by Student's t and √(n/(n-1)) since few cases vary less than what they are drawn from.
    """
    n = len(values)
    if not n:
        low, high = reach or (0.0, 0.0)
        return Measure((low + high) / 2, low, high, 0)
    middle = math.fsum(values) / n
    low, high = _interval(sorted(values), middle)
    if reach:
        unseen = _unseen(values, middle, reach)
        low = max(float(reach[0]), min(low, unseen[0]))
        high = min(float(reach[1]), max(high, unseen[1]))
    return Measure(middle, min(low, middle), max(high, middle), n)


def spread(values: Sequence[float]) -> float:
    """Standard deviation, estimated from the values."""
    n = len(values)
    if n < 2:
        return 0.0
    middle = math.fsum(values) / n
    return math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (n - 1))


def _interval(values: Sequence[float], middle: float) -> tuple[float, float]:
    n = len(values)
    if n < 2 or values[0] == values[-1]:
        return middle, middle
    point = student_point((1 + CONFIDENCE) / 2, n - 1)
    if n > DRAWN_UP_TO:
        reach = point * spread(values) / math.sqrt(n)
        return middle - reach, middle + reach
    return _drawn(values, NORMAL.cdf(-point * math.sqrt(n / (n - 1))))


def _drawn(values: Sequence[float], tail: float) -> tuple[float, float]:
    import numpy as np

    numbers = np.random.default_rng(SEED)
    known = np.asarray(values)
    means = known[numbers.integers(0, len(known), (DRAWS, len(known)))].mean(axis=1)
    low, high = np.quantile(means, [tail, 1 - tail])
    return float(low), float(high)


def _unseen(
    values: Sequence[float], middle: float, reach: tuple[float, float]
) -> tuple[float, float]:
    """How far the mean may lie if cases unlike the commonest are as many as they can well be,
    and those not seen yet lie as far off as they can.

    Clopper and Pearson's bound; for cases that are all alike it is the rule of three of Hanley
    and Lippman-Hand (JAMA 249, 1983) at 95 % for both sides.
    """
    counts = Counter(values)
    count = max(counts.values())
    commonest = [value for value in counts if counts[value] == count]
    n, others = len(values), len(values) - count
    if others >= FEW:
        return middle, middle
    more = clopper_pearson(others, n)[1] - others / n
    low = middle - more * (max(commonest) - reach[0])
    return low, middle + more * (reach[1] - min(commonest))
