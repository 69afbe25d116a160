from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_plan, an_item
from workbench.domain.review_arranging import assigned, is_swapped, item_key, queue_of

NAMES = ("ada", "bo", "cy", "dee")
ITEMS = [an_item(f"item-{n}", "one", "two", reviewers=()) for n in range(40)]
SEEDS = st.integers(0, 2**32)


@given(SEEDS, st.integers(1, 4), st.none() | st.integers(0, 50))
def test_every_item_gets_as_many_people_as_it_needs(seed, needed, shared):
    plan = a_plan(reviewers=NAMES, needed=needed, shared=shared, seed=seed)

    items = assigned(plan, ITEMS)

    for_everybody = 40 if shared is None else min(40, shared)
    assert [item.key for item in items] == [item.key for item in ITEMS]
    assert sum(item.shared for item in items) == for_everybody
    for item in items:
        assert len(item.reviewers) == (4 if item.shared else needed)


@given(SEEDS)
def test_the_work_is_shared_out_evenly(seed):
    plan = a_plan(reviewers=NAMES, needed=2, shared=8, seed=seed)

    load = Counter(name for item in assigned(plan, ITEMS) for name in item.reviewers)

    assert max(load.values()) - min(load.values()) <= 1


def test_everybody_goes_through_the_own_items_in_an_order_of_their_own():
    plan = a_plan(reviewers=NAMES, shared=None)
    items = assigned(plan, ITEMS)

    orders = {name: [item.key for item in queue_of(plan, name, items)] for name in NAMES}

    assert all(sorted(order) == sorted(item.key for item in ITEMS) for order in orders.values())
    assert len({tuple(order) for order in orders.values()}) == 4
    assert orders["ada"] == [item.key for item in queue_of(plan, "ada", reversed(items))]
    assert queue_of(plan, "a stranger", items) == []


def test_each_side_comes_first_about_half_of_the_time():
    plan = a_plan(reviewers=NAMES)

    swaps = [is_swapped(plan, name, item) for name in NAMES for item in ITEMS]

    assert 55 < sum(swaps) < 105
    assert not is_swapped(plan, "ada", an_item("alone", "one"))


@given(SEEDS)
def test_names_of_items_are_unique_and_tell_nothing(seed):
    keys = [item_key(seed, number) for number in range(500)]

    assert len(set(keys)) == 500
    assert sorted(keys) != keys
