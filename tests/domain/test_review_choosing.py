from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.review_choosing import Candidate, sampled


def candidates(sizes):
    return [
        Candidate((f"{name}-{n}",), stratum=name)
        for name, size in sizes.items()
        for n in range(size)
    ]


SIZES = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 30), min_size=1)


@given(SIZES, st.integers(0, 100), st.integers(0, 99))
def test_a_sample_has_its_size_keeps_the_order_and_can_be_drawn_again(sizes, count, seed):
    everything = candidates(sizes)

    chosen = sampled(everything, count, seed)

    assert len(chosen) == min(count, len(everything))
    assert chosen == [each for each in everything if each in chosen]
    assert chosen == sampled(everything, count, seed)


@given(SIZES, st.integers(0, 99))
def test_no_stratum_is_left_out_while_there_is_room(sizes, seed):
    chosen = sampled(candidates(sizes), len(sizes), seed)

    assert {each.stratum for each in chosen} == set(sizes)


def test_strata_are_drawn_from_in_proportion():
    chosen = sampled(candidates({"large": 60, "small": 30, "rare": 1}), 31, 5)

    counts = Counter(each.stratum for each in chosen)
    assert counts["rare"] == 1
    assert 19 <= counts["large"] <= 21
    assert 9 <= counts["small"] <= 11
