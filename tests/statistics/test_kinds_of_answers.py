from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from workbench.statistics.kinds_of_answers import kinds_differ

SIDE = st.lists(st.integers(0, 3), min_size=1, max_size=4)


def test_one_sample_on_each_side_can_tell_nothing():
    assert kinds_differ([([0], [1])] * 50) == 1.0


def test_samples_that_never_agree_across_and_always_within_are_found():
    assert kinds_differ([([0, 0, 0], [1, 1, 1])] * 8) < 0.001


def test_the_same_answers_are_no_difference():
    assert kinds_differ([([0, 0], [0, 0])] * 30) == 1.0


def test_where_nothing_changed_one_in_twenty_is_found_by_chance_and_hardly_more():
    chance = random.Random(7)
    found = 0
    for _ in range(200):
        cases = [
            ([chance.randrange(3) for _ in range(3)], [chance.randrange(3) for _ in range(3)])
            for _ in range(10)
        ]
        found += kinds_differ(cases, draws=199) < 0.05
    assert found <= 20


@given(st.lists(st.tuples(SIDE, SIDE), max_size=6))
def test_a_probability_is_one_and_never_nothing(cases):
    assert 0 < kinds_differ(cases, draws=49) <= 1
