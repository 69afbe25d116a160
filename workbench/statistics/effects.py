"""How large a difference is, whatever the number of cases: beside its interval, for those who
compare across evaluations."""

from __future__ import annotations

import math
from collections.abc import Sequence

from workbench.statistics.flips import signed_ranks


def cohens_g(gains: int, losses: int) -> float:
    """By how much gains are more than half of the cases that differ: between -0.5 and 0.5.

    Source: Cohen, Statistical Power Analysis (2nd edition, 1988), chapter 5.
    """
    flips = gains + losses
    return gains / flips - 0.5 if flips else 0.0


def matched_odds(gains: int, losses: int) -> float:
    """Gains for each loss: the odds ratio of matched pairs, infinite without a loss.

    Source: Agresti, Categorical Data Analysis (3rd edition, 2013), 11.2.
    """
    if not losses:
        return math.inf if gains else 1.0
    return gains / losses


def rank_biserial(differences: Sequence[float]) -> float:
    """The ranks of gains less those of losses, as a share of all: between -1 and 1.

    Source: Kerby, The simple difference formula (Comprehensive Psychology 3, 2014).
    """
    ranks, total = signed_ranks(differences)
    return total / sum(ranks) if ranks else 0.0
