"""Tests that ask: if it were a matter of chance which of the two sides did better on each
case, how often would the sum come out at least as far from even as it did?

All of them flip signs. McNemar's test flips whole cases, Wilcoxon's flips ranks, and the
permutation test flips the differences themselves. Their distributions are counted out exactly
up to a size at which the normal distribution is as good.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.statistics.quantiles import binomial_below, normal_tails

MOST_WORK = 20_000_000
"""Additions to count a distribution out; more are not worth the digits they give."""


def mcnemar(gains: int, losses: int) -> float:
    """p-value of the exact test on cases that pass on one side only.

    Source: McNemar, Note on the sampling error of the difference between correlated
    proportions (Psychometrika 12, 1947), in its exact, binomial form.
    """
    return min(1.0, 2 * binomial_below(min(gains, losses), gains + losses, 0.5))


def permutation(differences: Sequence[float], steps: int) -> float:
    """p-value of the sign-flip permutation test on the mean of differences.

    The differences are multiples of 1/`steps`, as those of pass shares are. Cases are flipped
    whole, so that samples of one case stay together.

    Source: Fisher, The Design of Experiments (1935), section 21.
    """
    whole = [round(each * steps) for each in differences]
    return flipped([abs(each) for each in whole], abs(sum(whole)))


def wilcoxon(differences: Sequence[float]) -> float:
    """p-value of the signed-rank test. Cases without a difference are left out; cases that
    differ by the same have their middle rank, and the distribution is that of these ranks.

    Source: Wilcoxon, Individual comparisons by ranking methods (Biometrics Bulletin 1, 1945).
    """
    doubled, sum_of_signs = signed_ranks(differences)
    return flipped(doubled, abs(sum_of_signs))


def signed_ranks(differences: Sequence[float]) -> tuple[list[int], int]:
    """Twice the rank of each difference that is not 0, and the sum of those with their signs."""
    ordered = sorted((each for each in differences if each), key=abs)
    ranks: list[int] = []
    total = start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and math.isclose(
            abs(ordered[end]), abs(ordered[start]), rel_tol=1e-12
        ):
            end += 1
        rank = start + end + 1
        ranks += [rank] * (end - start)
        total += rank * sum(1 if each > 0 else -1 for each in ordered[start:end])
        start = end
    return ranks, total


def flipped(weights: Sequence[int], seen: int) -> float:
    """How often the sum of the weights, each with a sign by chance, is `seen` or more from 0."""
    heavy = [weight for weight in weights if weight]
    if not heavy or seen <= 0:
        return 1.0
    divisor = math.gcd(*heavy)
    heavy = [weight // divisor for weight in heavy]
    away, total = seen / divisor, sum(heavy)
    if len(heavy) * total > MOST_WORK:
        return normal_tails(away / math.sqrt(math.fsum(weight * weight for weight in heavy)))
    return _counted(heavy, math.ceil((total + away) / 2 - 1e-9))


def _counted(weights: Sequence[int], least: int) -> float:
    """Twice the probability that the weights with a positive sign come to `least` or more."""
    import numpy as np

    chances = np.zeros(sum(weights) + 1)
    chances[0], top = 1.0, 0
    for weight in weights:
        before = chances[: top + 1].copy()
        chances[weight : top + weight + 1] += before
        top += weight
        chances[: top + 1] /= 2
    return min(1.0, 2 * float(chances[least:].sum()))
