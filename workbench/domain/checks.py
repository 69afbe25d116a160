"""Checks: named tests of an output; and scores, their results on one run.

The vocabulary is promptfoo's, so that nobody learns a second one: `kind` is an assertion's
`type` without the `not-` in front of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from workbench.domain.json_values import Json, JsonObject

SET = "assert-set"
"""The kind that holds other checks."""


@dataclass(frozen=True, slots=True)
class Check:
    """What is looked at in each output.

    `value` is what the kind compares with, a template over the case's variables where it is
    text. `threshold` is the least score that passes, where the kind has one. A check of weight
    0 is told but decides nothing.
    """

    kind: str
    negated: bool = False
    value: Json = None
    threshold: float | None = None
    weight: float = 1.0
    metric: str = ""
    """Name under which its score is counted apart."""
    transform: str = ""
    """An expression (JavaScript or Python) the output goes through before it is looked at."""
    judge: str = ""
    """Model of a judge, as litellm names it; empty: the judge prompt's own."""
    judge_prompt: str = ""
    """Path of the judge's prompt in the library, with or without `@VERSION`; empty: the built-in
    one of the kind."""
    config: JsonObject = JsonObject()
    """What only this kind has."""
    checks: tuple[Check, ...] = ()
    """Those of a set."""

    @property
    def name(self) -> str:
        """As it is written: with its `not-`."""
        return f"not-{self.kind}" if self.negated else self.kind


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    """It could not be told: a judge that was not understood, code that broke. Never a pass."""
    PENDING = "pending"
    """Not asked yet: a judge, or code that is not trusted."""


class Score(NamedTuple):
    """The result of one check on one output. `value` is in [0, 1] for nearly all kinds."""

    verdict: Verdict
    value: float
    reason: str = ""
    metric: str = ""
    parts: tuple[Score, ...] = ()
    """Of the checks of a set."""
    judgment: str = ""
    """Id of the judge's run, where a model was asked."""
    cost_usd: Decimal | None = None
    """Of the judge."""
    weight: float = 1.0
    """Of its check."""

    @property
    def passed(self) -> bool:
        return self.verdict is Verdict.PASSED


class CellScore(NamedTuple):
    """All checks of one output together."""

    verdict: Verdict
    value: float
    """The weighted mean of the scores."""
    scores: tuple[Score, ...] = ()
    """One for each check, in their order: those of the evaluation, then those of the case."""

    def metrics(self) -> dict[str, float]:
        """The mean of the scores under each metric's name by their weights.

        Those inside sets are included; what could not be told counts as it does in the cell.
        """
        found: dict[str, tuple[float, float]] = {}
        waiting = [(score.weight, score) for score in reversed(self.scores)]
        while waiting:
            weight, score = waiting.pop()
            if score.metric:
                total, weights = found.get(score.metric, (0.0, 0.0))
                found[score.metric] = total + weight * score.value, weights + weight
            waiting.extend((weight * part.weight, part) for part in reversed(score.parts))
        return {name: total / (weights or 1.0) for name, (total, weights) in found.items()}
