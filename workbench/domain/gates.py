"""Gates: what must hold of an evaluation before a version may be released."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Gate:
    """Thresholds; None: not asked for."""

    pass_rate: float | None = None
    confidence: float | None = None
    """With it, the lower end of the interval of that confidence must reach `pass_rate`."""
    score: float | None = None
    metrics: tuple[tuple[str, float], ...] = ()
    """Least mean of each named metric."""
    no_critical_failures: bool = False
    no_regression: bool = False
    """Not significantly worse than the baseline."""
    max_drop: float | None = None
    """Most that the pass rate may fall below the baseline's, as a share, significant or not."""
    latency_p95: float | None = None
    """Seconds."""
    cost_per_run_usd: Decimal | None = None
    max_errors: int | None = None
    min_cases: int | None = None
    slices: tuple[tuple[str, float], ...] = ()
    """Least pass rate of the cases with a label."""


@dataclass(frozen=True, slots=True)
class GateCondition:
    name: str
    """The field of `Gate`; `finished` where cells are not over, whatever was asked for."""
    holds: bool
    words: str
    """What was asked for and what was seen."""
    cases: tuple[str, ...] = ()
    """Names of the cases it failed on."""
    case_indices: tuple[int, ...] = ()
    """Of those cases, in the same order, in the evaluation: two may have one name."""


@dataclass(frozen=True, slots=True)
class GateReport:
    """Of one column of an evaluation."""

    column: int
    label: str
    conditions: tuple[GateCondition, ...]

    @property
    def holds(self) -> bool:
        return all(condition.holds for condition in self.conditions)
