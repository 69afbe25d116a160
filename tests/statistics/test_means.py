from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from workbench.statistics.means import DRAWN_UP_TO, mean, spread

SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=60)
UNIT = (0.0, 1.0)


def normal_values(n, seed=7):
    numbers = random.Random(seed)
    return [numbers.gauss(10, 2) for _ in range(n)]


@given(SCORES)
def test_an_interval_holds_its_mean_and_stays_in_reach(values):
    measure = mean(values, reach=UNIT)

    assert 0 <= measure.low <= measure.value <= measure.high <= 1
    assert measure.n == len(values)


@given(SCORES, st.randoms())
def test_the_same_values_in_any_order_give_the_same_interval(values, chance):
    shuffled = list(values)
    chance.shuffle(shuffled)

    assert mean(values, reach=UNIT) == mean(shuffled, reach=UNIT)


@pytest.mark.parametrize("n", [8, 30, 200])
def test_of_normal_values_the_interval_is_about_that_of_student(n):
    values = normal_values(n)
    expected = stats.t.interval(0.95, n - 1, sum(values) / n, stats.sem(values))

    measure = mean(values)

    width = expected[1] - expected[0]
    assert (measure.low, measure.high) == pytest.approx(expected, abs=0.08 * width)


def test_of_many_values_the_interval_is_that_of_student():
    values = normal_values(DRAWN_UP_TO + 1)
    expected = stats.t.interval(0.95, DRAWN_UP_TO, sum(values) / len(values), stats.sem(values))

    measure = mean(values)

    assert (measure.low, measure.high) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("n", [20, 100])
def test_the_ends_are_near_those_that_scipy_draws(n):
    values = [value**2 for value in normal_values(n)]
    drawn = stats.bootstrap(
        (values,), lambda v, axis: v.mean(axis=axis), method="percentile", random_state=1
    ).confidence_interval

    measure = mean(values)

    width = drawn.high - drawn.low
    assert (measure.low, measure.high) == pytest.approx(tuple(drawn), abs=0.12 * width)
    assert measure.high - measure.low > 0.97 * width


def test_scores_that_are_all_alike_leave_room_for_what_was_not_seen():
    measure = mean([1.0] * 60, reach=UNIT)

    assert (measure.value, measure.high) == (1.0, 1.0)
    assert measure.low == pytest.approx(1 - (1 - 0.025 ** (1 / 60)))


def test_one_value_without_a_reach_has_no_interval():
    measure = mean([3.0])

    assert (measure.low, measure.value, measure.high, measure.n) == (3.0, 3.0, 3.0, 1)


def test_of_no_value_everything_in_reach_is_possible():
    measure = mean([], reach=UNIT)

    assert (measure.low, measure.high, measure.n) == (0.0, 1.0, 0)
    assert mean([]).n == 0


def test_the_spread_is_the_sample_standard_deviation():
    values = normal_values(40)

    assert spread(values) == pytest.approx(stats.tstd(values))
    assert spread([1.0]) == 0.0
