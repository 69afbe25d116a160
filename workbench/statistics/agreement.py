"""How far people agree, and how far beyond what chance would give.

Each coefficient is 1 - seen / expected disagreement: 1 is perfect agreement, 0 is what chance
gives, below 0 people disagree more than chance would. They differ in what they expect by chance.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.comparisons import Measure
from workbench.statistics.answer_tables import MISSING, AnswerTable, Level
from workbench.statistics.means import FEW
from workbench.statistics.rates import clopper_pearson, pass_rate
from workbench.statistics.redrawn import redrawn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Disagreements = Callable[[Numbers], tuple[Numbers, Numbers, Numbers]]
    """Of rows of sums: the disagreement seen, that expected, and the share of pairs that
    differ at all by chance."""

NOBODY_OVERLAPS = "No output was judged by two people."
ONE_ITEM = "Only one output was judged by two people."
ALWAYS_THE_SAME = "Everybody always gave the same answer: chance alone would do that, too."
INCOMPLETE = "Not everybody answered about every output."
NOT_TWO = "It is about two people."


class Figure(NamedTuple):
    """A figure, or why there is none."""

    measure: Measure | None
    why: str = ""


def observed(answers: AnswerTable) -> Figure:
    """Share of pairs of answers to the same item that are the same; each item counts once.

    With Wilson's score interval over the items, which stays honest where all agree.
    """
    if not answers.rows:
        return Figure(None, NOBODY_OVERLAPS)
    given = [[answer for answer in row if answer != MISSING] for row in answers.rows]
    shares = [sum(each.count(a) - 1 for a in each) / _pairs(len(each)) for each in given]
    return Figure(pass_rate(shares, max(_pairs(len(each)) // 2 for each in given)))


def cohens_kappa(answers: AnswerTable) -> Figure:
    """Of two people who both answered about every item. Where answers have an order, they
    differ by the square of their distance.

    Sources: Cohen, A coefficient of agreement for nominal scales (Educational and Psychological
    Measurement 20, 1960); Weighted kappa (Psychological Bulletin 70, 1968).
    """
    import numpy as np

    if len(answers.people) != 2 and answers.rows:
        return Figure(None, NOT_TWO)
    if not answers.complete:
        return Figure(None, INCOMPLETE)
    k, weights = answers.categories, _distances(answers)
    parts = np.zeros((len(answers.rows), k * k))
    for row, (one, other) in zip(parts, answers.rows, strict=True):
        row[one * k + other] = 1

    def disagreements(sums: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        both = sums.reshape(-1, k, k) / sums.sum(axis=1)[:, None, None]
        chance = both.sum(axis=2)[:, :, None] * both.sum(axis=1)[:, None, :]
        return _total(both * weights), _total(chance * weights), 1 - _diagonal(chance)

    return _coefficient(answers, parts, disagreements)


def fleiss_kappa(answers: AnswerTable) -> Figure:
    """Of any number of people who all answered about every item. Where answers have an order,
    they differ by the square of their distance.

    Sources: Fleiss, Measuring nominal scale agreement among many raters (Psychological Bulletin
    76, 1971); with weights Gwet, Handbook of Inter-Rater Reliability (4th ed. 2014), 3.5.
    """
    import numpy as np

    if not answers.complete:
        return Figure(None, INCOMPLETE)
    k, weights, many = answers.categories, _distances(answers), len(answers.people)
    counts = _counts(answers)
    pairs = np.einsum("ij,ik,jk->i", counts, counts, weights) / max(1, many * (many - 1))
    parts = np.column_stack([pairs, counts / max(1, many), np.ones(len(counts))])

    def disagreements(sums: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        shares = sums[:, 1 : k + 1] / sums[:, -1:]
        expected = np.einsum("di,dj,ij->d", shares, shares, weights)
        return sums[:, 0] / sums[:, -1], expected, 1 - (shares**2).sum(axis=1)

    return _coefficient(answers, parts, disagreements)


def krippendorffs_alpha(answers: AnswerTable) -> Figure:
    """Of any number of people, with answers missing, at the level of the table.

    Source: Krippendorff, Content Analysis (4th ed. 2019), chapter 12; Computing Krippendorff's
    alpha-reliability (2011) for the coincidence matrix and the differences of each level.
    """
    import numpy as np

    k = answers.categories
    counts = _counts(answers)
    many = counts.sum(axis=1)
    together = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(k)
    parts = (together / np.maximum(many - 1, 1)[:, None, None]).reshape(len(counts), k * k)

    def disagreements(sums: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        both = sums.reshape(-1, k, k)
        each = both.sum(axis=2)
        n = each.sum(axis=1)
        weights = _differences(each, answers.level)
        # Somebody's answer and another one drawn from all that are left
        chance = each[:, :, None] * each[:, None, :] - each[:, :, None] * np.eye(k)
        chance = chance / (n * (n - 1))[:, None, None]
        return _total(both * weights) / n, _total(chance * weights), 1 - _diagonal(chance)

    return _coefficient(answers, parts, disagreements)


def kappa(answers: AnswerTable) -> Figure:
    """Cohen's of two people, Fleiss' of more."""
    return (fleiss_kappa if len(answers.people) > 2 else cohens_kappa)(answers)


def _coefficient(answers: AnswerTable, parts: Numbers, disagreements: Disagreements) -> Figure:
    import numpy as np

    n = len(parts)
    if n < 2:
        return Figure(None, ONE_ITEM if n else NOBODY_OVERLAPS)
    if len(answers.used) < 2:
        return Figure(None, ALWAYS_THE_SAME)

    def figures(sums: Numbers) -> Numbers:
        with np.errstate(divide="ignore", invalid="ignore"):
            seen, expected, _ = disagreements(sums)
            return np.where(expected > 1e-12, 1 - seen / expected, np.nan)[:, None]

    sums = parts.sum(axis=0)[None, :]
    value = float(figures(sums)[0, 0])
    [(low, high)] = redrawn(parts, figures)
    differ = float(disagreements(sums)[2][0])
    low = min(low, value - _unseen(answers.differing, n) / differ)
    high = max(high, value + _unseen(n - answers.differing, n) / differ)
    return Figure(Measure(value, max(-1.0, low), min(1.0, max(high, value)), n))


def _unseen(seen: int, n: int) -> float:
    """How many more items may be such that few were seen of, as a share.

    Drawing again cannot show what was not seen: of ten items that all agree, it would be sure
    of perfect agreement. Such items are taken to differ as answers do by chance. Source:
    Clopper and Pearson (Biometrika 26, 1934).
    """
    return clopper_pearson(seen, n)[1] - seen / n if seen < FEW else 0.0


def _counts(answers: AnswerTable) -> Numbers:
    """How often each answer was given, by item."""
    import numpy as np

    counts = np.zeros((len(answers.rows), answers.categories))
    for row, given in zip(counts, answers.rows, strict=True):
        for answer in given:
            if answer != MISSING:
                row[answer] += 1
    return counts


def _distances(answers: AnswerTable) -> Numbers:
    """How far any two answers are apart, from 0 to 1."""
    import numpy as np

    k = answers.categories
    if answers.level is Level.NOMINAL:
        return 1 - np.eye(k)
    places = np.arange(k) / max(1, k - 1)
    return np.asarray((places[:, None] - places[None, :]) ** 2)


def _differences(each: Numbers, level: Level) -> Numbers:
    """Krippendorff's metric differences, by draw: those of an ordinal level depend on how often
    each answer was given."""
    import numpy as np

    k = each.shape[1]
    if level is Level.NOMINAL:
        return np.broadcast_to(1 - np.eye(k), (len(each), k, k))
    if level is Level.INTERVAL:
        places = np.broadcast_to(np.arange(k, dtype=float), each.shape)
    else:
        places = np.cumsum(each, axis=1) - each / 2
    return np.asarray((places[:, :, None] - places[:, None, :]) ** 2)


def _total(matrices: Numbers) -> Numbers:
    import numpy as np

    return np.asarray(matrices.sum(axis=(1, 2)))


def _diagonal(matrices: Numbers) -> Numbers:
    import numpy as np

    return np.asarray(np.einsum("dii->d", matrices))


def _pairs(many: int) -> int:
    """Ordered ones."""
    return many * (many - 1)
