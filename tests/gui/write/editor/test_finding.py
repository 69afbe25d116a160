"""Find and replace across messages."""

from __future__ import annotations

from workbench.diffing.patterns import Query
from workbench.gui.write.editor.finding import Found, find_all, replace_all


def test_places_are_found_in_reading_order_whatever_the_capitals():
    assert find_all(["Tone and tone", "no", "TONE"], Query("tone")) == (
        Found(0, 0, 4),
        Found(0, 9, 13),
        Found(2, 0, 4),
    )


def test_capitals_matter_when_they_are_asked_for():
    assert find_all(["Tone and tone"], Query("Tone", case=True)) == (Found(0, 0, 4),)


def test_nothing_is_found_nowhere():
    assert find_all(["text"], Query("")) == ()


def test_places_are_replaced_from_first_to_last():
    text = "a b a"

    assert replace_all(text, find_all([text], Query("a"), "long")) == "long b long"


def test_a_text_whose_lower_case_is_longer_is_searched_as_it_is():
    assert find_all(["İ tone"], Query("tone")) == (Found(0, 2, 6),)


def test_whole_words_and_patterns_are_found_and_replaced(editor, qtbot):
    editor.open("tone tones", "a1 b2")
    editor.message(0).setFocus()
    editor.actions.run("edit.find")
    bar = editor.panel.find_bar
    bar.wanted.setText("tone")
    bar.options.words.click()
    assert bar.count.text() == "1 of 1"

    bar.options.words.click()
    bar.options.pattern.click()
    bar.wanted.setText(r"([a-z])(\d)")
    bar.new.setText(r"\2\1")
    bar.replace_all.click()

    assert editor.texts == ["tone tones", "1a 2b"]


def test_a_pattern_that_is_none_is_told_in_the_bar(editor):
    editor.open("tone")
    editor.message(0).setFocus()
    editor.actions.run("edit.find")
    bar = editor.panel.find_bar

    bar.options.pattern.click()
    bar.wanted.setText("(")

    assert bar.count.text() == "no pattern"
    assert not bar.replace_all.isEnabled()
