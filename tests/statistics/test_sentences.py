from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.comparisons import COST, LATENCY, PASS_RATE, SCORE, Finding, Measure
from workbench.statistics.sentences import Doubt, Told, sentence

GAIN = Told(
    "v7", "v8", PASS_RATE, 41, 9, Measure(0.533, 0.309, 0.692, 60), Finding.BETTER, 0.02, None
)
UNDECIDED = Told(
    "v7", "v8", PASS_RATE, 9, 6, Measure(0.05, -0.089, 0.183, 60), Finding.CANNOT_TELL, 0.02, 770
)


def test_a_gain_in_points():
    assert sentence(GAIN) == (
        "v8 is better than v7 on 41 of 60 cases, worse on 9: a gain of 53 points,"
        " 95 % interval 31 to 69."
    )


def test_a_loss_has_numbers_without_a_sign():
    lost = replace(GAIN, better=9, worse=41, difference=Measure(-0.533, -0.692, -0.309, 60))

    assert sentence(replace(lost, finding=Finding.WORSE)) == (
        "v8 is worse than v7 on 41 of 60 cases, better on 9: a loss of 53 points,"
        " 95 % interval 31 to 69."
    )


def test_what_cannot_be_told_says_what_would_settle_it():
    assert sentence(UNDECIDED) == (
        "Can't tell yet whether v8 is better than v7: it is better on 9 of 60 cases and worse"
        " on 6 (5 points, 95 % interval -9 to 18). About 770 more cases would settle it."
    )


def test_a_hopeless_number_of_cases_is_not_told():
    assert sentence(replace(UNDECIDED, more_cases=44_000)).endswith(
        "More than 10,000 more cases would be needed to settle it."
    )


def test_one_more_case_is_one_case():
    assert "About 1 more case would" in sentence(replace(UNDECIDED, more_cases=1))


def test_no_difference_that_matters_says_what_matters():
    equal = replace(UNDECIDED, better=1, worse=0, difference=Measure(0.0025, -0.006, 0.014, 400))

    assert sentence(replace(equal, finding=Finding.EQUAL, more_cases=None)) == (
        "v8 and v7 do equally well, to within 2 points: v8 is better on 1 of 400 cases and worse"
        " on none (0.2 points, 95 % interval -0.6 to 1.4)."
    )


def test_all_cases_the_same_are_told_as_such():
    same = replace(UNDECIDED, better=0, worse=0, difference=Measure(0, -0.06, 0.06, 60))

    assert sentence(same).startswith(
        "Can't tell yet whether v8 is better than v7: they came out the same on all 60 cases"
        " (0 points, 95 % interval -6 to 6)."
    )


def test_few_cases_have_no_interval_but_a_warning():
    few = replace(
        UNDECIDED,
        better=3,
        worse=0,
        difference=Measure(1.0, 0.1, 1.0, 3),
        doubt=Doubt.FEW,
        more_cases=3,
    )

    assert sentence(few) == (
        "Can't tell yet whether v8 is better than v7: it is better on 3 of 3 cases and worse on"
        " none. With so few cases, any result may be chance. About 3 more cases would settle it."
    )
    one = replace(few, better=0, difference=Measure(0, -1, 1, 1))
    assert "they came out the same on the only case." in sentence(one)


def test_without_a_case_it_says_why():
    none = replace(UNDECIDED, difference=Measure(0, 0, 0, 0), what=COST)

    assert sentence(none) == (
        "v8 and v7 cannot be compared: there is no case for which the cost of both is known."
    )


def test_several_samples_are_told():
    assert "on 41 of 60 cases (3 samples each)," in sentence(replace(GAIN, samples=3))


def test_a_slice_is_named():
    assert sentence(replace(GAIN, label="long")).startswith("Cases labelled long: v8 is better")


def test_one_of_many_comparisons_says_so():
    doubtful = replace(UNDECIDED, doubt=Doubt.MANY_AT_ONCE, at_once=6)

    assert "As one of 6 comparisons made at once, it may be chance." in sentence(doubtful)


def test_scores_have_the_digits_their_interval_gives_a_meaning():
    scores = replace(GAIN, what=SCORE, difference=Measure(0.1234, 0.0512, 0.1956, 60))
    metric = replace(scores, what="tone", difference=Measure(0.1234, 0.1212, 0.1256, 60))

    assert "a gain of 0.12 in the mean score, 95 % interval 0.05 to 0.20." in sentence(scores)
    assert "a gain of 0.123 in the mean tone, 95 % interval 0.121 to 0.126." in sentence(metric)


def test_costs_are_told_in_dollars_a_run():
    cheaper = replace(GAIN, what=COST, difference=Measure(-0.0012, -0.0016, -0.0008, 60))
    undecided = replace(UNDECIDED, what=COST, difference=Measure(-0.0001, -0.0004, 0.0002, 60))

    assert sentence(cheaper) == (
        "v8 costs less than v7 on 41 of 60 cases, more on 9: $0.0012 less a run,"
        " 95 % interval $0.0008 to $0.0016 less."
    )
    assert "it costs less on 9 of 60 cases and more on 6" in sentence(undecided)
    assert "($0.0001 less a run, 95 % interval $0.0004 less to $0.0002 more)" in sentence(undecided)


def test_latencies_are_told_in_seconds():
    slower = replace(
        GAIN, what=LATENCY, finding=Finding.WORSE, difference=Measure(0.41, 0.2, 0.62, 60)
    )

    assert sentence(slower) == (
        "v8 is slower than v7 on 9 of 60 cases, faster on 41: 0.41 s more a run,"
        " 95 % interval 0.20 to 0.62 s more."
    )


def test_the_same_price_everywhere_is_told_without_numbers():
    same = replace(
        UNDECIDED,
        what=COST,
        better=0,
        worse=0,
        difference=Measure(0, 0, 0, 60),
        finding=Finding.EQUAL,
    )

    assert sentence(same) == (
        "v8 and v7 cost the same, to within 5 %: they came out the same on all 60 cases."
    )


def test_one_point_is_one_point():
    assert "a gain of 1 point," in sentence(replace(GAIN, difference=Measure(0.01, 0, 0.1, 60)))


@given(
    st.sampled_from([PASS_RATE, SCORE, COST, LATENCY, "tone"]),
    st.sampled_from(Finding),
    st.floats(-1, 1),
    st.floats(0, 0.5),
    st.integers(0, 5000),
)
def test_a_sentence_holds_no_jargon_and_no_nothing_with_a_sign(what, finding, value, reach, n):
    difference = Measure(value, value - reach, value + reach, n)
    words = sentence(replace(UNDECIDED, what=what, finding=finding, difference=difference))

    assert words.endswith(".")
    for jargon in ("significant", "p-value", "p =", "null", "hypothesis", "nan", "inf"):
        assert jargon not in words
    assert " -0 " not in words
    assert "-0.0 " not in words


@pytest.mark.parametrize("finding", [Finding.CANNOT_TELL, Finding.EQUAL])
def test_better_and_worse_than_are_not_claimed_without_a_finding(finding):
    words = sentence(replace(UNDECIDED, finding=finding))

    assert "v8 is better than v7 on" not in words
