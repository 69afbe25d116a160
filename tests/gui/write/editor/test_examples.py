"""Examples as a person works with them: added, folded, moved, copied and removed as pairs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from tests.builders import a_prompt
from workbench.domain.history import OpenPrompt
from workbench.domain.prompts import Draft, Message, PromptContent, Role

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
ROLES = {"s": Role.SYSTEM, "u": Role.USER, "a": Role.ASSISTANT}


@pytest.fixture
def talk(editor):
    """Open messages of these roles, each with a word of its own."""

    def open_talk(letters):
        messages = tuple(Message(ROLES[c], f"{c}{i}") for i, c in enumerate(letters))
        prompt = a_prompt("greetings/hello")
        editor.session.show_prompt(OpenPrompt(prompt, Draft(prompt.id, PromptContent(messages))))
        return editor

    return open_talk


def rows(editor):
    return [row for row in editor.panel.cards.examples if row.isVisible()]


def put_cursor(edit, position):
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.setPosition(position)
    edit.setTextCursor(cursor)


def test_examples_are_numbered_above_the_last_question(talk):
    editor = talk("suauau")

    assert [row.title.text() for row in rows(editor)] == ["Example 1", "Example 2"]


def test_the_button_below_the_messages_adds_an_example_above_the_question(talk, qtbot):
    editor = talk("su")
    button = editor.panel.findChild(object, "editor.example.add")

    qtbot.mouseClick(button, LEFT)

    assert editor.texts == ["s0", "", "", "u1"]
    assert [row.title.text() for row in rows(editor)] == ["Example 1"]
    assert editor.message(1).hasFocus()
    editor.actions.run("draft.undo")
    assert editor.texts == ["s0", "u1"]
    assert rows(editor) == []


def test_a_folded_example_shows_how_both_begin_and_unfolds_for_the_cursor(talk, qtbot):
    editor = talk("suau")
    [row] = rows(editor)
    qtbot.waitUntil(lambda: row.fold.height() > 0)

    qtbot.mouseClick(row.fold, LEFT)
    assert row.note.text() == "u1 → a2"
    assert not editor.message(1).isVisible()
    editor.panel.cards.go_to(2)

    assert editor.message(1).isVisible()
    assert editor.message(2).hasFocus()


def test_alt_down_moves_an_example_whole_with_cursor_and_fold(talk, qtbot):
    editor = talk("suauau")
    edit = editor.message(2)
    put_cursor(edit, 1)

    editor.actions.run("message.move_down")

    assert editor.texts == ["s0", "u3", "a4", "u1", "a2", "u5"]
    assert editor.message(4) is edit
    assert edit.hasFocus()
    assert edit.textCursor().position() == 1
    assert [row.title.text() for row in rows(editor)] == ["Example 1", "Example 2"]


def test_the_last_question_cannot_be_moved_above_examples_and_says_why(talk):
    editor = talk("suau")
    editor.message(3).setFocus()

    assert not editor.actions["message.move_up"].isEnabled()
    assert "Examples stand whole" in editor.actions["message.move_up"].toolTip()


def test_an_example_is_dragged_by_its_line(talk, qtbot):
    editor = talk("suauau")
    first, _second = rows(editor)
    grip = first.grip
    cards = editor.panel.cards.cards
    qtbot.waitUntil(lambda: cards[5].geometry().top() > cards[4].geometry().top())
    below = cards[4].mapToGlobal(QPoint(20, cards[4].height() - 2))

    qtbot.mousePress(grip, LEFT)
    qtbot.mouseMove(grip, grip.mapFromGlobal(below))
    qtbot.mouseRelease(grip, LEFT, pos=grip.mapFromGlobal(below))

    assert editor.texts == ["s0", "u3", "a4", "u1", "a2", "u5"]


def test_a_message_let_go_inside_an_example_goes_beside_it(talk, qtbot):
    editor = talk("suau")
    cards = editor.panel.cards.cards
    grip = cards[0].header.grip
    qtbot.waitUntil(lambda: cards[2].geometry().top() > cards[1].geometry().top())
    inside = cards[2].mapToGlobal(QPoint(20, cards[2].height() - 2))

    qtbot.mousePress(grip, LEFT)
    qtbot.mouseRelease(grip, LEFT, pos=grip.mapFromGlobal(inside))

    assert editor.texts == ["u1", "a2", "s0", "u3"]


def test_an_example_is_copied_and_removed_whole(talk):
    editor = talk("suau")
    put_cursor(editor.message(2), 1)

    editor.actions.run("message.duplicate")
    assert editor.texts == ["s0", "u1", "a2", "u1", "a2", "u3"]
    assert editor.message(4).hasFocus()
    editor.actions.run("message.remove")
    editor.message(1).setFocus()
    editor.actions.run("message.remove")

    assert editor.texts == ["s0", "u3"]
    for _ in range(3):
        editor.actions.run("draft.undo")
    assert editor.texts == ["s0", "u1", "a2", "u3"]


def test_another_role_takes_an_example_apart_and_shows_both(talk):
    editor = talk("suau")
    [row] = rows(editor)
    row.fold.setChecked(True)

    editor.panel.cards.role_chosen.emit(1, Role.SYSTEM)

    assert rows(editor) == []
    assert all(card.isVisible() for card in editor.panel.cards.cards)


def test_all_messages_fold_and_unfold_at_once(talk):
    editor = talk("suau")

    editor.actions.run("message.fold_all")
    assert not any(editor.message(index).isVisible() for index in range(4))
    editor.actions.run("message.unfold_all")

    assert all(editor.message(index).isVisible() for index in range(4))


def test_an_answer_in_last_place_is_said_to_be_continued(talk):
    editor = talk("sua")
    notes = [card.header.note.text() for card in editor.panel.cards.cards]

    assert notes == ["", "", "prefill: the answer continues this"]


def test_a_message_moved_keeps_its_cursor_and_its_fold(talk):
    editor = talk("ssu")
    edit = editor.message(1)
    put_cursor(edit, 2)
    editor.panel.cards.cards[0].header.fold.setChecked(True)

    editor.actions.run("message.move_up")

    assert editor.message(0) is edit
    assert edit.textCursor().position() == 2
    assert editor.panel.cards.cards[1].header.fold.isChecked()


def test_tab_goes_through_the_cards_as_they_stand(talk, qtbot):
    editor = talk("ssu")
    editor.message(1).setFocus()
    editor.actions.run("message.move_up")
    first, second = editor.panel.cards.cards[:2]
    second.header.fold.setFocus()

    QTest.keyClick(second.header.fold, Qt.Key.Key_Backtab)

    assert first.edit.hasFocus()


def test_removing_leaves_the_cursor_in_a_message(talk):
    editor = talk("suu")
    editor.message(2).setFocus()

    editor.actions.run("message.remove")

    assert editor.message(1).hasFocus()
    assert editor.panel.cards.current == 1


def test_a_line_is_there_for_every_example_and_named(talk):
    editor = talk("uauau")
    folds = [editor.panel.findChild(QToolButton, f"editor.example.{i}") for i in range(2)]

    assert [fold.accessibleName() for fold in folds] == ["Fold example 1", "Fold example 2"]


def test_typing_in_an_example_keeps_the_cursor_where_it_is(talk, qtbot):
    editor = talk("suau")
    edit = editor.message(1)
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)

    qtbot.keyClicks(edit, " more")

    assert editor.texts[1] == "u1 more"
    assert edit.hasFocus()
