from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workbench.charts.pareto import front, points
from workbench.domain.comparisons import ColumnSummary, Measure

PLACES = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=12)


def a_rate(value):
    return Measure(value, value, value, 10)


def a_summary(column, rate, cost=None, latency=None, **fields):
    price = None if cost is None else a_rate(cost)
    known = ColumnSummary(
        column, 10, 0, a_rate(rate), a_rate(rate / 2), cost_per_run=price, latency_p50=latency
    )
    return replace(known, **fields)


def test_the_front_holds_what_nothing_else_beats():
    found = points(
        [
            a_summary(0, 0.9, 0.010, 1.0),
            a_summary(1, 0.8, 0.001, 2.0),
            a_summary(2, 0.8, 0.005, 3.0),
            a_summary(3, 0.7, None, 0.5),
        ],
        ["a", "b", "c", "d"],
    )

    assert [each.label for each in found if each.best_for_cost] == ["a", "b"]
    assert [each.label for each in found if each.best_for_time] == ["a", "d"]
    assert [each.label for each in found if each.best] == ["a", "b"]
    assert (found[3].cost, found[0].quality.value) == (None, 0.9)


def test_points_are_by_score_if_asked_and_columns_not_begun_are_left_out():
    [only] = points([a_summary(0, 0.9, cells=0), a_summary(1, 0.8)], ["a", "b"], by_score=True)

    assert (only.column, only.label, only.quality.value) == (1, "b", 0.4)


def test_two_in_one_place_are_both_on_the_front():
    assert front([(1.0, 2.0), (1.0, 2.0), (2.0, 2.0)]) == [True, True, False]


@given(PLACES)
def test_whatever_is_not_on_the_front_is_beaten_by_something_that_is(places):
    best = front(places)

    assert any(best)
    leaders = [place for place, leads in zip(places, best, strict=True) if leads]
    for place, leads in zip(places, best, strict=True):
        beaten = any(all(map(int.__le__, one, place)) and one != place for one in leaders)
        assert leads is not beaten
