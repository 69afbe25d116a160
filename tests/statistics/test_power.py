from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.power import TTestPower

from workbench.statistics.flips import mcnemar, wilcoxon
from workbench.statistics.means import mean
from workbench.statistics.power import (
    equality_cases,
    fewest,
    mcnemar_cases,
    more_cases,
    paired_cases,
    rounded_up,
)


@pytest.mark.parametrize("effect", [0.2, 0.35, 0.5, 0.8])
def test_a_paired_test_of_means_needs_what_statsmodels_says(effect):
    expected = TTestPower().solve_power(effect_size=effect, alpha=0.05, power=0.8)

    assert paired_cases(1.0, effect) == pytest.approx(expected, abs=1)


def exact_power(n, gain, loss):
    """Of McNemar's exact test, over every number of cases that may differ."""
    total = 0.0
    likely = stats.binom.interval(0.99999, n, gain + loss)
    for flips in range(int(likely[0]), int(likely[1]) + 1):
        gains = np.arange(flips + 1)
        refused = [mcnemar(each, flips - each) < 0.05 for each in gains]
        share = stats.binom.pmf(gains, flips, gain / (gain + loss))
        total += stats.binom.pmf(flips, n, gain + loss) * share[refused].sum()
    return total


@pytest.mark.parametrize(("gain", "loss"), [(0.3, 0.1), (0.2, 0.05), (0.25, 0.15), (0.15, 0.01)])
def test_the_cases_for_mcnemars_test_give_its_exact_power(gain, loss):
    n = round(mcnemar_cases(gain + loss, gain - loss))

    assert 0.77 <= exact_power(n, gain, loss) <= 0.9


def test_the_more_cases_that_are_told_settle_a_comparison_of_scores_about_as_often():
    numbers = np.random.default_rng(3)
    seen = list(numbers.normal(0.05, 0.3, 60))
    middle, deviation = float(np.mean(seen)), float(np.std(seen))

    n = 60 + more_cases(seen, 0.02, ranked=True)

    trials = [wilcoxon(list(numbers.normal(middle, deviation, n))) < 0.05 for _ in range(150)]
    assert 0.7 < sum(trials) / len(trials) < 0.92


def test_cases_until_there_is_no_room_for_a_difference_that_matters():
    n = round(equality_cases(0.1, 0.0, 0.02))
    numbers = np.random.default_rng(4)

    inside = 0
    for _ in range(200):
        measure = mean(list(numbers.normal(0, 0.1, n)))
        inside += measure.low >= -0.02 and measure.high <= 0.02

    assert 0.7 < inside / 200 < 0.9


def test_six_cases_that_all_lean_one_way_are_the_fewest_to_find_anything():
    assert fewest() == 6
    assert mcnemar(6, 0) < 0.05 < mcnemar(5, 0)
    assert fewest(0.05 / 6) == 8


def test_with_nothing_seen_no_number_is_told():
    assert more_cases([], 0.02) is None


def test_where_all_cases_are_the_same_it_takes_enough_to_leave_no_room_for_two_points():
    more = more_cases([0.0] * 60, 0.02)

    assert more == 130


def test_a_small_difference_takes_more_cases_than_a_large_one():
    small = more_cases([1.0] * 12 + [-1.0] * 8 + [0.0] * 40, 0.02)
    large = more_cases([1.0] * 12 + [-1.0] * 4 + [0.0] * 44, 0.02)

    assert large < small


def test_making_many_comparisons_at_once_takes_more_cases():
    differences = [1.0] * 9 + [-1.0] * 2 + [0.0] * 40

    assert more_cases(differences, 0.02, alpha=0.01) > more_cases(differences, 0.02)


@pytest.mark.parametrize(("number", "told"), [(7.2, 8), (99, 99), (101, 110), (4321, 4400)])
def test_a_number_of_cases_is_rounded_up_to_two_figures(number, told):
    assert rounded_up(number) == told
