"""A comparison as it is shown: read piece by piece in the background, in words and numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from workbench.domain.amounts import money, percent, seconds
from workbench.domain.comparisons import (
    COST,
    LATENCY,
    PASS_RATE,
    SCORE,
    CellChange,
    ColumnOf,
    Comparison,
    Finding,
)
from workbench.domain.evaluations import Evaluation
from workbench.gui.evaluate.grid.comparison_strip import FINDINGS
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.services.comparing import ComparisonService
from workbench.services.evaluations import EvaluationService
from workbench.services.pairing import newest_against_older
from workbench.statistics.units import figures

MEASURES = {
    PASS_RATE: QT_TRANSLATE_NOOP("evaluate", "Pass rate"),
    SCORE: QT_TRANSLATE_NOOP("evaluate", "Score"),
    COST: QT_TRANSLATE_NOOP("evaluate", "Cost"),
    LATENCY: QT_TRANSLATE_NOOP("evaluate", "Time"),
}
UNITS = {PASS_RATE: QT_TRANSLATE_NOOP("evaluate", "points"), LATENCY: "s"}


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared: a column of an evaluation with another one."""

    baseline: ColumnOf
    candidate: ColumnOf

    @property
    def swapped(self) -> Pair:
        return Pair(self.candidate, self.baseline)


@dataclass(frozen=True, slots=True)
class MeasureLine:
    comparison: Comparison
    before: float | None = None
    """Mean of the cases that are compared."""
    after: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """As much of it as is known."""

    names: tuple[str, str] = ("", "")
    unshared: tuple[str, ...] = ()
    lines: tuple[MeasureLine, ...] = ()
    slices: tuple[Comparison, ...] | None = None
    changes: tuple[CellChange, ...] | None = None

    @property
    def main(self) -> Comparison | None:
        return self.lines[0].comparison if self.lines else None


def first_pair(
    evaluations: EvaluationService, comparing: ComparisonService, shown: Evaluation
) -> Pair | None:
    """The newest version with the baseline; where none is pinned, with the version before it,
    with the evaluation before it, or with the column beside it. None: there is nothing else."""
    prompt_id = shown.columns[0].prompt_id
    pinned = evaluations.baseline(prompt_id)
    if pinned and pinned.id != shown.id and (found := comparing.alike(pinned.id, shown.id)):
        return _newest(shown, found)
    if within := newest_against_older(shown):
        older, newer = within[0]
        return Pair(ColumnOf(shown.id, older), ColumnOf(shown.id, newer))
    for each in evaluations.summaries(prompt_id):
        earlier = each.evaluation.created_at < shown.created_at
        if earlier and each.done and (found := comparing.alike(each.evaluation.id, shown.id)):
            return _newest(shown, found)
    if len(shown.columns) > 1:
        return Pair(ColumnOf(shown.id, 0), ColumnOf(shown.id, 1))
    return None


def _newest(shown: Evaluation, found: Sequence[tuple[ColumnOf, ColumnOf]]) -> Pair:
    """That with the newest version; a draft is newer than all of them."""
    ages = [shown.columns[candidate.column].version for _baseline, candidate in found]
    order = [math.inf if age is None else age for age in ages]
    return Pair(*found[order.index(max(order))])


def measure_name(what: str) -> str:
    return translate(MEASURES[what]) if what in MEASURES else safe(what)


def value_words(what: str, value: float | None) -> str:
    if value is None:
        return "–"
    if what == PASS_RATE:
        return percent(value)
    if what == LATENCY:
        return seconds(value)
    return _dollars(value) if what == COST else f"{value:.2f}"


def _dollars(value: float) -> str:
    return money(Decimal(str(round(value, 8))))


def difference_words(comparison: Comparison) -> tuple[str, str]:
    """`+12 points` and `1 to 23`: what was seen, and the interval."""
    if not comparison.paired:
        return "–", "–"
    seen = comparison.difference
    values = (seen.value, seen.low, seen.high)
    if comparison.what == COST:
        value, low, high = map(_dollars, values)
    else:
        value, low, high = figures(comparison.what, values, seen.high - seen.low)
    sign = "+" if seen.value > 0 and value.strip("$0.,") else ""
    unit = translate(UNITS[comparison.what]) if comparison.what in UNITS else ""
    return f"{sign}{value} {unit}".strip(), translate("{0} to {1}").format(low, high)


def counts_words(comparison: Comparison) -> str:
    """`8 · 1 · 51`: better, worse, the same."""
    same = comparison.paired - comparison.better - comparison.worse
    return f"{comparison.better:,} · {comparison.worse:,} · {same:,}"


def p_words(value: float) -> str:
    return "<0.001" if value < 0.001 else f"{value:.3f}" if value < 0.1 else f"{value:.2f}"


def finding_words(comparison: Comparison) -> str:
    if not comparison.paired:
        return translate("no shared case")
    words = translate(FINDINGS[comparison.finding].word)
    if comparison.finding is Finding.CANNOT_TELL and comparison.more_cases is not None:
        more = translate("about {0} more cases").format(f"{comparison.more_cases:,}")
        words = f"{words}: {more}"
    return words
