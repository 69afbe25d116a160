"""The written rule by which a check may stand in for people, at its edges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.agreements import StandIn
from workbench.domain.comparisons import Measure
from workbench.statistics.standing_in import (
    FEWEST,
    Held,
    Reason,
    held,
    more_outputs,
    verdict,
)

GOOD = Held(
    items=120,
    divided=0,
    same=Measure(0.93, 0.88, 0.96, 120),
    kappa=Measure(0.85, 0.75, 0.94, 120),
    people=Measure(0.8, 0.7, 0.9, 120),
    together=120,
    bias=Measure(0.02, -0.03, 0.07, 120),
    confusion=(60, 5, 3, 52),
)


def m(value, low, high):
    return Measure(value, low, high, 120)


@pytest.mark.parametrize(
    ("changed", "standing", "reason"),
    [
        ({}, StandIn.YES, Reason.NONE),
        ({"items": FEWEST - 1}, StandIn.CANNOT_TELL, Reason.FEW),
        ({"items": FEWEST - 1, "kappa": m(0.1, 0.0, 0.2)}, StandIn.CANNOT_TELL, Reason.FEW),
        ({"confusion": (2, 58, 2, 58)}, StandIn.CANNOT_TELL, Reason.ONE_SIDED),
        ({"confusion": (58, 2, 58, 2)}, StandIn.CANNOT_TELL, Reason.ONE_SIDED),
        ({"kappa": m(0.7, 0.59, 0.8)}, StandIn.CANNOT_TELL, Reason.KAPPA),
        ({"kappa": m(0.4, 0.2, 0.59)}, StandIn.NO, Reason.KAPPA),
        ({"kappa": m(0.69, 0.61, 0.8)}, StandIn.CANNOT_TELL, Reason.BELOW_PEOPLE),
        ({"kappa": m(0.65, 0.61, 0.69)}, StandIn.NO, Reason.BELOW_PEOPLE),
        ({"kappa": None}, StandIn.CANNOT_TELL, Reason.ONE_SIDED),
        ({"bias": m(0.05, -0.01, 0.11)}, StandIn.CANNOT_TELL, Reason.BIAS),
        ({"bias": m(0.2, 0.11, 0.3)}, StandIn.NO, Reason.BIAS),
        ({"bias": m(-0.2, -0.3, -0.11)}, StandIn.NO, Reason.BIAS),
        ({"people": None, "together": 0}, StandIn.CANNOT_TELL, Reason.ALONE),
        ({"people": None}, StandIn.CANNOT_TELL, Reason.ONE_SIDED),
        ({"people": m(0.35, 0.2, 0.5)}, StandIn.CANNOT_TELL, Reason.PEOPLE_DIFFER),
        ({"people": m(0.1, 0.0, 0.2)}, StandIn.NO, Reason.PEOPLE_DIFFER),
    ],
)
def test_the_rule(changed, standing, reason):
    assert verdict(replace(GOOD, **changed)) == (standing, reason)


def test_intervals_that_are_too_wide_ask_for_more_outputs():
    open_still = replace(GOOD, kappa=m(0.8, 0.5, 0.95), items=40)

    assert more_outputs(open_still) == 50  # 40 × (0.3 / 0.2)² = 90


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"kappa": None},
        {"kappa": m(0.601, 0.2, 0.9), "people": m(0.65, 0.5, 0.8)},
        {"people": None, "kappa": m(0.8, 0.5, 0.95)},
        {"people": m(0.35, 0.2, 0.5)},
    ],
)
def test_where_more_outputs_would_not_settle_it_no_number_is_told(changed):
    assert more_outputs(replace(GOOD, **changed)) is None


def test_one_that_seems_to_do_worse_than_people_asks_for_as_many_as_prove_it():
    worse = replace(GOOD, kappa=m(0.65, 0.61, 0.75))

    assert more_outputs(worse) == 360  # 120 × (0.1 / 0.05)² = 480


def test_a_check_that_is_seen_to_be_too_kind_asks_for_as_many_as_prove_it():
    too_kind = replace(GOOD, bias=m(0.2, 0.05, 0.35))

    assert more_outputs(too_kind) == 150  # 120 × (0.15 / 0.1)² = 270


def test_what_people_are_divided_on_is_left_out():
    known = held([True, True, False], [(True, False), (True, True), (False, None)])

    assert (known.items, known.divided, known.together) == (2, 1, 1)
    assert known.confusion == (1, 0, 0, 1)
    assert known.same.value == 1.0


def test_people_who_pass_everything_leave_nothing_to_hold_a_check_to():
    known = held([True] * 35 + [False] * 5, [(True, True)] * 40)

    assert known.kappa is None
    assert verdict(known) == (StandIn.CANNOT_TELL, Reason.ONE_SIDED)


def test_a_check_that_passes_everything_may_not_stand_in():
    known = held([True] * 100, [(True, True), (False, False)] * 50)

    assert known.confusion == (50, 50, 0, 0)
    assert known.kappa.value == 0
    assert verdict(known)[0] is StandIn.NO


def test_nothing_judged_is_no_verdict():
    known = held([], [])

    assert (known.items, known.same, known.kappa, known.bias) == (0, None, None, None)
    assert verdict(known) == (StandIn.CANNOT_TELL, Reason.FEW)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.booleans(), st.tuples(*[st.sampled_from([True, False, None])] * 3)),
        max_size=40,
    )
)
def test_every_verdict_has_a_reason_and_all_outputs_are_counted(said):
    known = held([passed for passed, _ in said], [people for _, people in said])

    standing, reason = verdict(known)
    assert (standing is StandIn.YES) == (reason is Reason.NONE)
    assert sum(known.confusion) == known.items
    assert known.items + known.divided == len(said)
    more = more_outputs(known)
    assert more is None or more >= 1
    if known.bias:
        passes = known.confusion[1] - known.confusion[2]
        assert known.bias.value == pytest.approx(passes / known.items)


def test_a_check_as_good_as_a_person_is_let_in_and_a_coin_is_not():
    numbers = np.random.default_rng(11)
    truth = numbers.random(300) < 0.6

    def person():
        return np.where(numbers.random(300) < 0.95, truth, ~truth).tolist()

    people = list(zip(person(), person(), person(), strict=True))
    coin = (numbers.random(300) < 0.6).tolist()

    assert verdict(held(person(), people))[0] is StandIn.YES
    assert verdict(held(coin, people)) == (StandIn.NO, Reason.KAPPA)
