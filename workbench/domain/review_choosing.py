"""Which outputs are put before people."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """An output, or two to choose between, that could become an item of a review."""

    run_ids: tuple[str, ...]
    evaluation_id: str = ""
    cells: tuple[int, ...] = ()
    stratum: str = ""
    """The group that a stratified sample draws from in proportion: a column, a label, a verdict."""


def sampled(candidates: Sequence[Candidate], count: int, seed: int) -> list[Candidate]:
    """So many of them at random, in the order they came in; all where there are no more.

    From each stratum in proportion to its size, and at least one from each as far as they go.
    """
    if count >= len(candidates):
        return list(candidates)
    drawing = random.Random(seed)
    strata: dict[str, list[int]] = {}
    for index, candidate in enumerate(candidates):
        strata.setdefault(candidate.stratum, []).append(index)
    for indices in strata.values():
        drawing.shuffle(indices)
    shares = _shares([len(indices) for indices in strata.values()], count, drawing)
    chosen = [
        index
        for indices, share in zip(strata.values(), shares, strict=True)
        for index in indices[:share]
    ]
    return [candidates[index] for index in sorted(chosen)]


def _shares(sizes: Sequence[int], count: int, drawing: random.Random) -> list[int]:
    """How many of each: by the largest remainders, once each has one."""
    order = list(range(len(sizes)))
    drawing.shuffle(order)
    shares = [0] * len(sizes)
    for index in order[:count]:
        shares[index] = 1
    left = count - sum(shares)
    rest = [size - share for size, share in zip(sizes, shares, strict=True)]
    total = sum(rest)
    if not left or not total:
        return shares
    exact = [size * left / total for size in rest]
    shares = [share + int(part) for share, part in zip(shares, exact, strict=True)]
    by_remainder = sorted(order, key=lambda index: int(exact[index]) - exact[index])
    for index in by_remainder[: count - sum(shares)]:
        shares[index] += 1
    return shares
