"""Results in figures that say how sure they are: measures, summaries, comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from workbench.domain.checks import Verdict

PASS_RATE = "pass rate"
SCORE = "score"
COST = "cost"
LATENCY = "latency"
"""What columns are compared by; any other word is a named metric."""


class ColumnOf(NamedTuple):
    """A column of an evaluation, counted from 0. A plain pair does as well."""

    evaluation_id: str
    column: int


class CellFigures(NamedTuple):
    """What statistics need of a cell, and no more: there may be 100,000."""

    number: int
    verdict: Verdict
    value: float | None
    """The weighted mean of its scores; None: it was not scored."""
    price_usd: float | None
    """Of its output; of a cached answer, what it cost when it was asked for."""
    spent_usd: float
    """By this evaluation, judges included; nothing for what was cached."""
    latency: float | None
    """Seconds; of a cached answer, those it took then."""
    run_id: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with the interval that holds the true one in 95 of 100 such experiments."""

    value: float
    low: float
    high: float
    n: int
    """Cases behind it, not samples: samples of one case are not independent."""


class Finding(StrEnum):
    BETTER = "better"
    WORSE = "worse"
    CANNOT_TELL = "can't tell yet"
    EQUAL = "no difference that matters"


@dataclass(frozen=True, slots=True)
class SliceMeasure:
    label: str
    """Of the cases; empty for all of them."""
    pass_rate: Measure
    score: Measure


@dataclass(frozen=True, slots=True)
class ColumnSummary:
    """What one column of an evaluation came to."""

    column: int
    cells: int
    errors: int
    """Without an output, or with a check that could not tell. They are no passes."""
    pass_rate: Measure
    score: Measure
    metrics: tuple[tuple[str, Measure], ...] = ()
    slices: tuple[SliceMeasure, ...] = ()
    cost_usd: Decimal = Decimal(0)
    cost_per_run: Measure | None = None
    latency_p50: float | None = None
    latency_p95: float | None = None
    flaky: tuple[int, ...] = ()
    """Cases some of whose samples pass and some fail."""
    pass_at_k: tuple[tuple[int, float], ...] = ()
    """For k samples: at least one passes."""
    pass_hat_k: tuple[tuple[int, float], ...] = ()
    """For k samples: all pass."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A candidate against a baseline, paired by case."""

    baseline: str
    candidate: str
    what: str
    """`pass rate`, `score`, a metric, `cost`, `latency`."""
    paired: int
    """Cases that both have."""
    better: int
    worse: int
    difference: Measure
    """Candidate minus baseline; of a rate as a share, not in points."""
    p_value: float
    adjusted_p: float
    """After Holm's correction; the same where nothing else was compared."""
    effect: float
    effect_name: str
    method: str
    """Of the test and the interval, with the number of samples and clusters."""
    finding: Finding
    more_cases: int | None
    """About how many more would settle it at 80 % power; None where it is settled."""
    sentence: str
    """For a manager: one sentence with the numbers in it."""
    label: str = ""
    """Slice of cases it is about; empty for all."""
    notes: tuple[str, ...] = ()
    """What the two do not share, and what else must be known to read the numbers."""
    between: tuple[ColumnOf, ColumnOf] | None = None
    """Baseline and candidate, where they are columns of evaluations."""


class ChangeKind(StrEnum):
    """What became of a case. Flaky: on one side or both, some samples pass and some fail."""

    FIXED = "fixed"
    BROKEN = "broken"
    FLAKY = "flaky"
    CHANGED = "changed"
    """The same verdict, but another output or score."""
    SAME = "same"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A case on both sides of a comparison: its cells, one for each sample."""

    kind: ChangeKind
    case: str
    """Its name, or its number where it has none."""
    baseline: tuple[int, ...]
    """Numbers of its cells in the baseline's evaluation."""
    candidate: tuple[int, ...]
    passed_before: float
    """Share of the samples."""
    passed_after: float
    score_before: float
    score_after: float
    critical: bool = False

    @property
    def size(self) -> float:
        """How much changed: the pass share first, then the score."""
        passed = abs(self.passed_after - self.passed_before)
        return 2 * passed + abs(self.score_after - self.score_before)
