"""Where and when what only holds on to itself dies."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from workbench.gui.kit.background import Background
from workbench.gui.kit.collector import SOON_MS, Collector, Rounds

LONG_S = 10.0


@pytest.fixture
def thresholds():
    """May be set, and Python itself collects nothing meanwhile."""
    before, enabled = gc.get_threshold(), gc.isenabled()
    gc.disable()
    yield
    gc.set_threshold(*before)
    gc.enable() if enabled else gc.disable()


@pytest.fixture
def background(qapp):
    made = Background()
    yield made
    made.close()
    made.deleteLater()


class Told(QObject):
    was = Signal(bool)


def in_a_circle() -> QObject:
    """Only the collector finds it once nobody else holds it."""
    held = QObject()
    held.itself = held
    return held


def many() -> list[list[object]]:
    """Enough for Python to look for circles, were it to."""
    return [[] for _ in range(50_000)]


def test_what_holds_on_to_itself_dies_on_the_windows_thread(qtbot, background, thresholds):
    gc.enable()
    parent, died = QObject(), []
    Collector(parent).start()
    weakref.finalize(in_a_circle(), lambda: died.append(threading.current_thread()))

    background.run(parent, many)
    qtbot.waitUntil(lambda: bool(died))

    assert died == [threading.main_thread()]
    parent.deleteLater()


def test_what_work_in_the_background_makes_is_looked_through_before_it_ends(
    qtbot, background, thresholds
):
    parent, died, told = QObject(), threading.Event(), Told()
    Collector(parent, busy=lambda: not background.idle).start()

    def work() -> bool:
        # The window is at rest by then: it looked, and had no reason to look again
        died.wait(8 * SOON_MS / 1000)
        weakref.finalize(in_a_circle(), died.set)
        kept = many()
        return died.wait(LONG_S) and bool(kept)

    # Nothing else happens in the window meanwhile
    with qtbot.waitSignal(told.was) as answer:
        background.run(parent, work, told.was.emit)

    assert answer.args == [True]
    parent.deleteLater()


def test_once_its_window_is_gone_nothing_is_collected(qtbot, thresholds):
    parent, died = QObject(), []
    Collector(parent).start()
    parent.deleteLater()
    qtbot.waitUntil(lambda: not isValid(parent))
    weakref.finalize(in_a_circle(), died.append, 1)

    kept = many()
    qtbot.wait(0)

    assert kept
    assert not died


def test_nothing_is_due_before_enough_was_made(thresholds):
    gc.collect()

    assert Rounds().due() is None


def test_the_youngest_are_due_first_and_the_oldest_once_there_are_many_more(thresholds):
    gc.collect()
    gc.set_threshold(100, 2, 2)
    rounds, kept, seen = Rounds(), [], []
    for _ in range(200):
        kept.append([[] for _ in range(200)])
        seen.append(rounds.due())
        rounds.collect()

    assert seen[:2] == [0, 0]
    assert seen.count(0) > seen.count(1) > seen.count(2) > 0
    # While what is kept doubles: each time a quarter more of it
    assert seen[100:].count(2) <= 4


def test_nothing_is_due_while_the_first_threshold_is_none(thresholds):
    gc.set_threshold(0)
    kept = many()

    assert kept
    assert Rounds().due() is None


def test_what_a_job_held_is_let_go_of_on_the_windows_thread(qtbot, background):
    owner, died = QObject(), []

    def ask():
        held = QTimer()
        weakref.finalize(held, lambda: died.append(threading.current_thread()))
        background.run(owner, lambda: held.objectName(), lambda _name: held.objectName())

    for _ in range(200):
        ask()
    qtbot.waitUntil(lambda: len(died) == 200)

    assert set(died) == {threading.main_thread()}
