from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from workbench.statistics.holm import holm


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_values_are_those_of_statsmodels(p_values):
    with patch("gc.collect"):  # It has the whole process collected, with every call
        expected = multipletests(p_values, method="holm")[1]

    assert holm(p_values) == pytest.approx(list(expected))


def test_one_comparison_alone_is_not_corrected():
    assert holm([0.04]) == [0.04]
    assert holm([]) == []
