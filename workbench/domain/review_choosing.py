"""Which outputs are put before people."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Candidate:
    """An output, or two to choose between, that could become an item of a review."""

    run_ids: tuple[str, ...]
    evaluation_id: str = ""
    cells: tuple[int, ...] = ()
    stratum: str = ""
    """The group that a stratified sample draws from in proportion: a column, a label, a verdict."""


class Which(StrEnum):
    """Of the outputs of an evaluation."""

    ALL = "all"
    FAILED = "failed"
    DISAGREEING = "disagreeing"
    """Judges say different things of it, or a judge and a check that asks no model."""
    CHOSEN = "chosen"
    """Cells that are named by their numbers."""


class Stratum(StrEnum):
    """What a stratified sample draws from each group of."""

    NONE = ""
    COLUMN = "column"
    """Version and model."""
    LABEL = "label"
    """Of the case."""
    VERDICT = "verdict"


@dataclass(frozen=True, slots=True)
class EvaluationOutputs:
    evaluation_id: str
    which: Which = Which.ALL
    columns: tuple[int, ...] = ()
    """Their indices; none: all of them."""
    numbers: tuple[int, ...] = ()
    """Of the cells, where `which` is `CHOSEN`."""


@dataclass(frozen=True, slots=True)
class RunOutputs:
    """Runs that are named one by one, as those on the board are."""

    run_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromptOutputs:
    """Whatever a prompt has answered, filtered. Nothing given: no filter."""

    prompt_id: str
    versions: tuple[int | None, ...] = ()
    """None among them: states of the draft."""
    models: tuple[str, ...] = ()
    since: datetime | None = None
    text: str = ""
    """Words that all stand in the output, in any case."""


Outputs = EvaluationOutputs | RunOutputs | PromptOutputs


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to review, and what was left out."""

    candidates: tuple[Candidate, ...] = ()
    outputs: int = 0
    """That there are in all, finished, whichever were asked for."""
    without_text: int = 0
    """Of those asked for: nothing in them could be judged."""
    identical: int = 0
    """Pairs left out, as both say the same."""
    columns: tuple[str, ...] = ()
    """Names of the versions and models that the candidates are of."""


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
