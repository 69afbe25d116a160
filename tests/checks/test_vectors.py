from __future__ import annotations

import math

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.checks.vectors import cosine, distance, dot

NUMBERS = st.floats(-1e3, 1e3, width=32).filter(lambda x: x == 0 or abs(x) > 1e-3)
PAIRS = st.integers(1, 8).flatmap(
    lambda size: st.tuples(*[st.lists(NUMBERS, min_size=size, max_size=size)] * 2)
)


@given(PAIRS)
def test_the_measures_are_those_of_numpy(pair):
    first, second = map(numpy.array, pair)
    sizes = numpy.linalg.norm(first) * numpy.linalg.norm(second)

    assert dot(*pair) == pytest.approx(float(first @ second), rel=1e-6, abs=1e-6)
    assert distance(*pair) == pytest.approx(float(numpy.linalg.norm(first - second)))
    expected = float(first @ second / sizes) if sizes else 0.0
    assert cosine(*pair) == pytest.approx(expected, abs=1e-6)


def test_what_has_no_direction_is_like_nothing():
    assert cosine([0.0, 0.0], [1.0, 0.0]) == 0.0
    assert math.isfinite(cosine([1e-200, 0.0], [1e-200, 0.0]))


@pytest.mark.parametrize("measure", [dot, cosine, distance])
def test_embeddings_of_two_models_cannot_be_compared(measure):
    with pytest.raises(ValueError, match="numbers"):
        measure([1.0], [1.0, 2.0])
