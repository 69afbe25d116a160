from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.gui.kit.fuzzy import fuzzy_match

NAMES = ("Run: Run on all ticked models", "Run: Stop all", "View: Normal text size", "File: Import")


def best(query):
    matches = [(fuzzy_match(query, name), name) for name in NAMES]
    return max((match.score, name) for match, name in matches if match)[1]


def test_the_first_letters_of_words_find_a_name():
    assert best("rs") == "Run: Stop all"
    assert best("ts") == "View: Normal text size"


def test_a_word_finds_its_name():
    assert best("import") == "File: Import"


def test_letters_in_another_order_find_nothing():
    assert fuzzy_match("pots", "Stop") is None


def test_nothing_typed_matches_everything_alike():
    assert {fuzzy_match(" ", name).score for name in NAMES} == {0}


@given(st.text(), st.text())
def test_the_places_are_the_letters_that_were_typed(query, text):
    match = fuzzy_match(query, text)

    if match and match.places:
        found = "".join(text[place] for place in match.places)
        assert found.casefold() == "".join(query.split()).casefold()
        assert list(match.places) == sorted(set(match.places))


@given(st.text(min_size=1, max_size=20), st.data())
def test_letters_left_out_do_not_hide_a_name(text, data):
    kept = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    query = "".join(letter for letter, keep in zip(text, kept, strict=True) if keep)

    assert fuzzy_match(query, text) is not None
