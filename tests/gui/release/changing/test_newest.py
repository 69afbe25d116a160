"""Of what is asked for while something is under way, only the newest is done and answered."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject

from workbench.domain.errors import InvalidInput
from workbench.gui.kit.background import Background
from workbench.gui.release.changing.newest import Newest


@pytest.fixture
def background(qapp):
    owner = QObject()
    made = Background(owner)
    yield made
    made.close()


def test_what_was_overtaken_is_neither_done_nor_answered(qtbot, background):
    answered, done, gate, owner = [], [], threading.Event(), QObject()
    newest = Newest(background, answered.append, answered.append, owner)

    def first():
        gate.wait(60)
        return "first"

    def work(name):
        done.append(name)
        return name

    newest.ask(first)
    newest.ask(lambda: work("second"))
    newest.ask(lambda: work("third"))
    gate.set()

    qtbot.waitUntil(lambda: answered == ["third"])
    assert done == ["third"]


def test_a_failure_that_was_overtaken_is_not_told(qtbot, background):
    answered, gate, owner = [], threading.Event(), QObject()
    newest = Newest(background, answered.append, answered.append, owner)

    def first():
        gate.wait(60)
        raise InvalidInput("No")

    newest.ask(first)
    newest.ask(lambda: "second")
    gate.set()

    qtbot.waitUntil(lambda: answered == ["second"])


def test_a_failure_is_told_and_the_next_is_asked(qtbot, background):
    answered, owner = [], QObject()
    newest = Newest(background, answered.append, answered.append, owner)

    def refuse():
        raise InvalidInput("No")

    newest.ask(refuse)
    qtbot.waitUntil(lambda: len(answered) == 1)
    newest.ask(lambda: "yes")

    qtbot.waitUntil(lambda: answered[1:] == ["yes"])
    assert answered[0].message == "No"
