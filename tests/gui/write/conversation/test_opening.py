"""While a conversation is being read, its reply box has the keyboard already."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt

from tests.gui.write.conversation.test_conversation import CTRL, Talk
from workbench.domain.errors import NotFound


class Reading:
    """Of conversations: goes on, or fails, when it is told to."""

    def __init__(self, read):
        self._read, self._gate = read, threading.Event()
        self.failing = False

    def __call__(self, run_id):
        self._gate.wait()
        if self.failing:
            raise NotFound("The run is gone.")
        return self._read(run_id)

    def go_on(self, *, failing=False):
        self.failing = failing
        self._gate.set()


@pytest.fixture
def talk(qtbot, write):
    talk = Talk(qtbot, write)
    write.actions.run("run.start")
    qtbot.waitUntil(lambda: bool(write.engine.started))
    talk.answer("High.")
    yield talk
    talk.close()


@pytest.fixture
def reading(write, talk, monkeypatch):
    reading = Reading(write.services.runs.conversation)
    monkeypatch.setattr(write.services.runs, "conversation", reading)
    yield reading
    reading.go_on()


def sent(talk):
    count = len(talk.write.engine.started)
    talk.qtbot.keyClick(talk.edit, Qt.Key.Key_Return, CTRL)
    return len(talk.write.engine.started) > count


def test_what_is_typed_before_it_is_read_is_kept_and_sent_after(talk, reading, qtbot):
    talk.write.actions.run("conversation.open")

    qtbot.waitUntil(talk.edit.hasFocus)
    qtbot.keyClicks(talk.edit, "Why?")
    assert "being read" in talk.panel.reply.send.toolTip()
    reading.go_on()
    qtbot.waitUntil(lambda: talk.texts == ["High."])
    assert talk.edit.exact_text() == "Why?"
    assert talk.edit.hasFocus()
    assert sent(talk)
    assert talk.asked.turns[-1].text == "Why?"


def test_what_is_sent_before_it_is_read_goes_out_as_soon_as_it_is(talk, reading, qtbot):
    talk.write.actions.run("conversation.open")
    qtbot.waitUntil(talk.edit.hasFocus)
    qtbot.keyClicks(talk.edit, "Why?")

    assert not sent(talk)
    assert "sent as soon as" in talk.panel.reply.words.text()
    assert talk.edit.exact_text() == "Why?"
    reading.go_on()

    qtbot.waitUntil(lambda: len(talk.write.engine.started) == 2)
    assert talk.asked.turns[-1].text == "Why?"
    assert talk.edit.exact_text() == ""


def test_who_goes_on_typing_after_that_sends_it_again_when_done(talk, reading, qtbot):
    talk.write.actions.run("conversation.open")
    qtbot.waitUntil(talk.edit.hasFocus)
    qtbot.keyClicks(talk.edit, "Why")
    assert not sent(talk)
    qtbot.keyClicks(talk.edit, " not?")

    reading.go_on()
    qtbot.waitUntil(talk.panel.reply.send.isEnabled)

    assert talk.edit.exact_text() == "Why not?"
    assert sent(talk)
    assert talk.asked.turns[-1].text == "Why not?"


def test_what_was_sent_to_a_conversation_that_cannot_be_read_goes_to_no_other(
    talk, monkeypatch, qtbot
):
    talk.write.actions.run("conversation.open")
    qtbot.waitUntil(lambda: talk.texts == ["High."])
    reading = Reading(talk.write.services.runs.conversation)
    monkeypatch.setattr(talk.write.services.runs, "conversation", reading)
    talk.panel.chosen.emit("gone")
    qtbot.keyClicks(talk.edit, "For the other one")

    assert not sent(talk)
    reading.go_on(failing=True)

    qtbot.waitUntil(lambda: bool(talk.write.ask.errors))
    qtbot.waitUntil(talk.panel.reply.send.isEnabled)
    assert talk.edit.exact_text() == "For the other one"
    assert len(talk.write.engine.started) == 1


def test_asking_for_the_same_conversation_again_keeps_what_is_being_typed(talk, qtbot):
    talk.write.actions.run("conversation.open")
    qtbot.waitUntil(lambda: talk.texts == ["High."])
    qtbot.keyClicks(talk.edit, "Why")

    talk.write.actions.run("conversation.open")

    qtbot.waitUntil(talk.panel.reply.send.isEnabled)
    assert talk.edit.exact_text() == "Why"


def test_where_it_cannot_be_read_that_is_told_and_nothing_can_be_typed(talk, reading, qtbot):
    talk.write.actions.run("conversation.open")
    reading.go_on(failing=True)

    qtbot.waitUntil(lambda: bool(talk.write.ask.errors))
    assert not talk.panel.reply.isVisible()
    assert talk.panel.empty.text() == ""


def test_what_was_typed_comes_back_where_another_conversation_cannot_be_read(
    talk, monkeypatch, qtbot
):
    talk.write.actions.run("conversation.open")
    qtbot.waitUntil(lambda: talk.texts == ["High."])
    qtbot.keyClicks(talk.edit, "Why")
    reading = Reading(talk.write.services.runs.conversation)
    monkeypatch.setattr(talk.write.services.runs, "conversation", reading)

    talk.panel.chosen.emit("gone")
    assert talk.edit.exact_text() == ""
    reading.go_on(failing=True)

    qtbot.waitUntil(lambda: bool(talk.write.ask.errors))
    assert talk.edit.exact_text() == "Why"
    assert talk.panel.reply.send.isEnabled()
