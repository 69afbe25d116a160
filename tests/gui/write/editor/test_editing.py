"""Editing messages as a person does: typing, undoing, adding, moving."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox

from tests.builders import a_prompt
from workbench.domain.prompts import PromptKind, Role

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def to_the_end(edit):
    edit.setFocus()
    edit.moveCursor(QTextCursor.MoveOperation.End)


def test_nothing_open_offers_to_make_a_prompt(editor):
    assert editor.panel.empty.isVisible()
    assert not editor.panel.footer.isVisible()


def test_what_is_typed_is_the_draft(editor, qtbot):
    editor.open("Hello")
    to_the_end(editor.message(0))

    qtbot.keyClicks(editor.message(0), " you")

    assert editor.texts == ["Hello you"]


def test_opening_a_prompt_changes_nothing_in_it(editor):
    hostile = "a\u2028b\u2029c\u00a0d\ufdd0e\r\nf"
    changes = []
    editor.session.draft_changed.connect(changes.append)

    editor.open(hostile)

    assert editor.texts == [hostile]
    assert changes == []


def test_typing_keeps_what_stands_around_it_to_the_character(editor, qtbot):
    editor.open("a\u2028b\u2029c\u00a0d\ufdd0e")
    to_the_end(editor.message(0))

    qtbot.keyClicks(editor.message(0), "!")

    assert editor.texts == ["a\u2028b\u2029c\u00a0d\ufdd0e!"]


def test_undo_takes_back_a_burst_of_typing_at_once(editor, qtbot):
    editor.open("Hello")
    edit = editor.message(0)
    to_the_end(edit)
    qtbot.keyClicks(edit, " you")

    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)

    assert editor.texts == ["Hello"]
    assert edit.exact_text() == "Hello"


def test_typing_and_deleting_are_steps_of_their_own(editor, qtbot):
    editor.open("Hello")
    edit = editor.message(0)
    to_the_end(edit)
    qtbot.keyClicks(edit, "!!")
    editor.session.collect()
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)

    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)

    assert editor.texts == ["Hello!!"]


def test_undo_goes_from_text_across_structure_and_back(editor, qtbot):
    editor.open("Hello")
    to_the_end(editor.message(0))
    qtbot.keyClicks(editor.message(0), "!")
    editor.actions.run("message.add")
    qtbot.keyClicks(editor.message(1), "Answer")

    for _ in range(3):
        editor.actions.run("draft.undo")
    assert editor.texts == ["Hello"]
    for _ in range(3):
        editor.actions.run("draft.redo")

    assert editor.texts == ["Hello!", "Answer"]


def test_undo_puts_the_cursor_where_the_change_was(editor, qtbot):
    editor.open("one two")
    edit = editor.message(0)
    edit.setFocus()
    cursor = edit.textCursor()
    cursor.setPosition(3)
    edit.setTextCursor(cursor)
    qtbot.keyClicks(edit, "!")
    to_the_end(edit)

    qtbot.keyClick(edit, Qt.Key.Key_Z, CONTROL)

    assert edit.textCursor().position() == 3


def test_a_new_message_follows_the_one_with_the_cursor(editor, qtbot):
    editor.open("first", "second")
    editor.message(0).setFocus()

    editor.actions.run("message.add")

    assert editor.texts == ["first", "", "second"]
    assert editor.session.content.messages[1].role is Role.ASSISTANT
    assert editor.message(1).hasFocus()


def test_messages_move_by_keyboard_and_keep_the_cursor(editor):
    editor.open("first", "second")
    editor.message(1).setFocus()

    editor.actions.run("message.move_up")

    assert editor.texts == ["second", "first"]
    assert editor.message(0).hasFocus()


def test_the_first_message_cannot_move_up_and_says_why(editor):
    editor.open("first", "second")
    editor.message(0).setFocus()

    assert not editor.actions["message.move_up"].isEnabled()
    assert "first message" in editor.actions["message.move_up"].toolTip()


def test_a_message_is_dragged_below_another(editor, qtbot):
    editor.open("first", "second")
    grip = editor.panel.cards.cards[0].header.grip
    below = editor.panel.cards.cards[1].mapToGlobal(QPoint(20, 70))

    qtbot.mousePress(grip, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(grip, grip.mapFromGlobal(below))
    qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=grip.mapFromGlobal(below))

    assert editor.texts == ["second", "first"]


def test_removing_and_duplicating_can_be_undone(editor):
    editor.open("first", "second")
    editor.message(0).setFocus()

    editor.actions.run("message.duplicate")
    assert editor.texts == ["first", "first", "second"]
    editor.actions.run("message.remove")
    editor.actions.run("message.remove")
    assert editor.texts == ["second"] or editor.texts == ["first"]
    for _ in range(3):
        editor.actions.run("draft.undo")

    assert editor.texts == ["first", "second"]


def test_the_role_is_chosen_on_the_card(editor, qtbot):
    editor.open("Be brief")
    box = editor.panel.findChild(QComboBox, "editor.role.0")
    box.setFocus()

    qtbot.keyClick(box, Qt.Key.Key_Home)
    box.activated.emit(box.currentIndex())

    assert editor.session.content.messages[0].role is Role.SYSTEM


def test_a_folded_message_shows_how_it_begins(editor, qtbot):
    editor.open("Hello there\nand more")
    card = editor.panel.cards.cards[0]
    qtbot.waitUntil(lambda: card.header.fold.height() > 0)

    qtbot.mouseClick(card.header.fold, Qt.MouseButton.LeftButton)

    assert not card.edit.isVisible()
    assert card.header.note.text() == "Hello there"


def test_a_component_is_one_card_without_a_role(editor):
    editor.open("Be kind.", prompt=a_prompt("tone/kind", kind=PromptKind.COMPONENT))

    assert not editor.panel.cards.cards[0].header.role.isVisible()
    assert "component" in editor.panel.header.state.text()


def test_tab_indents_and_shift_tab_takes_it_back(editor, qtbot):
    editor.open("one\ntwo")
    edit = editor.message(0)
    edit.setFocus()
    edit.selectAll()

    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert editor.texts == ["  one\n  two"]
    qtbot.keyClick(edit, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)

    assert editor.texts == ["one\ntwo"]


def test_a_card_grows_with_its_text_up_to_a_height(editor, qtbot):
    editor.open("short")
    low = editor.message(0).height()

    editor.open("\n".join("line" for _ in range(10)))
    tall = editor.message(0).height()
    editor.open("\n".join("line" for _ in range(1000)))
    tallest = editor.message(0).height()

    assert low < tall < tallest < 40 * editor.message(0).fontMetrics().lineSpacing()


def test_a_prompt_that_may_only_be_read_cannot_be_typed_into(editor, qtbot):
    editor.panel.cards.set_read_only(True)
    editor.open("Hello")
    to_the_end(editor.message(0))

    qtbot.keyClicks(editor.message(0), "!")
    qtbot.keyClick(editor.message(0), Qt.Key.Key_Tab)

    assert editor.texts == ["Hello"]


def shows_all(edit):
    last = edit.blockBoundingGeometry(edit.document().lastBlock())
    end = last.translated(edit.contentOffset()).bottom()
    return edit.verticalScrollBar().maximum() == 0 and 0 <= edit.viewport().height() - end <= 2


def test_a_message_shows_all_its_lines_at_every_size_of_text(editor, qtbot, theme):
    editor.open("\n".join(["a **line** of {{ it }}"] * 25))

    for scale in (1.2, 1.0, 1.5):
        theme.set_text_scale(scale)
        qtbot.waitUntil(lambda: shows_all(editor.message(0)))


def test_a_message_shows_all_its_lines_after_the_window_was_narrow(editor, qtbot):
    editor.open("so many words that they wrap " * 12)

    for width in (420, 900, 500):
        editor.panel.resize(width, 600)
        qtbot.waitUntil(lambda: shows_all(editor.message(0)))


def test_a_message_that_does_not_wrap_leaves_room_for_its_scroll_bar(editor, qtbot):
    editor.open("one line that is long " * 20 + "\nanother\nand another")
    edit = editor.message(0)

    editor.panel.cards.set_wrap(False)

    qtbot.waitUntil(lambda: edit.horizontalScrollBar().isVisible())
    qtbot.waitUntil(lambda: edit.verticalScrollBar().maximum() == 0)
