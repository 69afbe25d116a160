"""The promises that intervals and findings make, tried out on made-up evaluations.

Each simulation starts from a fixed seed. A method that keeps its promise of 95 % is seen to do
so in between 92.5 % and 97.5 % of 600 trials; the conservative ones may do better.
"""

from __future__ import annotations

import numpy as np
import pytest

from workbench.domain.comparisons import COST, PASS_RATE, SCORE, Finding
from workbench.statistics.means import mean
from workbench.statistics.paired import Paired, compared
from workbench.statistics.rates import paired_rates, pass_rate

TRIALS = 600
FINDINGS = (Finding.BETTER, Finding.WORSE)


@pytest.mark.parametrize(("rate", "n"), [(0.5, 20), (0.9, 40), (0.97, 100)])
def test_the_interval_of_a_pass_rate_holds_the_true_one(rate, n):
    numbers = np.random.default_rng(1)

    held = [holds(pass_rate(list(numbers.binomial(1, rate, n) * 1.0)), rate) for _ in range(TRIALS)]

    assert 0.925 <= np.mean(held) <= 0.985


@pytest.mark.parametrize(("easy", "hard"), [(8.0, 1.0), (0.5, 0.5), (40.0, 40.0)])
def test_with_several_samples_the_interval_holds_the_rate_over_all_cases(easy, hard):
    """Each case has a chance of its own to pass, drawn from a beta distribution."""
    numbers = np.random.default_rng(2)
    truth = easy / (easy + hard)

    held = []
    for _ in range(TRIALS):
        shares = numbers.binomial(5, numbers.beta(easy, hard, 40)) / 5
        held.append(holds(pass_rate(list(shares), 5), truth))

    assert 0.925 <= np.mean(held) <= 0.99


@pytest.mark.parametrize("n", [12, 60])
def test_the_interval_of_a_mean_score_holds_the_true_one(n):
    numbers = np.random.default_rng(3)

    drawn = numbers.beta(4, 2, (TRIALS, n))

    held = [holds(mean(list(values), reach=(0.0, 1.0)), 4 / 6) for values in drawn]
    assert 0.925 <= np.mean(held) <= 0.985


@pytest.mark.parametrize(("gain", "loss"), [(0.1, 0.1), (0.25, 0.05), (0.02, 0.0)])
def test_the_interval_of_a_difference_of_rates_holds_the_true_one(gain, loss):
    numbers = np.random.default_rng(4)
    chances = [gain, loss, 1 - gain - loss]

    held = []
    for _ in range(TRIALS):
        drawn = numbers.choice([1.0, -1.0, 0.0], 50, p=chances)
        held.append(holds(paired_rates(list(drawn)), gain - loss))

    assert np.mean(held) >= 0.935


@pytest.mark.parametrize("spread", [0.0, 0.3])
def test_with_several_samples_the_interval_of_a_difference_holds_the_true_one(spread):
    """Cases differ in how hard they are, and by `spread` in what the new version does to them."""
    numbers = np.random.default_rng(5)

    held = []
    for _ in range(TRIALS):
        before = numbers.uniform(0.3, 0.7, 50)
        after = before + numbers.choice([-spread, spread], 50, p=[0.3, 0.7])
        differences = (numbers.binomial(4, after) - numbers.binomial(4, before)) / 4
        held.append(holds(paired_rates(list(differences)), spread * 0.4))

    assert 0.925 <= np.mean(held) <= 0.99


def alike_columns(kind, numbers):
    """Two versions that do equally well, as chance shows them."""
    if kind == "one sample":
        chance = numbers.beta(2, 1, 60)
        return PASS_RATE, 1, [numbers.binomial(1, chance) for _ in range(2)]
    if kind == "several samples":
        chance = numbers.beta(1, 1, 40)
        return PASS_RATE, 3, [numbers.binomial(3, chance) / 3 for _ in range(2)]
    if kind == "scores":
        middle = numbers.beta(4, 2, 40)
        return SCORE, 1, [np.clip(middle + numbers.normal(0, 0.2, 40), 0, 1) for _ in range(2)]
    length = numbers.lognormal(0, 1, 40)
    return COST, 1, [length * numbers.lognormal(0, 0.5, 40) for _ in range(2)]


@pytest.mark.parametrize("kind", ["one sample", "several samples", "scores", "costs"])
def test_versions_that_do_equally_well_are_seldom_found_to_differ(kind):
    numbers = np.random.default_rng(6)

    found = 0
    for _ in range(TRIALS):
        what, samples, (before, after) = alike_columns(kind, numbers)
        [comparison] = compared([sides(what, before, after, samples)])
        found += comparison.finding in FINDINGS

    assert found / TRIALS <= 0.065


def test_of_six_comparisons_at_once_seldom_any_finds_a_difference_where_there_is_none():
    numbers = np.random.default_rng(7)

    found = 0
    for _ in range(250):
        pairs = [sides(PASS_RATE, *alike_columns("one sample", numbers)[2]) for _ in range(6)]
        found += any(each.finding in FINDINGS for each in compared(pairs))

    assert found / 250 <= 0.07


def test_versions_that_differ_by_three_points_are_seldom_said_to_do_equally_well():
    numbers = np.random.default_rng(8)

    said = 0
    for _ in range(250):
        before = numbers.binomial(1, 0.9, 400)
        lost = numbers.binomial(1, 0.03 / 0.9, 400)
        [comparison] = compared([sides(PASS_RATE, before, before * (1 - lost))])
        said += comparison.finding is Finding.EQUAL

    assert said / 250 <= 0.05


def holds(measure, truth):
    return measure.low <= truth <= measure.high


def sides(what, before, after, samples=1):
    figures = (tuple(map(float, before)), tuple(map(float, after)))
    return Paired("v7", "v8", what, *figures, samples=samples, steps=samples)
