"""Typing in several places of a message at once."""

from __future__ import annotations

from PySide6.QtCore import Qt

CONTROL = Qt.KeyboardModifier.ControlModifier


def cursor_at(edit, position):
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.setPosition(position)
    edit.setTextCursor(cursor)


def test_all_occurrences_are_typed_over_in_one_step(editor, qtbot):
    editor.open("tone and tone, Tone and 𝄞 tone")
    edit = editor.message(0)
    cursor_at(edit, 1)
    edit.occurrences.select_all()

    qtbot.keyClicks(edit, "voice")
    changed = editor.texts
    editor.session.undo_stack.undo()

    assert changed == ["voice and voice, Tone and 𝄞 voice"]
    assert editor.texts == ["tone and tone, Tone and 𝄞 tone"]


def test_the_next_occurrence_is_added_each_time(editor, qtbot):
    editor.open("a b a b a")
    edit = editor.message(0)
    cursor_at(edit, 0)

    for _ in range(3):
        edit.occurrences.add_next()
    count = edit.occurrences.count
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    qtbot.keyClicks(edit, "y")

    assert count == 3
    assert editor.texts == ["y b y b y"]


def test_carets_move_together_and_select_together(editor, qtbot):
    editor.open("one\ntwo one")
    edit = editor.message(0)
    cursor_at(edit, 1)
    edit.occurrences.select_all()

    qtbot.keyClick(edit, Qt.Key.Key_Left)
    qtbot.keyClicks(edit, "<")
    qtbot.keyClick(edit, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(edit, Qt.Key.Key_Delete)

    assert editor.texts == ["<ne\ntwo <ne"]


def test_escape_leaves_one_cursor(editor, qtbot):
    editor.open("a a")
    edit = editor.message(0)
    cursor_at(edit, 0)
    edit.occurrences.select_all()

    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    qtbot.keyClicks(edit, "b")

    assert not edit.occurrences.active
    assert editor.texts == ["b a"] or editor.texts == ["a b"]


def test_a_click_leaves_one_cursor(editor, qtbot):
    editor.open("a a")
    edit = editor.message(0)
    cursor_at(edit, 0)
    edit.occurrences.select_all()

    qtbot.mouseClick(edit.viewport(), Qt.MouseButton.LeftButton)

    assert not edit.occurrences.active


def test_undo_takes_back_what_was_typed_in_all_places(editor, qtbot):
    editor.open("a a")
    edit = editor.message(0)
    cursor_at(edit, 0)
    edit.occurrences.select_all()
    qtbot.keyClicks(edit, "bc")

    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)

    assert editor.texts == ["a a"]
