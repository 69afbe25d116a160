from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from workbench.statistics.quantiles import (
    binomial_below,
    normal_point,
    normal_tails,
    solved,
    student_point,
)

SHARES = st.floats(0.0005, 0.9995)


@given(SHARES, st.integers(1, 2000))
def test_points_of_students_distribution_are_those_of_scipy(share, freedom):
    expected = stats.t.ppf(share, freedom)

    assert student_point(share, freedom) == pytest.approx(expected, rel=1e-7, abs=1e-9)


@given(SHARES)
def test_points_of_the_normal_distribution_are_those_of_scipy(share):
    assert normal_point(share) == pytest.approx(stats.norm.ppf(share), abs=1e-9)


@given(st.floats(-8, 8))
def test_tails_of_the_normal_distribution_are_those_of_scipy(z):
    assert normal_tails(z) == pytest.approx(2 * stats.norm.sf(abs(z)), rel=1e-9)


@given(st.integers(0, 300), st.integers(0, 300), st.floats(0, 1))
def test_binomial_tails_are_those_of_scipy(most, n, share):
    expected = stats.binom.cdf(most, n, share)

    assert binomial_below(most, n, share) == pytest.approx(expected, rel=1e-8, abs=1e-12)


def test_fewer_than_no_successes_never_happen():
    assert binomial_below(-1, 10, 0.5) == 0.0


def test_one_value_alone_leaves_its_mean_open():
    assert student_point(0.975, 0) == math.inf
    assert student_point(0.025, 0) == -math.inf
    assert student_point(0.5, 0) == 0.0


def test_a_root_is_found_between_two_values():
    assert solved(lambda x: x**3 - 2, 0, 2) == pytest.approx(2 ** (1 / 3))
