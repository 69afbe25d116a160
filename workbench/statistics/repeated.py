"""What several samples of one case say: which cases are flaky, and what k tries would come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import comb, fsum

TRIES = (1, 2, 3, 4, 5, 6, 8, 10, 20, 50, 100)
"""The k that are told, as far as there are samples."""


def flaky(passed: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """Indices of cases some of whose samples pass and some fail; each is (passed, samples)."""
    return tuple(index for index, (good, of) in enumerate(passed) if 0 < good < of)


def pass_at_k(passed: Iterable[tuple[int, int]], k: int) -> float | None:
    """Chance that at least one of `k` samples passes, over the cases that have as many.

    The estimator without bias of Chen et al., Evaluating large language models trained on code
    (2021, arXiv:2107.03374): 1 - C(n-c, k) / C(n, k). None: no case has `k` samples.
    """
    return _mean(1 - comb(of - good, k) / comb(of, k) for good, of in passed if of >= k)


def pass_hat_k(passed: Iterable[tuple[int, int]], k: int) -> float | None:
    """Chance that all of `k` samples pass: C(c, k) / C(n, k).

    Source: Yao et al., τ-bench (2024, arXiv:2406.12045), pass^k.
    """
    return _mean(comb(good, k) / comb(of, k) for good, of in passed if of >= k)


def tries(samples: int) -> tuple[int, ...]:
    """The k worth telling. With one sample there is none."""
    if samples < 2:
        return ()
    return tuple(sorted({k for k in TRIES if k <= samples} | {samples}))


def _mean(values: Iterable[float]) -> float | None:
    known = list(values)
    return fsum(known) / len(known) if known else None
