"""Find and replace across messages."""

from __future__ import annotations

from workbench.gui.write.editor.finding import Found, find_all, replace_all


def test_places_are_found_in_reading_order_whatever_the_capitals():
    assert find_all(["Tone and tone", "no", "TONE"], "tone") == (
        Found(0, 0, 4),
        Found(0, 9, 13),
        Found(2, 0, 4),
    )


def test_capitals_matter_when_they_are_asked_for():
    assert find_all(["Tone and tone"], "Tone") == (Found(0, 0, 4),)


def test_nothing_is_found_nowhere():
    assert find_all(["text"], "") == ()


def test_places_are_replaced_from_first_to_last():
    text = "a b a"

    assert replace_all(text, find_all([text], "a"), "long") == "long b long"


def test_a_text_whose_lower_case_is_longer_is_searched_as_it_is():
    assert find_all(["İ tone"], "tone") == (Found(0, 2, 6),)
