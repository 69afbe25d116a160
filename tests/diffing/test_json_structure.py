"""A structural difference of two JSON values: exact, and told as a person would."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.diffing.json_structure import Change, applied, diff_json, same_json

SCALARS = (
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | st.text("ab 1", max_size=4)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.text("abc", max_size=2), inner, max_size=4)
    ),
    max_leaves=25,
)


def changed(diff):
    """Every difference with its key, in the order it is shown."""
    found = [] if diff.same or (diff.change is Change.INSIDE and not diff.moved) else [diff]
    return found + [each for child in diff.children for each in changed(child)]


@given(VALUES, VALUES)
def test_the_difference_applied_to_the_old_value_gives_the_new_one(old, new):
    made = applied(diff_json(old, new), old)

    assert same_json(made, new)
    if isinstance(new, dict):
        assert list(made) == list(new)


@given(VALUES)
def test_a_value_does_not_differ_from_itself(value):
    assert diff_json(value, json.loads(json.dumps(value))).same


@given(st.lists(st.text("abc", min_size=1, max_size=3), unique=True, max_size=7), st.randoms())
def test_shuffled_items_are_moved_and_none_comes_or_goes(items, random):
    shuffled = random.sample(items, len(items))

    diff = diff_json(items, shuffled)

    assert {child.change for child in diff.children} <= {Change.SAME}
    assert any(child.moved for child in diff.children) == (items != shuffled)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
        ({"a": 1, "b": 2}, {"a": 1}, [("removed", "b")]),
        ({"a": 1}, {"a": 1, "b": None}, [("added", "b")]),
        ({"a": 1}, {"a": True}, [("changed", "a")]),
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": {"b": "x"}}, {"a": {"b": "y"}}, [("changed", "b")]),
        ([1, 2, 3], [1, 5, 3], [("changed", 1)]),
        ([1, 2, 3], [1, 3], [("removed", 1)]),
        ({"a": [1]}, {"a": {"0": 1}}, [("changed", "a")]),
    ],
)
def test_what_differs_is_told_once(old, new, told):
    found = changed(diff_json(old, new))

    keys = [
        (each.change.value, each.old_key if each.new_key is None else each.new_key)
        for each in found
    ]
    assert keys == told


def test_an_item_that_moved_and_changed_is_one_item():
    apple = {"name": "apple", "price": 3, "words": "red and round and sweet"}
    pear = {"name": "pear", "price": 4, "words": "green, long, a little grainy"}
    plum = {"name": "plum", "price": 5, "words": "blue with a stone"}

    diff = diff_json([apple, pear, plum], [plum, apple, {**pear, "price": 7}])

    first, second, third = diff.children
    assert (first.moved, first.old_key, first.change) == (True, 2, Change.SAME)
    assert second.same
    assert [(c.change, c.new_key) for c in third.children if not c.same] == [
        (Change.CHANGED, "price")
    ]
    assert diff.counts() == {Change.ADDED: 0, Change.REMOVED: 0, Change.CHANGED: 1}


def test_what_is_nested_without_end_differs_as_a_whole():
    def nested(leaf):
        for _level in range(150):
            leaf = [leaf]
        return leaf

    old, new = nested(1), nested(2)

    assert same_json(applied(diff_json(old, new), old), new)
