from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.statistics.repeated import flaky, pass_at_k, pass_hat_k, tries


@st.composite
def cases(draw):
    of = draw(st.integers(1, 6))
    return draw(st.integers(0, of)), of


@given(st.lists(cases(), min_size=1, max_size=6), st.integers(1, 4))
def test_k_tries_are_told_as_if_every_choice_of_k_samples_were_made(passed, k):
    chosen = [
        list(combinations([True] * good + [False] * (of - good), k))
        for good, of in passed
        if of >= k
    ]
    any_of = [sum(any(each) for each in some) / len(some) for some in chosen]
    all_of = [sum(all(each) for each in some) / len(some) for some in chosen]

    if not chosen:
        assert pass_at_k(passed, k) is pass_hat_k(passed, k) is None
    else:
        assert pass_at_k(passed, k) == pytest.approx(sum(any_of) / len(any_of))
        assert pass_hat_k(passed, k) == pytest.approx(sum(all_of) / len(all_of))


def test_one_try_is_the_pass_rate():
    passed = [(1, 4), (4, 4), (0, 4)]

    assert pass_at_k(passed, 1) == pytest.approx(5 / 12)
    assert pass_hat_k(passed, 1) == pytest.approx(5 / 12)


def test_a_case_is_flaky_where_some_samples_pass_and_some_fail():
    assert flaky([(0, 3), (2, 3), (3, 3), (1, 2)]) == (1, 3)


def test_the_number_of_samples_is_among_the_tries():
    assert tries(1) == ()
    assert tries(3) == (1, 2, 3)
    assert tries(25) == (1, 2, 3, 4, 5, 6, 8, 10, 20, 25)
