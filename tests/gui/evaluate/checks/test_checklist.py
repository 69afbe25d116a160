from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.checks import SET, Check
from workbench.gui.evaluate.checks.checklist import Checklist

A, B, C = (Check("contains", value=letter) for letter in "abc")
INNER = Check("contains", value="inner")
GROUP = Check(SET, checks=(INNER, B))
LIST = Checklist((A, GROUP, C))


def leaves(checklist):
    return Counter(check for _place, check in checklist.lines() if check.kind != SET)


def test_the_checks_of_a_set_stand_behind_it():
    assert [place for place, _check in LIST.lines()] == [(0,), (1,), (1, 0), (1, 1), (2,)]
    assert LIST.at((1, 0)) == INNER
    assert LIST.at((7,)) is None


def test_a_check_is_replaced_inserted_and_taken_away_where_it_stands():
    assert LIST.with_check((1, 0), C).at((1, 0)) == C
    assert LIST.with_inserted((1, 1), C).checks[1].checks == (INNER, C, B)
    assert LIST.without((1, 0)).checks[1].checks == (B,)
    assert LIST.without((0,)).checks == (GROUP, C)


def test_a_check_moves_among_those_it_stands_with_and_no_further():
    moved, place = LIST.moved_by((0,), 1)
    assert (moved.checks, place) == ((GROUP, A, C), (1,))
    assert LIST.moved_by((0,), -1) == (LIST, (0,))
    inside, place = LIST.moved_by((1, 1), -1)
    assert (inside.checks[1].checks, place) == ((B, INNER), (1, 0))


def test_a_check_goes_into_the_set_above_it_and_out_again():
    inside, place = LIST.into_set((2,))
    assert (inside.checks[1].checks, place) == ((INNER, B, C), (1, 2))
    assert inside.out_of_set(place) == (LIST, (2,))
    assert LIST.into_set((0,)) == (LIST, (0,))


def test_a_set_does_not_go_into_a_set():
    two = Checklist((GROUP, GROUP))
    assert two.into_set((1,)) == (two, (1,))


places = st.sampled_from([(0,), (1,), (2,), (3,), (1, 0), (1, 1), (1, 2)])


@given(places, places)
def test_whatever_is_moved_nothing_is_lost_or_doubled(place, to):
    moved, there = LIST.moved(place, to)
    assert leaves(moved) == leaves(LIST)
    assert moved.at(there) == LIST.at(place)
