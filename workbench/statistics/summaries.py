"""What one column of an evaluation came to, over all its cases and slice by slice."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from workbench.domain.checks import Verdict
from workbench.domain.comparisons import CellFigures, ColumnSummary, Measure, SliceMeasure
from workbench.statistics.means import mean
from workbench.statistics.rates import pass_rate
from workbench.statistics.repeated import flaky, pass_at_k, pass_hat_k, tries

UNIT = (0.0, 1.0)
CENTS = Decimal("0.00000001")


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """The samples of one case in one column that are over, in their order."""

    samples: tuple[CellFigures, ...]
    metrics: Mapping[str, float] = field(default_factory=dict)
    """The mean of each over the samples that have it."""

    @property
    def passed(self) -> int:
        return sum(1 for each in self.samples if each.verdict is Verdict.PASSED)

    @property
    def errors(self) -> int:
        return sum(1 for each in self.samples if each.verdict is Verdict.ERROR)

    @property
    def unanswered(self) -> int:
        """Samples of which there is nothing to judge."""
        return sum(
            1 for each in self.samples if each.verdict is Verdict.ERROR and each.value is None
        )

    @property
    def pass_share(self) -> float:
        return self.passed / len(self.samples)

    @property
    def score(self) -> float:
        """The mean over the samples. One without an output has a score of 0: were it left out,
        a column that breaks on hard cases would look good."""
        return _mean([each.value or 0.0 for each in self.samples])

    @property
    def cost(self) -> float | None:
        return _mean_of_known([each.price_usd for each in self.samples])

    @property
    def latency(self) -> float | None:
        return _mean_of_known([each.latency for each in self.samples])


Column = Mapping[int, CaseFigures]
"""The cases of a column that have a sample that is over, by their index."""


def by_case(
    figures: Sequence[CellFigures], columns: int, samples: int
) -> list[dict[int, list[CellFigures]]]:
    """The cells that are over, by column and case; those that wait are left out."""
    found: list[dict[int, list[CellFigures]]] = [{} for _ in range(columns)]
    for cell in figures:
        if cell.verdict is not Verdict.PENDING:
            rest, column = divmod(cell.number, columns)
            found[column].setdefault(rest // samples, []).append(cell)
    return found


def summary(
    number: int, column: Column, samples: int, slices: Mapping[str, frozenset[int]]
) -> ColumnSummary:
    """`slices` are the cases with each label."""
    cases = [column[index] for index in sorted(column)]
    cells = [cell for case in cases for cell in case.samples]
    latencies = sorted(cell.latency for cell in cells if cell.latency is not None)
    passed = [(case.passed, len(case.samples)) for case in cases]
    indices = sorted(column)
    return ColumnSummary(
        column=number,
        cells=len(cells),
        errors=sum(case.errors for case in cases),
        pass_rate=pass_rate([case.pass_share for case in cases], samples),
        score=score(cases),
        metrics=_metrics(cases),
        slices=tuple(
            slice_measure(label, [column[each] for each in indices if each in chosen], samples)
            for label, chosen in slices.items()
            if chosen & column.keys()
        ),
        cost_usd=Decimal(repr(math.fsum(each.spent_usd for each in cells))).quantize(CENTS),
        cost_per_run=cost_per_run(cases),
        latency_p50=percentile(latencies, 0.5),
        latency_p95=percentile(latencies, 0.95),
        flaky=tuple(indices[each] for each in flaky(passed)),
        pass_at_k=_told(passed, samples, at_least_one=True),
        pass_hat_k=_told(passed, samples, at_least_one=False),
    )


def slice_measure(label: str, cases: Sequence[CaseFigures], samples: int) -> SliceMeasure:
    shares = [case.pass_share for case in cases]
    return SliceMeasure(label, pass_rate(shares, samples), score(cases))


def score(cases: Sequence[CaseFigures]) -> Measure:
    return bounded_mean([case.score for case in cases])


def bounded_mean(values: Sequence[float]) -> Measure:
    """Of scores, which nearly always lie between 0 and 1."""
    inside = all(0 <= value <= 1 for value in values)
    return mean(values, reach=UNIT if inside else None)


def cost_per_run(cases: Sequence[CaseFigures]) -> Measure | None:
    known = [cost for cost in (case.cost for case in cases) if cost is not None]
    return mean(known) if known else None


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The value that `share` of an ordered list lies below, between two neighbours in
    proportion.

    Source: Hyndman and Fan, Sample quantiles in statistical packages (The American
    Statistician 50, 1996), definition 7.
    """
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _metrics(cases: Sequence[CaseFigures]) -> tuple[tuple[str, Measure], ...]:
    names = dict.fromkeys(name for case in cases for name in case.metrics)
    return tuple(
        (name, bounded_mean([case.metrics[name] for case in cases if name in case.metrics]))
        for name in names
    )


def _told(
    passed: Sequence[tuple[int, int]], samples: int, *, at_least_one: bool
) -> tuple[tuple[int, float], ...]:
    estimate = pass_at_k if at_least_one else pass_hat_k
    found = ((k, estimate(passed, k)) for k in tries(samples))
    return tuple((k, share) for k, share in found if share is not None)


def _mean_of_known(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return _mean(known) if known else None


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
