from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import optimize
from statsmodels.stats.proportion import proportion_confint

from workbench.statistics.flips import mcnemar
from workbench.statistics.quantiles import normal_point
from workbench.statistics.rates import (
    clopper_pearson,
    effective_trials,
    paired_rates,
    pass_rate,
    tango,
    wilson,
    wilson_lower,
)


@st.composite
def counts(draw, most=400):
    n = draw(st.integers(1, most))
    return draw(st.integers(0, n)), n


@given(counts(), st.floats(0.5, 0.999))
def test_wilsons_interval_is_that_of_statsmodels(count, confidence):
    passed, n = count
    expected = proportion_confint(passed, n, alpha=1 - confidence, method="wilson")

    assert wilson(passed / n, n, confidence) == pytest.approx(expected, abs=1e-9)


@given(counts(), st.floats(0.5, 0.999))
def test_the_exact_interval_is_that_of_statsmodels(count, confidence):
    passed, n = count
    expected = proportion_confint(passed, n, alpha=1 - confidence, method="beta")

    assert clopper_pearson(passed, n, confidence) == pytest.approx(expected, abs=1e-7)


@given(counts(), st.floats(0.51, 0.999))
def test_the_one_sided_bound_is_the_lower_end_of_an_interval_with_twice_the_doubt(count, sure):
    passed, n = count

    both_sides = wilson(passed / n, n, 1 - 2 * (1 - sure))

    assert wilson_lower(passed / n, n, sure) == pytest.approx(both_sides[0])


def test_without_a_case_any_rate_is_possible():
    assert wilson(0.0, 0) == (0.0, 1.0)
    assert wilson_lower(0.0, 0, 0.95) == 0.0
    measure = pass_rate([])
    assert (measure.value, measure.low, measure.high, measure.n) == (0.0, 0.0, 1.0, 0)
    assert (paired_rates([]).low, paired_rates([]).high) == (-1.0, 1.0)


@given(counts(60))
def test_with_one_sample_each_case_is_one_trial(count):
    passed, n = count
    measure = pass_rate([1.0] * passed + [0.0] * (n - passed))

    assert (measure.low, measure.high) == pytest.approx(wilson(passed / n, n))


@given(st.lists(st.integers(0, 5), min_size=1, max_size=80))
def test_samples_of_one_case_count_for_no_less_than_one_and_no_more_than_themselves(passed):
    shares = [each / 5 for each in passed]

    assert len(shares) <= effective_trials(shares, 5) <= 5 * len(shares)


def test_samples_that_always_agree_add_nothing():
    shares = [1.0] * 30 + [0.0] * 30

    assert effective_trials(shares, 10) == pytest.approx(60, rel=0.02)


def test_samples_that_are_independent_count_nearly_whole():
    shares = [0.4, 0.6, 0.5, 0.5, 0.6, 0.4] * 50

    assert effective_trials(shares, 10) > 2500


def test_one_failure_among_many_samples_does_not_make_the_rate_surer_than_none():
    none = pass_rate([1.0] * 60, 5)
    one = pass_rate([1.0] * 59 + [0.8], 5)

    assert one.low < none.low + 0.01


def likeliest_score(gains, losses, n, delta):
    """The score statistic with the likelihood maximised numerically under the hypothesis."""
    same = n - gains - losses

    def unlikely(lost):
        shares = (lost + delta, lost, 1 - 2 * lost - delta)
        if min(shares) < 0:
            return 1e9
        pairs = zip((gains, losses, same), shares, strict=True)
        return -sum(count * math.log(max(share, 1e-300)) for count, share in pairs if count)

    least, most = max(0.0, -delta), (1 - delta) / 2
    lost = optimize.minimize_scalar(
        unlikely, bounds=(least, most), method="bounded", options={"xatol": 1e-12}
    ).x
    return (gains - losses - n * delta) / math.sqrt(n * (2 * lost + delta * (1 - delta)))


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 100))
def test_tangos_ends_are_where_the_score_test_just_does_not_refuse(gains, losses, same):
    n = gains + losses + same

    low, high = tango(gains + losses, gains - losses, n)

    z = normal_point(0.975)
    assert likeliest_score(gains, losses, n, low) == pytest.approx(z, abs=2e-3)
    assert likeliest_score(gains, losses, n, high) == pytest.approx(-z, abs=2e-3)


def test_tangos_interval_is_that_of_a_published_example():
    """Agresti, Categorical Data Analysis, table 11.1: 1600 people asked twice, 150 and 86 of
    whom changed their mind; `scoreci.mp` of R's PropCIs gives this interval."""
    low, high = tango(236, 64, 1600)

    assert (round(low, 4), round(high, 4)) == (0.0214, 0.0590)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 60))
def test_the_interval_of_a_difference_agrees_with_mcnemars_test(gains, losses, same):
    assume(gains + losses + same)
    differences = [1.0] * gains + [-1.0] * losses + [0.0] * same

    measure = paired_rates(differences)

    assert -1 <= measure.low <= measure.value <= measure.high <= 1
    found = mcnemar(gains, losses) < 0.05
    assert found == (measure.low > 0 or measure.high < 0)


@given(st.lists(st.integers(-4, 4), min_size=1, max_size=60))
def test_the_interval_of_a_difference_of_shares_mirrors_when_the_sides_are_swapped(steps):
    differences = [step / 4 for step in steps]
    swapped = paired_rates([-each for each in differences])

    measure = paired_rates(differences)

    assert measure.low - 1e-12 <= measure.value <= measure.high + 1e-12
    assert (swapped.low, swapped.high) == pytest.approx((-measure.high, -measure.low), abs=1e-9)


def test_smaller_flips_leave_less_room_than_whole_ones():
    whole = paired_rates([1.0] * 10 + [-1.0] * 10 + [0.0] * 40)
    small = paired_rates([0.2] * 10 + [-0.2] * 10 + [0.0] * 40)

    assert small.high == pytest.approx(whole.high / 5, rel=0.05)


def test_where_no_case_differs_a_difference_may_have_gone_unseen():
    measure = paired_rates([0.0] * 60)

    assert measure.high == pytest.approx(1.96**2 / (60 + 1.96**2), abs=1e-3)
    assert measure.low == pytest.approx(-measure.high)
