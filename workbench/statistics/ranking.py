"""What preferences between contenders come to: win rates, and a ranking of more than two."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.comparisons import Measure
from workbench.statistics.flips import mcnemar
from workbench.statistics.quantiles import normal_tails
from workbench.statistics.rates import wilson
from workbench.statistics.redrawn import redrawn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

STEPS = 500
"""Of the algorithm; it is over sooner where the strengths no longer move."""
STILL = 1e-9
DRAWS = 500
HALF_A_WIN = 0.5


class Bout(NamedTuple):
    """What people said of one item: `points` of `judgments` for the first, a tie is half."""

    points: float
    judgments: int


class Met(NamedTuple):
    """The same with the contenders, by their places in a list."""

    one: int
    other: int
    bout: Bout


def win_rate(bouts: Sequence[Bout]) -> Measure:
    """Share of the judgments that were won, ties as halves.

    The interval is Wilson's with as many independent judgments as would be as uncertain:
    judgments of one item are not independent. Two imagined items, one won and one lost, keep it
    from trusting a spread that few items have shown.

    Sources: Kish, Survey Sampling (1965), 2.9 and 8.2, for the variance of a ratio between
    clusters and the design effect; Dean and Pagano (JSSAM 3, 2015) for Wilson's interval with it.
    """
    total = sum(bout.judgments for bout in bouts)
    if not total:
        return Measure(0.5, 0.0, 1.0, 0)
    rate = math.fsum(bout.points for bout in bouts) / total
    low, high = wilson(rate, effective_judgments(bouts))
    return Measure(rate, low, high, len(bouts))


def effective_judgments(bouts: Sequence[Bout]) -> float:
    """Independent ones that would be as uncertain, no more than there are."""
    total = sum(bout.judgments for bout in bouts)
    size = total / len(bouts)
    imagined = [(bout.points, float(bout.judgments)) for bout in bouts]
    imagined += [(size, size), (0.0, size)]
    everything = math.fsum(judgments for _, judgments in imagined)
    mean = math.fsum(points for points, _ in imagined) / everything
    squares = math.fsum((points - mean * judgments) ** 2 for points, judgments in imagined)
    between = squares * len(imagined) / (len(imagined) - 1) / everything**2
    least = total**2 / math.fsum(bout.judgments**2 for bout in bouts)
    trials = mean * (1 - mean) / between * total / everything
    return min(float(total), max(least, trials))


def chance_of_even(bouts: Sequence[Bout]) -> float:
    """The p-value for neither being preferred: of the score test that the interval is made from,
    or of the exact sign test over the items (which is McNemar's), whichever is more careful.

    Source: Dixon and Mood, The statistical sign test (JASA 41, 1946).
    """
    rate = win_rate(bouts)
    if not rate.n:
        return 1.0
    ahead = sum(2 * bout.points > bout.judgments for bout in bouts)
    behind = sum(2 * bout.points < bout.judgments for bout in bouts)
    signs = mcnemar(ahead, behind)
    score = normal_tails((rate.value - 0.5) * 2 * math.sqrt(effective_judgments(bouts)))
    return max(score, signs)


def strengths(contenders: int, items: Sequence[Sequence[Met]]) -> list[Measure] | None:
    """Of each contender the chance to be preferred to an average one, with its interval over the
    items; None where some never met, not even through others.

    Ties are half a win for each. Where somebody won everything against the rest, the likeliest
    strength would be without bounds: then each two that met are given half a win either way.

    Sources: Bradley and Terry, Rank analysis of incomplete block designs (Biometrika 39, 1952);
    Hunter, MM algorithms for generalized Bradley-Terry models (Annals of Statistics 32, 2004),
    for the algorithm and for when the likeliest strengths exist. The interval is no narrower, in
    log odds, than that of the contender's own win rate: drawing again cannot show what was not
    seen.
    """
    import numpy as np

    c = contenders
    parts = np.zeros((len(items), c, c))
    for wins, met in zip(parts, items, strict=True):
        for one, other, bout in met:
            wins[one, other] += bout.points
            wins[other, one] += bout.judgments - bout.points
    together = parts.sum(axis=0)
    together = together + together.T
    if c < 2 or not bool(_all_reach(together[None] > 0)[0]):
        return None
    imagined = HALF_A_WIN * (together > 0)

    def chances(sums: Numbers) -> Numbers:
        wins = sums.reshape(-1, c, c)
        settled = _all_reach(wins > 0)[:, None, None]
        logs = _likeliest(np.where(settled, wins, wins + imagined))
        return np.asarray(1 / (1 + np.exp(-logs)))

    flat = parts.reshape(len(items), c * c)
    values = chances(flat.sum(axis=0)[None, :])[0]
    ends = redrawn(flat, chances, DRAWS)
    return [
        _with_room(float(value), ends[place], _bouts_of(place, items), len(items))
        for place, value in enumerate(values)
    ]


def _bouts_of(contender: int, items: Sequence[Sequence[Met]]) -> list[Bout]:
    """All that it was in, one for each item."""
    found = []
    for item in items:
        own = [met.bout for met in item if met.one == contender]
        own += [
            Bout(met.bout.judgments - met.bout.points, met.bout.judgments)
            for met in item
            if met.other == contender
        ]
        if own:
            points = math.fsum(bout.points for bout in own)
            found.append(Bout(points, sum(bout.judgments for bout in own)))
    return found


def _with_room(value: float, drawn: tuple[float, float], bouts: list[Bout], n: int) -> Measure:
    rate = win_rate(bouts)
    middle = _odds((rate.low + rate.high) / 2)
    low, high = (_chance(_odds(value) + _odds(end) - middle) for end in (rate.low, rate.high))
    return Measure(value, min(low, value, drawn[0]), max(high, value, drawn[1]), n)


def _odds(chance: float) -> float:
    """Their logarithm."""
    if chance <= 0:
        return -math.inf
    return math.log(chance / (1 - chance)) if chance < 1 else math.inf


def _chance(odds: float) -> float:
    """Of the logarithm of odds; written so that nothing overflows."""
    return (1 + math.tanh(odds / 2)) / 2


def _likeliest(wins: Numbers) -> Numbers:
    """Logarithms of the likeliest strengths of each draw, with a mean of 0."""
    import numpy as np

    met = wins + wins.transpose(0, 2, 1)
    won = wins.sum(axis=2)
    strength = np.ones_like(won)
    for _ in range(STEPS):
        new = won / (met / (strength[:, :, None] + strength[:, None, :])).sum(axis=2)
        new /= np.exp(np.log(new).mean(axis=1, keepdims=True))
        moved = float(np.abs(np.log(new / strength)).max())
        strength = new
        if moved < STILL:
            break
    return np.asarray(np.log(strength))


def _all_reach(edges: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether, in each graph, there is a way from every place to every other."""
    import numpy as np

    c = edges.shape[1]
    reached = edges | np.eye(c, dtype=bool)
    for _ in range(max(1, math.ceil(math.log2(c)))):
        reached = (reached.astype(float) @ reached.astype(float)) > 0
    return np.asarray(reached.all(axis=(1, 2)))
