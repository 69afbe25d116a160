"""Points and tails of the distributions that tests and intervals are made from.

The normal distribution is the standard library's; Student's t and the binomial are summed up
here, so that nothing at run time needs scipy.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from statistics import NormalDist

NORMAL = NormalDist()
NEARLY_NORMAL = 300
"""Degrees of freedom from which on Student's t is expanded around the normal distribution."""
STEPS = 80
"""Halvings of an interval: enough for every bit of a double."""
NEGLIGIBLE = 1e-17
"""Part of a sum that changes no digit of it."""


def normal_point(share: float) -> float:
    """The value that `share` of a standard normal distribution lies below."""
    return NORMAL.inv_cdf(share)


def normal_tails(z: float) -> float:
    """Share of a standard normal distribution at least as far from 0 as `z`."""
    return math.erfc(abs(z) / math.sqrt(2))


def student_point(share: float, freedom: int) -> float:
    """The value that `share` of Student's t distribution lies below.

    Source: Abramowitz and Stegun (1964), 26.7.3 to 26.7.5.
    """
    if freedom < 1:
        return math.inf if share > 0.5 else -math.inf if share < 0.5 else 0.0
    if share < 0.5:
        return -student_point(1 - share, freedom)
    if freedom >= NEARLY_NORMAL:
        return _expanded(normal_point(share), freedom)
    high = 1.0
    while _student_below(high, freedom) < share:
        high *= 2
    return solved(lambda t: _student_below(t, freedom) - share, 0.0, high)


def binomial_below(most: int, n: int, share: float) -> float:
    """Probability of at most `most` successes in `n` trials."""
    if most >= n:
        return 1.0
    if most < 0 or share >= 1:
        return 0.0
    if share <= 0:
        return 1.0
    if most > share * n:
        return 1.0 - _binomial_tail(n - most - 1, n, 1 - share, share)
    return _binomial_tail(most, n, share, 1 - share)


def solved(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a growing function passes 0 between two values."""
    for _ in range(STEPS):
        middle = (low + high) / 2
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _binomial_tail(most: int, n: int, share: float, rest: float) -> float:
    """The same below the middle, where the terms fall: as far down as they count."""
    chosen = math.lgamma(n + 1) - math.lgamma(most + 1) - math.lgamma(n - most + 1)
    term = math.exp(chosen + most * math.log(share) + (n - most) * math.log(rest))
    total, k = term, most
    while k and term > total * NEGLIGIBLE:
        term *= k / (n - k + 1) * rest / share
        total += term
        k -= 1
    return total


def _student_below(t: float, freedom: int) -> float:
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    odd = freedom % 2
    term = cosine if odd else 1.0
    total = 0.0
    for step in range((freedom - odd) // 2):
        total += term
        factor = (2 * step + 2) / (2 * step + 3) if odd else (2 * step + 1) / (2 * step + 2)
        term *= cosine**2 * factor
    middle = 2 / math.pi * (angle + sine * total) if odd else sine * total
    return (1 + middle) / 2


def _expanded(z: float, freedom: int) -> float:
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
