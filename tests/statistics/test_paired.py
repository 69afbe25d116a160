from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.comparisons import COST, LATENCY, PASS_RATE, SCORE, Finding
from workbench.statistics.paired import Paired, compared


def sides(before, after, what=PASS_RATE, **fields):
    return Paired("v7", "v8", what, tuple(map(float, before)), tuple(map(float, after)), **fields)


def passes(gains, losses, same, **fields):
    before = [0] * gains + [1] * (losses + same)
    after = [1] * gains + [0] * losses + [1] * same
    return sides(before, after, **fields)


def compare(paired):
    [comparison] = compared([paired])
    return comparison


def test_a_clear_gain_is_found_with_its_numbers():
    comparison = compare(passes(41, 9, 10))

    assert comparison.finding is Finding.BETTER
    assert (comparison.paired, comparison.better, comparison.worse) == (60, 41, 9)
    assert comparison.difference.value == pytest.approx(32 / 60)
    assert comparison.p_value < 0.001
    assert comparison.more_cases is None
    assert (comparison.effect, comparison.effect_name) == (pytest.approx(0.32), "Cohen's g")


def test_a_clear_loss_is_found():
    assert compare(passes(9, 41, 10)).finding is Finding.WORSE


def test_a_small_difference_cannot_be_told_and_says_what_it_takes():
    comparison = compare(passes(9, 6, 45))

    assert comparison.finding is Finding.CANNOT_TELL
    assert comparison.more_cases == 770


def test_no_difference_is_only_said_where_there_is_no_room_for_one():
    assert compare(passes(0, 0, 60)).finding is Finding.CANNOT_TELL
    assert compare(passes(0, 0, 250)).finding is Finding.EQUAL


def test_a_difference_that_is_sure_but_does_not_matter_is_none():
    comparison = compare(passes(60, 20, 19920))

    assert comparison.p_value < 0.05
    assert comparison.finding is Finding.EQUAL


def test_five_cases_are_too_few_for_any_finding():
    assert compare(passes(5, 0, 0)).finding is Finding.CANNOT_TELL
    costs = compare(sides([1] * 5, [1] * 5, COST))
    assert costs.finding is Finding.CANNOT_TELL


def test_without_a_shared_case_nothing_is_told():
    comparison = compare(sides([], []))

    assert (comparison.finding, comparison.more_cases) == (Finding.CANNOT_TELL, None)
    assert comparison.paired == 0


def test_a_lower_cost_is_better_and_a_longer_time_is_worse():
    before = [1 + index / 100 for index in range(40)]

    cheaper = compare(sides(before, [each / 2 for each in before], COST))
    slower = compare(sides(before, [each * 2 for each in before], LATENCY))

    assert (cheaper.finding, cheaper.better, cheaper.worse) == (Finding.BETTER, 40, 0)
    assert (slower.finding, slower.better, slower.worse) == (Finding.WORSE, 0, 40)
    assert cheaper.difference.value < 0 < slower.difference.value


def test_costs_within_five_in_a_hundred_of_the_baseline_do_not_matter():
    before = [1 + index / 100 for index in range(40)]

    assert compare(sides(before, [each * 1.01 for each in before], COST)).finding is Finding.EQUAL


def test_comparisons_that_are_made_at_once_are_corrected():
    alone = compare(passes(7, 0, 53))
    together = compared([passes(7, 0, 53)] * 5)

    assert alone.finding is Finding.BETTER
    assert {each.finding for each in together} == {Finding.CANNOT_TELL}
    assert together[0].adjusted_p == pytest.approx(5 * together[0].p_value)
    assert "Holm" in together[0].method


def test_where_few_lean_far_the_other_way_scores_cannot_be_told():
    """Ranks alone would find that most scores rose."""
    before, after = [0.5] * 60, [0.55] * 50 + [0.1] * 10

    comparison = compare(sides(before, after, SCORE))

    assert comparison.p_value < 0.05
    assert comparison.finding is Finding.CANNOT_TELL
    assert "those that do not weigh as much" in comparison.sentence


def test_samples_of_one_case_are_flipped_together():
    before, after = [1 / 3] * 5, [1.0] * 5

    few = compare(sides(before, after, samples=3, steps=3))
    as_if_alone = compare(passes(10, 0, 5))

    assert few.finding is Finding.CANNOT_TELL
    assert as_if_alone.finding is Finding.BETTER
    assert few.effect_name == "rank-biserial correlation"


def test_the_rounding_of_sums_is_no_difference():
    comparison = compare(sides([0.1 + 0.2] * 10, [0.3] * 10, SCORE))

    assert (comparison.better, comparison.worse) == (0, 0)


def test_scores_outside_nought_to_one_are_compared_without_bounds():
    comparison = compare(sides([2.0] * 10, [5.0 + i / 10 for i in range(10)], "rating"))

    assert comparison.finding is Finding.BETTER
    assert comparison.difference.low > 1


SHARES = st.lists(
    st.tuples(st.sampled_from([0, 0.5, 1]), st.sampled_from([0, 0.5, 1])), min_size=1, max_size=40
)


@given(SHARES, st.sampled_from([PASS_RATE, SCORE, COST, LATENCY, "tone"]))
def test_swapping_the_sides_swaps_what_is_found(pairs, what):
    before, after = zip(*pairs, strict=True)

    there = compare(sides(before, after, what, samples=2, steps=2))
    back = compare(sides(after, before, what, samples=2, steps=2))

    opposite = {Finding.BETTER: Finding.WORSE, Finding.WORSE: Finding.BETTER}
    assert back.p_value == pytest.approx(there.p_value)
    assert (back.better, back.worse) == (there.worse, there.better)
    assert back.difference.value == pytest.approx(-there.difference.value)
    if what in (PASS_RATE,):
        assert back.finding is opposite.get(there.finding, there.finding)


@given(SHARES, st.sampled_from([PASS_RATE, SCORE, COST, LATENCY]))
def test_no_finding_without_a_test_and_an_interval_that_agree(pairs, what):
    before, after = zip(*pairs, strict=True)

    comparison = compare(sides(before, after, what, samples=2, steps=2))

    if comparison.finding in (Finding.BETTER, Finding.WORSE):
        assert comparison.adjusted_p < 0.05
        assert comparison.difference.low > 0 or comparison.difference.high < 0
        assert comparison.more_cases is None
    if comparison.finding is Finding.CANNOT_TELL:
        assert "Can't tell yet" in comparison.sentence
    assert comparison == compare(sides(before, after, what, samples=2, steps=2))
