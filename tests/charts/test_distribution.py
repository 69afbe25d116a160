from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.charts.distribution import MOST_STEPS, edges_of, histogram, shares_below

SECONDS = st.floats(0.0005, 1000)
SAMPLES = st.lists(SECONDS, min_size=1, max_size=60)


@given(SAMPLES)
def test_every_value_is_in_one_bin(values):
    told = histogram(values, edges_of([values]))

    assert sum(told.counts) == len(values)
    assert len(told.edges) == len(told.counts) + 1
    assert told.counts[0] > 0
    assert told.counts[-1] > 0 or len(told.counts) == 1


def test_bins_grow_with_the_time():
    edges = edges_of([[0.5], [20.0]])
    ratios = [later / earlier for earlier, later in itertools.pairwise(edges)]

    assert ratios == pytest.approx([10**0.1] * len(ratios))
    assert edges[0] <= 0.5
    assert edges[-1] >= 20


def test_columns_share_their_edges():
    edges = edges_of([[0.5], [20.0], []])

    assert histogram([0.5], edges).counts[0] == 1
    assert histogram([20.0], edges).counts[-1] == 1
    assert sum(histogram([], edges).counts) == 0


def test_without_a_value_there_is_nothing_to_draw():
    assert edges_of([[], []]) == ()
    assert histogram([], ()).counts == ()
    assert shares_below([]) == ()


@given(SAMPLES)
def test_shares_rise_to_all_of_the_answers(values):
    steps = shares_below(values)

    assert steps[-1] == (max(values), 1.0)
    for seconds, share in steps:
        assert share == pytest.approx(np.mean(np.array(values) <= seconds))


def test_many_answers_make_a_line_that_a_screen_can_show():
    steps = shares_below([index / 1000 for index in range(50_000)])

    assert len(steps) <= MOST_STEPS + 1
    assert steps[99][1] == pytest.approx(0.5, abs=0.01)
