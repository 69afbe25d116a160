"""Scores on their way to the window: what many outputs share is said once, and made once there."""

from __future__ import annotations

import msgspec

from workbench.domain.checks import CellScore
from workbench.domain.evaluations import Rescored


class SharedScores(msgspec.Struct, frozen=True):
    """A part of what rescoring finds."""

    scores: tuple[tuple[CellScore, tuple[int, ...]], ...] = ()
    """Each with the numbers of the cells that have it."""
    complete: bool = True


def shared(rescored: Rescored) -> SharedScores:
    numbers: dict[int, list[int]] = {}
    found: dict[int, CellScore] = {}
    for number, score in rescored.scores:
        identity = id(score)
        if identity in numbers:
            numbers[identity].append(number)
        else:
            numbers[identity], found[identity] = [number], score
    pairs = tuple((score, tuple(numbers[identity])) for identity, score in found.items())
    return SharedScores(pairs, rescored.complete)


def read_shared(record: SharedScores) -> Rescored:
    """Grouped by their scores: the numbers are in no order."""
    scores = tuple((number, score) for score, numbers in record.scores for number in numbers)
    return Rescored(scores, record.complete)
