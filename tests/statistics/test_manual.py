"""The numbers in docs/statistics.md are those that the code gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.statistics.test_paired import passes
from workbench.charts.kinds_of_answers import NEARLY
from workbench.statistics.means import DRAWN_UP_TO, DRAWS, FEW
from workbench.statistics.paired import compared
from workbench.statistics.power import fewest
from workbench.statistics.rates import pass_rate, wilson_lower
from workbench.statistics.repeated import pass_at_k, pass_hat_k
from workbench.statistics.units import UNITS

PAGE = (Path(__file__).parents[2] / "docs" / "statistics.md").read_text(encoding="utf-8")
WORDS = " ".join(PAGE.split())


def percents(*shares):
    return [f"{share * 100:.0f}" for share in shares]


@pytest.mark.parametrize(("passed", "n"), [(9, 10), (54, 60), (540, 600), (60, 60)])
def test_the_intervals_of_rates(passed, n):
    measure = pass_rate([1.0] * passed + [0.0] * (n - passed))
    rate, low, high = percents(measure.value, measure.low, measure.high)

    assert f"| {passed} of {n} | {rate} % | {low} to {high} % |" in PAGE


def test_the_intervals_that_overlap():
    [old, new] = [pass_rate([1.0] * passed + [0.0] * (60 - passed)) for passed in (44, 51)]
    lows = percents(old.low, new.low)
    highs = percents(old.high, new.high)

    assert f"are {lows[0]} to {highs[0]} % and {lows[1]} to {highs[1]} %: they overlap" in WORDS
    assert old.high > new.low


@pytest.mark.parametrize(
    "paired", [passes(8, 1, 51), passes(41, 9, 10), passes(9, 6, 45), passes(0, 0, 600)]
)
def test_the_sentences(paired):
    [comparison] = compared([paired])

    assert f"> {comparison.sentence}" in PAGE


def test_what_is_found_alone_and_not_among_five():
    [alone] = compared([passes(7, 0, 53)])
    together = compared([passes(7, 0, 53)] * 5)

    assert alone.sentence.startswith("v8 is better than v7")
    assert f"> {together[0].sentence}" in PAGE


def test_what_may_go_unseen_in_sixty_cases():
    [comparison] = compared([passes(0, 0, 60)])

    assert f"of up to {comparison.difference.high * 100:.0f} points may have gone" in WORDS


def test_the_tries():
    at_least_one = percents(*(pass_at_k([(3, 5)], k) for k in (1, 2, 3)))
    all_of_them = percents(*(pass_hat_k([(3, 5)], k) for k in (1, 2, 3)))

    assert "| " + " | ".join(f"{each} %" for each in at_least_one) + " |" in PAGE
    assert "| " + " | ".join(f"{each} %" for each in all_of_them) + " |" in PAGE


@pytest.mark.parametrize(("passed", "n"), [(57, 60), (58, 60), (24, 24), (25, 25)])
def test_what_the_gate_is_sure_of(passed, n):
    low = wilson_lower(passed / n, n, 0.95)
    holds = "holds" if low >= 0.9 else "does not hold"

    assert f"| {passed} of {n} | {low * 100:.1f} % | {holds} |" in PAGE


def test_the_settings_of_the_methods():
    assert f"{DRAWS:,} draws" in PAGE
    assert f"above {DRAWN_UP_TO:,} cases" in PAGE
    assert f"Where fewer than {FEW} cases" in PAGE
    assert f"Fewer than {fewest()} shared cases" in PAGE
    assert f"at least {NEARLY:.0f} % alike" in PAGE
    margins = [unit.margin for unit in UNITS.values()]
    assert margins == [0.02, 0.02, 0.05, 0.05]
