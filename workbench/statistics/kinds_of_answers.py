"""Whether answers of two runs are of the same kinds, where no check says which are good.

The samples of one case are grouped into kinds of answer. If nothing changed, it is a matter of
chance which of a case's samples were given in which run: so they are dealt anew, case by case,
and it is counted how often the runs differ as much as they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.statistics.redrawn import SEED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shares = NDArray[np.float64]
    Orders = NDArray[np.int64]

DRAWS = 9_999
Case = tuple[Sequence[int], Sequence[int]]
"""The kinds of the samples before and after, as numbers; both have one at least."""


def kinds_differ(cases: Sequence[Case], draws: int = DRAWS) -> float:
    """p-value of the permutation test on the squared distances of the shares of kinds.

    With one sample of each side nothing can be dealt anew, and it is 1. Samples of one case stay
    together.

    Sources: Pesarin and Salmaso, Permutation Tests for Complex Data (2010), for the strata;
    Phipson and Smyth, Permutation p-values should never be zero (Statistical Applications in
    Genetics and Molecular Biology 9, 2010).
    """
    import numpy as np

    numbers = np.random.default_rng(SEED)
    seen, dealt = 0.0, np.zeros(draws)
    for before, after in cases:
        pooled = np.asarray([*before, *after])
        of_kind = (pooled[:, None] == np.unique(pooled)[None, :]).astype(float)
        count = len(before)
        seen += _distance(of_kind, np.arange(len(pooled))[None, :], count)[0]
        if count > 1 or len(after) > 1:
            order = numbers.random((draws, len(pooled))).argsort(axis=1)
            dealt += _distance(of_kind, order, count)
        else:
            dealt += _distance(of_kind, np.arange(len(pooled))[None, :], count)[0]
    as_far = int((dealt >= seen - 1e-9).sum())
    return (1 + as_far) / (draws + 1)


def _distance(of_kind: Shares, order: Orders, count: int) -> Shares:
    """Of the shares of kinds among the first `count` of each order, and among the rest."""
    placed = of_kind[order]
    shares = placed[:, :count].mean(axis=1) - placed[:, count:].mean(axis=1)
    distances: Shares = (shares**2).sum(axis=1)
    return distances
