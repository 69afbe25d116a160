"""Comparisons of two sides over the same cases.

A difference is a finding where the test and the interval agree on it; there is no difference
that matters where the interval leaves no room for one; anything else can't be told yet.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from workbench.domain.comparisons import PASS_RATE, ColumnOf, Comparison, Finding, Measure
from workbench.statistics.effects import cohens_g, matched_odds, rank_biserial
from workbench.statistics.flips import mcnemar, permutation, wilcoxon
from workbench.statistics.holm import holm
from workbench.statistics.means import DRAWN_UP_TO, DRAWS, FEW, mean
from workbench.statistics.power import ALPHA, fewest, more_cases
from workbench.statistics.rates import paired_rates
from workbench.statistics.sentences import Doubt, Told, sentence
from workbench.statistics.units import UNITS, unit_of

NOTHING = 1e-12
"""A difference of two figures that is only the rounding of a computer's numbers."""


@dataclass(frozen=True, slots=True)
class Paired:
    """Two sides with one figure for each case that both have, in the same order: of a rate the
    share of the samples that passed, else the mean of the samples."""

    baseline: str
    candidate: str
    what: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    samples: int = 1
    """The most that one case has, on either side."""
    steps: int = 1
    """Pass shares are multiples of 1/`steps`."""
    label: str = ""
    notes: tuple[str, ...] = ()
    between: tuple[ColumnOf, ColumnOf] | None = None
    silent: tuple[str, ...] = ()
    """Sides that gave no answer; there are no figures to compare then."""
    least: float | None = None
    """The smallest difference that matters; None: that of the unit."""

    @property
    def differences(self) -> tuple[float, ...]:
        return tuple(
            0.0 if abs(after - before) <= NOTHING else after - before
            for before, after in zip(self.before, self.after, strict=True)
        )

    @property
    def margin(self) -> float:
        """The smallest difference that matters."""
        if self.least is not None:
            return self.least
        unit = unit_of(self.what)
        if not unit.relative:
            return unit.margin
        return unit.margin * abs(_mean(self.before))

    @property
    def bounded(self) -> bool:
        """No figure is outside 0 to 1: true of rates and nearly all scores."""
        return unit_of(self.what) is UNITS[PASS_RATE] and all(
            0 <= each <= 1 for each in (*self.before, *self.after)
        )


def compared(pairs: Sequence[Paired], alpha: float = ALPHA) -> list[Comparison]:
    """A comparison of each, with Holm's correction over all of them."""
    tested = [_Tested(each) for each in pairs]
    adjusted = holm([each.p_value for each in tested])
    return [
        _concluded(each, value, alpha, len(pairs))
        for each, value in zip(tested, adjusted, strict=True)
    ]


class _Tested:
    """One pair of sides with its test and its interval, before it is known what else was
    tested."""

    def __init__(self, paired: Paired) -> None:
        self.paired, self.differences = paired, paired.differences
        self.gains = sum(1 for each in self.differences if each > 0)
        self.losses = sum(1 for each in self.differences if each < 0)
        self.whole = paired.what == PASS_RATE and paired.samples == 1
        self.difference = self._interval()
        self.p_value = self._p_value()

    @property
    def better(self) -> int:
        return self.losses if unit_of(self.paired.what).less_is_better else self.gains

    @property
    def worse(self) -> int:
        return self.gains + self.losses - self.better

    def effect(self) -> tuple[float, str]:
        if self.whole:
            return cohens_g(self.gains, self.losses), "Cohen's g"
        return rank_biserial(self.differences), "rank-biserial correlation"

    def method(self, at_once: int) -> str:
        cases = f"{len(self.differences)} cases"
        flips = self.gains + self.losses
        if self.whole:
            odds = matched_odds(self.gains, self.losses)
            told = (
                f"exact McNemar test on the {flips} of {cases} that differ (gains for each"
                f" loss: {odds:.2g}); Tango's score interval, no narrower than the test"
            )
        elif self.paired.what == PASS_RATE:
            told = (
                f"sign-flip permutation test over {cases} of up to {self.paired.samples}"
                " samples, flipped case by case; score interval with effective counts"
            )
        else:
            drawn = (
                "Student's t interval"
                if len(self.differences) > DRAWN_UP_TO
                else f"bootstrap interval, {DRAWS:,} draws of cases"
            )
            told = (
                f"Wilcoxon signed-rank test on the {flips} of {cases} that differ; {drawn}"
                " of the mean difference"
            )
        return f"{told}; Holm's correction over {at_once}" if at_once > 1 else told

    def _interval(self) -> Measure:
        if self.paired.what == PASS_RATE:
            return paired_rates(self.differences)
        # Where hardly any case differs, others may that were not seen: up to the whole scale.
        unseen = self.paired.bounded and self.gains + self.losses < FEW
        return mean(self.differences, reach=(-1.0, 1.0) if unseen else None)

    def _p_value(self) -> float:
        if self.whole:
            return mcnemar(self.gains, self.losses)
        if self.paired.what == PASS_RATE:
            return permutation(self.differences, self.paired.steps)
        return wilcoxon(self.differences)


def _concluded(tested: _Tested, adjusted: float, alpha: float, at_once: int) -> Comparison:
    paired, difference = tested.paired, tested.difference
    finding = _finding(tested, adjusted, alpha)
    more = None
    if finding is Finding.CANNOT_TELL:
        more = more_cases(
            tested.differences,
            paired.margin,
            alpha=alpha / at_once,
            ranked=paired.what != PASS_RATE,
            bounded=paired.bounded,
        )
    effect, effect_name = tested.effect()
    told = Told(
        paired.baseline,
        paired.candidate,
        paired.what,
        tested.better,
        tested.worse,
        difference,
        finding,
        paired.margin,
        more,
        paired.samples,
        _doubt(tested, adjusted, alpha) if finding is Finding.CANNOT_TELL else Doubt.NONE,
        at_once,
        paired.label,
        paired.silent,
    )
    return Comparison(
        baseline=paired.baseline,
        candidate=paired.candidate,
        what=paired.what,
        paired=len(tested.differences),
        better=tested.better,
        worse=tested.worse,
        difference=difference,
        p_value=tested.p_value,
        adjusted_p=adjusted,
        effect=effect,
        effect_name=effect_name,
        method=tested.method(at_once),
        finding=finding,
        more_cases=more,
        sentence=sentence(told),
        label=paired.label,
        notes=paired.notes,
        between=paired.between,
    )


def _finding(tested: _Tested, adjusted: float, alpha: float) -> Finding:
    difference, margin = tested.difference, tested.paired.margin
    if difference.n < fewest():
        return Finding.CANNOT_TELL
    if -margin <= difference.low and difference.high <= margin:
        return Finding.EQUAL
    if adjusted >= alpha or not _leaves_out_nothing(difference):
        return Finding.CANNOT_TELL
    less_is_better = unit_of(tested.paired.what).less_is_better
    return Finding.BETTER if (difference.value > 0) != less_is_better else Finding.WORSE


def _doubt(tested: _Tested, adjusted: float, alpha: float) -> Doubt:
    """Why it can't be told, where the interval alone does not say so."""
    if tested.difference.n < fewest():
        return Doubt.FEW
    if not _leaves_out_nothing(tested.difference):
        return Doubt.VARIED if adjusted < alpha else Doubt.NONE
    return Doubt.MANY_AT_ONCE if tested.p_value < alpha else Doubt.FEW_DIFFER


def _leaves_out_nothing(difference: Measure) -> bool:
    return difference.low > 0 or difference.high < 0


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values) if values else 0.0
