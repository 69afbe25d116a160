"""Finding and replacing a text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.diffing.patterns import PatternProblem, Query, find


def found(text, *query, new="", **options):
    return [text[place.start : place.end] for place in find(text, Query(*query, **options), new)]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Tone tone TONE", Query("tone"), ["Tone", "tone", "TONE"]),
        ("Tone tone TONE", Query("tone", case=True), ["tone"]),
        ("tone atone tones tone", Query("tone", words=True), ["tone", "tone"]),
        ("a.c abc", Query("a.c"), ["a.c"]),
        ("a.c abc", Query("a.c", pattern=True), ["a.c", "abc"]),
        ("a.c abc", Query("a.c", words=True), ["a.c"]),
        ("İstanbul istanbul", Query("istanbul"), ["İstanbul", "istanbul"]),
        ("ÄÖ äö", Query("äö"), ["ÄÖ", "äö"]),
        ("one\ntwo", Query("^t", pattern=True), ["t"]),
        ("abc", Query("x*", pattern=True), []),
        ("abc", Query(""), []),
    ],
)
def test_what_is_wanted_is_found(text, query, expected):
    assert [text[place.start : place.end] for place in find(text, query)] == expected


def test_groups_of_a_pattern_stand_in_the_replacement():
    query = Query(r"(\w+)@(\w+)", pattern=True)

    assert [p.new for p in find("ada@home", query, r"\2 of \1")] == ["home of ada"]
    assert [p.new for p in find("a\\1", Query("a"), r"\1")] == [r"\1"]


@pytest.mark.parametrize("pattern", ["(", "[", "(?P<n>", "a{2,1}"])
def test_a_pattern_that_is_none_is_told(pattern):
    with pytest.raises(PatternProblem):
        find("text", Query(pattern, pattern=True))


def test_a_replacement_that_names_no_group_is_told():
    with pytest.raises(PatternProblem):
        find("text", Query("t", pattern=True), r"\9")


def test_a_pattern_that_would_never_end_is_stopped():
    with pytest.raises(PatternProblem, match="too long"):
        find("a" * 50 + "!", Query(r"(a|a)*(a|a)*(a|a)*$(?<=b)", pattern=True))


@given(st.text(alphabet="aAbB ß𝄞é", max_size=40), st.text(alphabet="aAbß𝄞", min_size=1, max_size=3))
def test_places_are_in_order_and_apart(text, wanted):
    places = find(text, Query(wanted))

    assert all(a.end <= b.start for a, b in pairwise(places))
    assert all(text[p.start : p.end].lower() == wanted.lower() for p in places)
