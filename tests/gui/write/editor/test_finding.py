"""Find and replace across messages."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

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
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 1")

    bar.options.words.click()
    bar.options.pattern.click()
    bar.wanted.setText(r"([a-z])(\d)")
    bar.new.setText(r"\2\1")
    bar.replace_all.click()

    assert editor.texts == ["tone tones", "1a 2b"]


def test_a_pattern_that_is_none_is_told_in_the_bar(editor, qtbot):
    editor.open("tone")
    editor.message(0).setFocus()
    editor.actions.run("edit.find")
    bar = editor.panel.find_bar

    bar.options.pattern.click()
    bar.wanted.setText("(")

    qtbot.waitUntil(lambda: bar.count.text() == "no pattern")
    assert not bar.replace_all.isEnabled()


def test_what_is_typed_is_searched_when_it_rests(editor, qtbot):
    editor.open("tone ")
    editor.actions.run("edit.find")
    bar = editor.panel.find_bar
    bar.wanted.setText("tone")

    editor.message(0).moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(editor.message(0), "tone")
    editor.session.collect()
    at_once = bar.count.text()

    assert at_once == "1 of 1"
    qtbot.waitUntil(lambda: bar.count.text() == "1 of 2")


def test_the_next_place_is_gone_to_in_what_was_typed_just_now(editor, qtbot):
    editor.open("a b")
    editor.actions.run("edit.find")
    bar = editor.panel.find_bar
    bar.wanted.setText("b")

    qtbot.keyClicks(editor.message(0), "xx ")
    editor.session.collect()
    bar.next.click()

    assert editor.message(0).textCursor().selectedText() == "b"


def test_a_search_that_takes_long_shows_only_what_is_wished_last(editor, qtbot):
    editor.open("a" * 40 + "b", "slow")
    editor.actions.run("edit.find")
    bar = editor.panel.find_bar
    bar.options.pattern.click()

    bar.wanted.setText("(a+)+c")
    bar.wanted.setText("sl.w")

    qtbot.waitUntil(lambda: bar.count.text() == "1 of 1")
    assert bar.count.toolTip() == ""
