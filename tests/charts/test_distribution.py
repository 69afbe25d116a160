from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.charts.distribution import MOST_STEPS, shares_below

SECONDS = st.floats(0.0005, 1000)
SAMPLES = st.lists(SECONDS, min_size=1, max_size=60)


def test_without_a_value_there_is_nothing_to_draw():
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
