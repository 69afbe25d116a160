"""`similar`: how near the output is to a value in meaning, by an embedding model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from workbench.checks.vectors import Vector, cosine, distance, dot
from workbench.domain.checks import Score
from workbench.domain.json_values import thaw
from workbench.engine.judging.judging import Judging
from workbench.engine.judging.undecided import Undecided

Measure = Callable[[Vector, Vector], float]
SLACK = 1e-9
MEASURES: Mapping[str, Measure] = {
    "similar": cosine,
    "similar:cosine": cosine,
    "similar:dot": dot,
    "similar:euclidean": distance,
}
EUCLIDEAN = "similar:euclidean"


class Near(NamedTuple):
    measured: float
    value: float
    """More is nearer, whatever was measured."""
    passed: bool


async def similar(judging: Judging) -> Score:
    """With several values, one that is near enough will do; `not-` asks it of none of them."""
    wanted = thaw(judging.check.value)
    values = wanted if isinstance(wanted, list) else [wanted]
    if wanted is None and judging.asked.output.expected.strip():
        values = [judging.asked.output.expected]
    if not values or not all(isinstance(each, str) and each.strip() for each in values):
        raise Undecided(f"{judging.check.name} needs a text, or a list of texts, as its value.")
    if not judging.asked.output.text.strip():
        return judging.score(0.0, passed=False, reason="The output is empty.")
    output, *others = await judging.vectors(judging.asked.output.text, *values)
    try:
        near = [_near(judging, output, other) for other in others]
    except ValueError as error:
        raise Undecided(f"The embeddings cannot be compared: {error}.") from error
    return _score(judging, max(near, key=lambda each: each.value))


def _near(judging: Judging, output: Vector, other: Vector) -> Near:
    threshold = judging.threshold or 0.0
    measured = MEASURES[judging.check.kind](output, other)
    if judging.check.kind == EUCLIDEAN:
        return Near(measured, 1 / (1 + measured), measured <= threshold + SLACK)
    return Near(measured, measured, measured >= threshold - SLACK)


def _score(judging: Judging, nearest: Near) -> Score:
    name = "Distance" if judging.check.kind == EUCLIDEAN else "Similarity"
    limit = "at most" if judging.check.kind == EUCLIDEAN else "at least"
    says = "fails" if judging.check.negated else "passes"
    reason = f"{name} {nearest.measured:.3f}; {limit} {judging.threshold:g} {says}."
    return judging.score(nearest.value, nearest.passed, reason)
