from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar as mcnemar_of_statsmodels

from workbench.statistics import flips
from workbench.statistics.flips import flipped, mcnemar, permutation, signed_ranks, wilcoxon

REAL = st.floats(-100, 100, allow_subnormal=False).map(lambda value: round(value, 6))


@given(st.integers(0, 200), st.integers(0, 200))
def test_mcnemars_test_is_that_of_statsmodels(gains, losses):
    expected = mcnemar_of_statsmodels([[3, gains], [losses, 4]], exact=True).pvalue

    assert mcnemar(gains, losses) == pytest.approx(min(1.0, expected), rel=1e-9)


@given(st.lists(REAL, min_size=1, max_size=50, unique_by=abs))
def test_wilcoxons_test_is_scipys_exact_one_where_nothing_is_tied(differences):
    assume(0 not in differences)
    expected = stats.wilcoxon(differences, method="exact").pvalue

    assert wilcoxon(differences) == pytest.approx(expected, rel=1e-9)


@settings(max_examples=40)
@given(st.lists(st.integers(-4, 4), min_size=1, max_size=8))
def test_wilcoxons_test_with_ties_and_noughts_is_the_permutation_test_of_the_ranks(differences):
    different = [each for each in differences if each]
    assume(different)
    ranks = stats.rankdata(np.abs(different))
    seen = abs(sum(ranks * np.sign(different)))
    sums = [
        abs(sum(ranks * np.array(signs))) for signs in itertools.product((1, -1), repeat=len(ranks))
    ]
    expected = sum(each >= seen - 1e-9 for each in sums) / len(sums)

    assert wilcoxon([float(each) for each in differences]) == pytest.approx(expected)


@given(st.lists(st.integers(1, 20) | st.integers(-20, -1), min_size=60, max_size=150))
def test_of_many_values_wilcoxons_exact_test_is_near_scipys_approximation(differences):
    expected = stats.wilcoxon(differences, method="asymptotic").pvalue

    assert wilcoxon(differences) == pytest.approx(expected, abs=0.02)


@given(st.lists(st.integers(-20, 20), min_size=10, max_size=60))
def test_what_is_too_much_to_count_out_has_scipys_approximation(differences):
    assume(any(differences))
    expected = stats.wilcoxon(differences, method="asymptotic", zero_method="wilcox").pvalue
    doubled, seen = signed_ranks(differences)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(flips, "MOST_WORK", 0)
        assert flipped(doubled, abs(seen)) == pytest.approx(expected, rel=1e-6)


@settings(max_examples=30)
@given(st.lists(st.integers(-5, 5), min_size=2, max_size=10))
@example([0, 0, 0, 0, 0, 3, -1, -2])
def test_the_permutation_test_is_scipys_over_all_permutations(steps):
    # In whole steps: of fractions scipy takes some ties for differences
    assume(any(steps))
    expected = stats.permutation_test(
        (np.array(steps), np.zeros(len(steps))),
        lambda one, other, axis: (one - other).sum(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
    ).pvalue

    assert permutation([step / 5 for step in steps], 5) == pytest.approx(expected)


@given(st.integers(0, 60), st.integers(0, 60))
def test_with_one_sample_the_permutation_test_is_mcnemars(gains, losses):
    differences = [1.0] * gains + [-1.0] * losses + [0.0] * 5

    assert permutation(differences, 1) == pytest.approx(mcnemar(gains, losses))


def test_where_nothing_differs_nothing_is_found():
    assert mcnemar(0, 0) == permutation([0.0, 0.0], 3) == wilcoxon([0.0]) == wilcoxon([]) == 1.0


def test_a_clear_difference_has_a_tiny_p_value_and_not_none():
    assert 0 < wilcoxon([float(each) for each in range(1, 200)]) < 1e-50
