"""How many more cases would settle a comparison, if the truth is about what was seen so far.

Settled means: found with a chance of 80 %, be it a difference or that there is none that matters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.statistics.quantiles import normal_point

ALPHA = 0.05
POWER = 0.8
RANKS = math.pi / 3
"""More cases that ranks need than means do where differences are normal: the inverse of the
relative efficiency of Wilcoxon's test (Pitman 1948)."""


def fewest(alpha: float = ALPHA) -> int:
    """Cases that must differ, all the same way, before an exact test can find anything."""
    return math.ceil(math.log2(2 / alpha))


def more_cases(
    differences: Sequence[float],
    margin: float,
    *,
    alpha: float = ALPHA,
    ranked: bool = False,
    bounded: bool = True,
) -> int | None:
    """About how many, rounded up to two figures; None where nothing was seen to go by.

    `margin` is the smallest difference that matters, `ranked` says that ranks are tested and
    not pass shares, `bounded` that no case can differ by more than 1.
    """
    n = len(differences)
    if not n:
        return None
    wanted = [
        number
        for number in (
            _for_difference(differences, alpha, ranked=ranked),
            _for_equality(differences, margin, bounded=bounded),
        )
        if number is not None
    ]
    if not wanted:
        return None
    # Seen to be nearly settled, it still takes more than a case or two to be so reliably.
    return rounded_up(max(min(wanted) - n, n / 10, 1))


def mcnemar_cases(
    flips: float, difference: float, alpha: float = ALPHA, power: float = POWER, size: float = 1
) -> float:
    """Cases that McNemar's test needs where a share `flips` of them differs by `size`.

    Sources: Miettinen, The matched pairs design in the case of all-or-none responses
    (Biometrics 24, 1968); Connor, Sample size for testing differences in proportions for the
    paired-sample design (Biometrics 43, 1987), with the correction for whole cases that the
    exact test asks for.
    """
    away, squares = abs(difference), flips * size * size
    reach = normal_point(1 - alpha / 2) * math.sqrt(squares)
    reach += normal_point(power) * math.sqrt(max(0.0, squares - away * away))
    return ((reach + math.sqrt(reach * reach + 4 * away * size)) / (2 * away)) ** 2


def paired_cases(
    deviation: float, difference: float, alpha: float = ALPHA, power: float = POWER
) -> float:
    """Cases that a paired test of means needs.

    Source: Guenther, Sample size formulas for normal theory t tests (The American Statistician
    35, 1981).
    """
    z = normal_point(1 - alpha / 2)
    return ((z + normal_point(power)) * deviation / difference) ** 2 + z * z / 2


def equality_cases(
    deviation: float, difference: float, margin: float, power: float = POWER
) -> float:
    """Cases until the 95 % interval lies within the margin.

    Source: Julious, Sample sizes for clinical trials with normal data (Statistics in Medicine
    23, 2004), for two one-sided tests.
    """
    z = normal_point(1 - ALPHA / 2) + normal_point((1 + power) / 2)
    return (z * deviation / (margin - abs(difference))) ** 2


def rounded_up(number: float) -> int:
    """To two figures: nobody should take it for exact."""
    whole = math.ceil(number - 1e-9)
    if whole < 100:
        return whole
    step = int(10 ** (len(str(whole)) - 2))
    return math.ceil(whole / step) * step


def _for_difference(differences: Sequence[float], alpha: float, *, ranked: bool) -> float | None:
    n = len(differences)
    difference = math.fsum(differences) / n
    absolute = math.fsum(abs(each) for each in differences)
    squares = math.fsum(each * each for each in differences)
    if abs(difference) < 1e-12 * absolute or not absolute:
        return None
    if ranked:
        deviation = math.sqrt(max(0.0, squares / n - difference * difference))
        cases = RANKS * paired_cases(deviation, difference, alpha)
    else:
        size = squares / absolute
        cases = mcnemar_cases(absolute / size / n, difference, alpha, size=size)
    differing = sum(1 for each in differences if each) / n
    return max(cases, fewest(alpha) / differing)


def _for_equality(differences: Sequence[float], margin: float, *, bounded: bool) -> float | None:
    n = len(differences)
    difference = math.fsum(differences) / n
    if abs(difference) >= margin:
        return None
    squares = math.fsum(each * each for each in differences) / n
    deviation = math.sqrt(max(0.0, squares - difference * difference))
    cases = equality_cases(deviation, difference, margin)
    if bounded:
        # With no case that differs, the interval is ± z²/(n + z²) all the same.
        cases = max(cases, normal_point(1 - ALPHA / 2) ** 2 * (1 / margin - 1))
    return max(cases, fewest())
