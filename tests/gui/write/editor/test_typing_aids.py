"""Tags that close themselves, brackets around a selection, comments, indentation."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

CONTROL = Qt.KeyboardModifier.ControlModifier


def select(edit, start, end):
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("{{", "{{}}"),
        ("{{ ", "{{  }}"),
        ("{{ name }}", "{{ name }}"),
        ("{{name}}", "{{name}}"),
        ("{{ name }}!", "{{ name }}!"),
        ("{%", "{%%}"),
        ("{% if a %}b{% endif %}", "{% if a %}b{% endif %}"),
        ("{# note #}", "{# note #}"),
        ("a { b } c", "a { b } c"),
        ("{ { }", "{ { }"),
        ("100% (sure)", "100% (sure)"),
        ("{{ {'a': 1} }}", "{{ {'a': 1} }}"),
    ],
)
def test_the_keys_of_a_tag_leave_the_same_text_as_ever(editor, qtbot, keys, text):
    editor.open("")
    editor.message(0).setFocus()

    for key in keys:
        qtbot.keyClicks(editor.message(0), key)
        editor.message(0).completion.close()

    assert editor.texts == [text]


def test_backspace_takes_an_empty_tag_away(editor, qtbot):
    editor.open("")
    edit = editor.message(0)
    edit.setFocus()
    qtbot.keyClicks(edit, "{{")

    qtbot.keyClick(edit, Qt.Key.Key_Backspace)

    assert editor.texts == ["{"]


def test_nothing_is_closed_before_a_word(editor, qtbot):
    editor.open("name")
    select(editor.message(0), 0, 0)

    qtbot.keyClicks(editor.message(0), "{{")

    assert editor.texts == ["{{name"]


def test_brackets_go_around_what_is_selected(editor, qtbot):
    editor.open("Hello name")
    edit = editor.message(0)
    select(edit, 6, 10)

    qtbot.keyClicks(edit, "{{")

    assert editor.texts == ["Hello {{name}}"]
    assert edit.textCursor().selectedText() == "name"


def test_tab_moves_all_selected_lines_and_shift_tab_moves_them_back(editor, qtbot):
    editor.open("a\nb\nc")
    edit = editor.message(0)
    select(edit, 0, 4)

    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    moved = editor.texts
    qtbot.keyClick(edit, Qt.Key.Key_Backtab)

    assert moved == ["  a\n  b\nc"]
    assert editor.texts == ["a\nb\nc"]


def test_a_comment_comes_and_goes(editor):
    editor.open("one\n  two")
    edit = editor.message(0)
    select(edit, 6, 6)

    edit.typing_aids.toggle_comment()
    commented = editor.texts
    edit.typing_aids.toggle_comment()

    assert commented == ["one\n  {# two #}"]
    assert editor.texts == ["one\n  two"]


def test_what_holds_a_comment_is_not_commented_twice(editor):
    editor.open("a {# b #} c")
    select(editor.message(0), 0, 11)

    editor.message(0).typing_aids.toggle_comment()

    assert editor.texts == ["a {# b #} c"]
