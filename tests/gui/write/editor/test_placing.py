"""The place for a conversation: added in the window, a card like the others but for its text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.gui.write.open_write import open_prompt
from workbench.domain.prompts import Input, InputType, Role

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
CONVERSATION = Input("conversation", InputType.MESSAGES)


@pytest.fixture
def write(qtbot, write):
    open_prompt(qtbot, write, "support/triage")
    write.message(0).setFocus()
    return write


def add(qtbot, write, name="conversation"):
    write.ask.texts.append(name)
    write.actions.run("message.add_placeholder")
    qtbot.waitUntil(lambda: roles(write) == ["user", "placeholder"] or bool(write.ask.errors))


def roles(write):
    return [message.role.value for message in write.session.content.messages]


def card(write, index=1):
    return write.place.editor.cards.cards[index]


def test_the_placeholder_and_its_input_are_one_step(write, qtbot):
    add(qtbot, write)

    added = write.session.content
    assert (added.messages[1].name, added.inputs) == ("conversation", (CONVERSATION,))
    write.actions.run("draft.undo")
    assert roles(write) == ["user"]
    assert write.session.content.inputs == ()


def test_its_card_says_what_it_stands_for_and_cannot_be_typed_into(write, qtbot):
    add(qtbot, write)

    placeholder = card(write)
    qtbot.waitUntil(placeholder.stand_in.hasFocus)
    qtbot.keyClicks(placeholder.stand_in, "typed")
    assert placeholder.stand_in.text() == "the messages of conversation"
    assert not placeholder.edit.isVisible()
    assert not placeholder.header.attach.isVisible()
    assert write.session.content.messages[1].text == ""


def test_it_is_moved_folded_and_removed_like_others(write, qtbot):
    add(qtbot, write)
    qtbot.waitUntil(card(write).stand_in.hasFocus)

    write.actions.run("message.move_up")
    assert roles(write) == ["placeholder", "user"]
    qtbot.mouseClick(card(write, 0).header.fold, Qt.MouseButton.LeftButton)
    assert not card(write, 0).stand_in.isVisible()
    assert card(write, 0).header.note.text() == "the messages of conversation"
    write.actions.run("message.remove")
    assert roles(write) == ["user"]


def test_what_needs_a_text_says_why_it_cannot_be_done(write, qtbot):
    add(qtbot, write)
    qtbot.waitUntil(card(write).stand_in.hasFocus)

    assert not write.actions["edit.comment"].isEnabled()
    assert not write.actions["message.attach"].isEnabled()
    assert write.actions["message.remove"].isEnabled()


@pytest.mark.parametrize("name", ["ticket", "2nd", "for", ""])
def test_a_name_that_is_taken_or_no_name_is_refused(write, qtbot, name):
    add(qtbot, write, name)

    assert len(write.ask.errors) == 1
    assert roles(write) == ["user"]


def test_it_is_renamed_along_with_its_input(write, qtbot):
    add(qtbot, write)
    qtbot.waitUntil(card(write).stand_in.hasFocus)

    write.actions.run("variable.rename")
    dialog = write.place.findChild(object, "rename")
    qtbot.keyClicks(dialog.name, "history")
    qtbot.waitUntil(dialog.rename.isEnabled)
    qtbot.mouseClick(dialog.rename, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: write.session.content.messages[1].name == "history")
    assert write.session.content.inputs == (Input("history", InputType.MESSAGES),)
    assert card(write).stand_in.text() == "the messages of history"
    assert write.session.content.messages[1].role is Role.PLACEHOLDER
