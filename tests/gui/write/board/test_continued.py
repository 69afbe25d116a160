from __future__ import annotations

from workbench.domain.prompts import Message, Role
from workbench.gui.write.board.continued import ContinuedNote

ASKED = Message(Role.USER, "Which queue?")


def test_an_output_says_what_it_goes_on_from(qtbot, theme):
    note = ContinuedNote(theme)
    qtbot.addWidget(note)
    note.show_messages((ASKED, Message(Role.ASSISTANT, "The queue\nis <b>\u202e")))

    assert note.isVisibleTo(None)
    assert note.text().startswith("Continues “The queue is <b>")
    assert "\u202e" not in note.text()


def test_an_output_that_begins_by_itself_says_nothing(qtbot, theme):
    note = ContinuedNote(theme)
    qtbot.addWidget(note)

    note.show_messages((ASKED,))

    assert not note.isVisibleTo(None)
