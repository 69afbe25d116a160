"""Win rates and Bradley and Terry's model, against statsmodels' logistic regression."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from workbench.statistics.ranking import (
    Bout,
    Met,
    chance_of_even,
    effective_judgments,
    strengths,
    win_rate,
)
from workbench.statistics.rates import wilson


@st.composite
def tournaments(draw):
    """Contenders, and items on each of which some of them met; none unbeaten or never winning."""
    c = draw(st.integers(2, 4))
    pair = st.sampled_from([(one, other) for other in range(c) for one in range(other)])
    result = st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0])
    met = st.builds(lambda p, points: Met(*p, Bout(points, 2)), pair, result)
    drawn = draw(st.lists(st.lists(met, min_size=1, max_size=2), min_size=3, max_size=25))
    circle = [[Met(i, i + 1, Bout(1, 2))] for i in range(c - 1)]
    return c, [*circle, *drawn]


def by_logistic_regression(c, items):
    """Log strengths with a mean of 0: each half point is a trial of weight one half."""
    rows, won, weights = [], [], []
    for met in (each for item in items for each in item):
        for points, result in ((met.bout.points, 1), (met.bout.judgments - met.bout.points, 0)):
            row = np.zeros(c)
            row[met.one], row[met.other] = 1, -1
            rows.append(row[1:])
            won.append(result)
            weights.append(points)
    kept = np.array(weights) > 0
    fitted = sm.GLM(
        np.array(won)[kept],
        np.array(rows)[kept],
        family=sm.families.Binomial(),
        freq_weights=np.array(weights)[kept],
    ).fit()
    logs = np.array([0.0, *fitted.params])
    return logs - logs.mean()


@settings(deadline=None, max_examples=40)
@given(tournaments())
def test_strengths_are_those_of_a_logistic_regression(tournament):
    c, items = tournament

    found = strengths(c, items)

    theirs = 1 / (1 + np.exp(-by_logistic_regression(c, items)))
    assert [each.value for each in found] == pytest.approx(list(theirs), abs=1e-4)
    assert all(0 <= each.low <= each.value <= each.high <= 1 for each in found)


def test_one_who_always_wins_is_first_and_not_infinitely_strong():
    items = [[Met(0, 1, Bout(1, 1)), Met(0, 2, Bout(1, 1)), Met(1, 2, Bout(0.5, 1))]] * 6

    first, second, third = strengths(3, items)

    assert 0.8 < first.value < first.high
    assert first.low < 0.7
    assert second.value == pytest.approx(third.value, abs=1e-6)


def test_after_enough_items_one_who_always_wins_is_surely_above_the_others():
    items = [[Met(0, 1, Bout(1, 1)), Met(0, 2, Bout(1, 1)), Met(1, 2, Bout(0.5, 1))]] * 40

    first, second, _ = strengths(3, items)

    assert first.low > 0.8 > 0.6 > second.high


def test_more_items_leave_less_room():
    some = [[Met(0, 1, Bout(1, 1)), Met(1, 2, Bout(1, 1)), Met(2, 0, Bout(0.5, 1))]]
    others = [[Met(0, 1, Bout(0, 1)), Met(1, 2, Bout(0.5, 1)), Met(2, 0, Bout(0, 1))]]

    few, many = strengths(3, (some + others) * 5)[0], strengths(3, (some + others) * 50)[0]

    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    ("contenders", "items"),
    [(1, []), (2, []), (3, [[Met(0, 1, Bout(1, 1))]]), (4, [[Met(0, 1, Bout(1, 2))]] * 3)],
)
def test_those_who_never_met_are_not_ranked(contenders, items):
    assert strengths(contenders, items) is None


def test_those_who_met_through_others_are_ranked():
    items = [[Met(0, 1, Bout(2, 3)), Met(1, 2, Bout(2, 3))]] * 8

    found = strengths(3, items)

    assert [each.value for each in found] == sorted((e.value for e in found), reverse=True)


bouts = st.lists(
    st.integers(1, 4).flatmap(
        lambda n: st.builds(Bout, st.integers(0, 2 * n).map(lambda half: half / 2), st.just(n))
    ),
    min_size=1,
    max_size=40,
)


@given(bouts)
def test_a_win_rate_lies_in_its_interval_and_mirrors_the_other_side(played):
    mirrored = [Bout(each.judgments - each.points, each.judgments) for each in played]

    one, other = win_rate(played), win_rate(mirrored)

    assert 0 <= one.low <= one.value <= one.high <= 1
    assert (one.value, one.low) == pytest.approx((1 - other.value, 1 - other.high))
    assert chance_of_even(played) == pytest.approx(chance_of_even(mirrored))


@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=60))
def test_with_one_judgment_each_it_is_wilsons_interval(points):
    measure = win_rate([Bout(each, 1) for each in points])

    assert (measure.low, measure.high) == pytest.approx(wilson(measure.value, len(points)))


@given(bouts)
def test_nothing_is_found_that_the_interval_leaves_open(played):
    measure = win_rate(played)

    if measure.low <= 0.5 <= measure.high:
        assert chance_of_even(played) > 0.049


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=60))
def test_it_is_no_less_careful_than_scipys_exact_sign_test(points):
    won, lost = points.count(1.0), points.count(0.0)

    exact = binomtest(won, won + lost).pvalue if won + lost else 1.0

    assert chance_of_even([Bout(each, 1) for each in points]) >= exact - 1e-9


def test_judgments_of_one_item_that_are_always_the_same_count_once():
    same = [Bout(3, 3), Bout(0, 3)] * 20
    mixed = [Bout(2, 3), Bout(1, 3)] * 20

    assert effective_judgments(same) == pytest.approx(40, rel=0.05)
    assert effective_judgments(mixed) == 120
    assert win_rate(same).high > win_rate(mixed).high


def test_nothing_is_said_where_nothing_was_judged():
    assert win_rate([]).n == 0
    assert chance_of_even([]) == 1.0


def test_the_interval_of_a_win_rate_holds_the_truth_with_judgments_that_depend():
    numbers, held = np.random.default_rng(5), 0
    for _ in range(300):
        of_item = numbers.beta(3, 2, 40)
        won = numbers.binomial(3, of_item)
        measure = win_rate([Bout(float(each), 3) for each in won])
        held += measure.low <= 3 / 5 <= measure.high

    assert held / 300 > 0.92
    assert math.isfinite(measure.low)
