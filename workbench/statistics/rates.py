"""Intervals of rates: what share passes, and how much more pass on one side than on the other.

A rate near 0 or 1, or of few cases, has no symmetric interval; score intervals stay inside the
possible and keep their promise there. Samples of one case are not independent: they count as
the number of independent ones that would be as uncertain.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.domain.comparisons import Measure
from workbench.statistics.quantiles import binomial_below, normal_point, solved

CONFIDENCE = 0.95


def wilson(rate: float, n: float, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The interval of a rate seen in `n` independent trials.

    Source: Wilson, Probable inference, the law of succession, and statistical inference (JASA
    22, 1927), equation for the score interval without continuity correction.
    """
    if n <= 0:
        return 0.0, 1.0
    return _wilson(rate, n, normal_point((1 + confidence) / 2))


def wilson_lower(rate: float, n: float, confidence: float) -> float:
    """The rate is above it with this confidence: the interval's lower end, one-sided."""
    return _wilson(rate, n, normal_point(confidence))[0] if n > 0 else 0.0


def effective_trials(shares: Sequence[float], samples: int) -> float:
    """How many independent trials are as uncertain as these cases of up to `samples` each.

    `shares` is the pass share of each case. The ratio of the variance of independent trials to
    that between the cases is Kish's design effect; two imagined cases, one that always passes
    and one that never does, keep it from trusting a spread that few cases have shown.

    Sources: Kish, Survey Sampling (1965), 8.2; Dean and Pagano, Evaluating confidence interval
    methods for binomial proportions in clustered surveys (JSSAM 3, 2015): Wilson's interval
    with effective sizes; Agresti and Coull (The American Statistician 52, 1998) for the
    imagined cases.
    """
    n = len(shares)
    if samples < 2 or not n:
        return float(n)
    imagined = [*shares, 0.0, 1.0]
    mean = math.fsum(imagined) / len(imagined)
    between = math.fsum((share - mean) ** 2 for share in imagined) / (len(imagined) - 1)
    return min(float(n * samples), max(float(n), n * mean * (1 - mean) / between))


def pass_rate(shares: Sequence[float], samples: int = 1) -> Measure:
    """Of cases, by the share of the samples of each that passed."""
    n = len(shares)
    if not n:
        return Measure(0.0, 0.0, 1.0, 0)
    rate = math.fsum(shares) / n
    low, high = wilson(rate, effective_trials(shares, samples))
    return Measure(rate, low, high, n)


def paired_rates(differences: Sequence[float]) -> Measure:
    """The difference of two rates over the same cases: each case's pass share on the one side
    minus that on the other, between -1 and 1.

    With one sample it is Tango's score interval, made wide enough at both ends to agree with
    the exact test of McNemar. With several, the cases that differ are counted as Rao and Scott
    do: as the number of whole flips that would be as uncertain.

    Sources: Tango, Equivalence test and confidence interval for the difference in proportions
    for the paired-sample design (Statistics in Medicine 17, 1998); Rao and Scott, A simple
    method for the analysis of clustered binary data (Biometrics 48, 1992); Clopper and Pearson
    (Biometrika 26, 1934) for the exact interval of the share of flips that are gains.
    """
    n = len(differences)
    if not n:
        return Measure(0.0, -1.0, 1.0, 0)
    total = math.fsum(differences)
    absolute = math.fsum(abs(each) for each in differences)
    squares = math.fsum(each * each for each in differences)
    size = squares / absolute if absolute else 1.0
    flips, net = (absolute / size, total / size) if absolute else (0.0, 0.0)
    low, high = tango(flips, net, n)
    if size == 1.0 and flips:
        exact = clopper_pearson(round((flips + net) / 2), round(flips))
        low = min(low, (2 * exact[0] - 1) * flips / n)
        high = max(high, (2 * exact[1] - 1) * flips / n)
    return Measure(total / n, max(-1.0, low * size), min(1.0, high * size), n)


def tango(flips: float, net: float, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The interval of the difference where `flips` of `n` cases differ, `net` more one way.

    Its ends are the differences that the score test would just not refuse.
    """
    z = normal_point((1 + confidence) / 2)
    seen = net / n
    high = solved(lambda delta: -_score(flips, net, n, delta) - z, seen, 1.0)
    low = solved(lambda delta: z - _score(flips, net, n, delta), -1.0, seen)
    return low, high


def clopper_pearson(successes: int, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """The exact interval of a rate, never too narrow."""
    tail = (1 - confidence) / 2
    low, high = 0.0, 1.0
    if successes > 0:
        low = solved(lambda p: 1 - binomial_below(successes - 1, n, p) - tail, 0.0, 1.0)
    if successes < n:
        high = solved(lambda p: tail - binomial_below(successes, n, p), 0.0, 1.0)
    return low, high


def _wilson(rate: float, n: float, z: float) -> tuple[float, float]:
    centre = rate + z * z / (2 * n)
    reach = z * math.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    spread = 1 + z * z / n
    low, high = (centre - reach) / spread, (centre + reach) / spread
    return (0.0 if rate <= 0 else max(0.0, low)), (1.0 if rate >= 1 else min(1.0, high))


def _score(flips: float, net: float, n: int, delta: float) -> float:
    """Distance of what was seen from a true difference of `delta`, in standard errors; `lost` is
    the likeliest share of cases that get worse if `delta` is the truth."""
    away = net - n * delta
    losses = (flips - net) / 2
    linear = -flips + (2 * n - net) * delta
    constant = -losses * delta * (1 - delta)
    lost = (math.sqrt(max(0.0, linear**2 - 8 * n * constant)) - linear) / (4 * n)
    variance = n * (2 * lost + delta * (1 - delta))
    if variance <= 0:
        return 0.0 if away == 0 else math.copysign(math.inf, away)
    return away / math.sqrt(variance)
