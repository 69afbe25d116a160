"""How long to wait before another try."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.engine.retrying import LONGEST_BACKOFF, wait_before

CHANCE = st.floats(0, 1, exclude_max=True)


@given(st.integers(2, 10_000), CHANCE)
def test_waits_stay_within_bounds(attempt, chance):
    assert 0.5 <= wait_before(attempt, None, chance) <= LONGEST_BACKOFF * 1.5


def test_waits_double():
    assert [wait_before(n, None, 0.5) for n in (2, 3, 4)] == [1.0, 2.0, 4.0]


@given(st.integers(2, 20), st.floats(0, 180), CHANCE)
def test_nobody_comes_back_before_the_time_the_provider_named(attempt, retry_after, chance):
    assert retry_after <= wait_before(attempt, retry_after, chance) <= retry_after + 1
