"""What moved, and what differs in JSON, as it is read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.gui.kit.differences.json_texts import output_comparison
from workbench.gui.kit.differences.lines import NEW_ONLY, NOTES, OLD_ONLY, Kind
from workbench.gui.kit.differences.texts import text_comparison

WARM = "Always greet the customer by name and be warm about it."
RULES = "Never promise a refund that the policy does not allow."
SHORT = "Answer in two sentences at most, in the customer's language."


def column(comparison, side):
    """Kinds and words of one column."""
    lines = [getattr(pair, side) for pair in (comparison.inline or comparison.pairs)]
    return [(line.kind, line.text) for line in lines]


@pytest.mark.parametrize("side_by_side", [False, True])
def test_a_passage_that_moved_says_where_from_and_where_to(side_by_side):
    old, new = f"{WARM}\n{RULES}\n{SHORT}\n", f"{RULES}\n{SHORT}\n{WARM}\n"

    comparison = text_comparison(old, new, side_by_side=side_by_side)

    away = (Kind.MOVED_AWAY, f"{WARM}   ⤷ moved to line 3")
    here = (Kind.MOVED_HERE, f"{WARM}   ⤷ moved from line 1")
    assert away in column(comparison, "left")
    assert here in column(comparison, "right")
    assert side_by_side != (away in column(comparison, "right"))


def test_json_is_compared_by_keys_whatever_their_order():
    old = '{"name": "Ada", "tags": ["a", "b"], "age": 3}'
    new = '{"age":4,"name":"Ada Lovelace","mail":null}'

    comparison = output_comparison(old, new, side_by_side=False)

    assert [(kind.value, text) for kind, text in column(comparison, "right")] == [
        ("same", "{"),
        ("removed", '  "tags": ['),
        ("removed", '    "a",'),
        ("removed", '    "b"'),
        ("removed", "  ],"),
        ("changed", '  "age": 34,'),
        ("changed", '  "name": "Ada Lovelace",'),
        ("added", '  "mail": null'),
        ("same", "}"),
    ]
    assert comparison.words == "1 added, 1 removed, 2 changed"


def test_an_item_that_moved_is_not_told_as_new():
    old = '[{"fruit": "apple"}, {"fruit": "pear"}, {"fruit": "plum"}]'
    new = '[{"fruit": "plum"}, {"fruit": "apple"}, {"fruit": "pear"}]'

    comparison = output_comparison(old, new, side_by_side=False)

    kinds = {kind for kind, _text in column(comparison, "right")}
    assert kinds == {Kind.SAME, Kind.MOVED_HERE}
    assert comparison.words == "1 moved"


def test_what_only_looks_like_json_is_compared_as_text():
    comparison = output_comparison("{not json", "{no json", side_by_side=False)

    assert "".join(text for _kind, text in column(comparison, "right")) == "{notno json"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab\n", max_size=4),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab"), inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(st.text("abc", max_size=2), VALUES), st.lists(VALUES, max_size=4))
def test_without_our_words_the_new_side_is_the_new_value(members, items):
    for old, new in ((members, dict(reversed(members.items()))), (items, items[::-1])):
        comparison = output_comparison(json.dumps(old), json.dumps(new), side_by_side=True)

        shown = "\n".join(
            "".join(text for mark, text in pair.right.spans if mark not in NOTES | OLD_ONLY)
            for pair in comparison.pairs
            if pair.right.kind is not Kind.FILLER
        )
        assert not any(mark in NEW_ONLY for p in comparison.pairs for mark, _t in p.left.spans)
        assert _loosely(shown) == _loosely(json.dumps(new, indent=2))


def _loosely(text):
    return [line.strip().rstrip(",") for line in text.splitlines()]
