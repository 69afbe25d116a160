"""A theme, icons and actions for every panel; nothing may be left behind by a test."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme

PATIENCE_MS = 60_000
"""What is waited for comes soon, but on a busy machine not within pytest-qt's five seconds."""
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    _wait.__kwdefaults__["timeout"] = PATIENCE_MS

LONGEST_FAREWELL_S = 2.0


@pytest.fixture(scope="session", autouse=True)
def _nothing_on_the_clipboard():
    """At the end: without a screen Qt lets go of it after Python is gone, and needs Python then."""
    yield
    if QApplication.instance() is not None:
        QApplication.clipboard().clear()


@pytest.fixture(scope="session")
def _one_theme(qapp):
    return Theme(qapp, "light")


@pytest.fixture
def theme(_one_theme):
    yield _one_theme
    _one_theme.choose("light")
    _one_theme.set_text_scale(1.0)


@pytest.fixture
def icons(theme):
    return Icons(theme)


@pytest.fixture
def actions(qapp):
    made = Actions()
    yield made
    made.deleteLater()


@pytest.fixture(autouse=True)
def _nothing_left_behind(request):
    """Fails a test that leaves a window, a running timer or a thread."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    windows, threads = set(_windows()), set(threading.enumerate())
    yield
    left = [*_left_windows(windows), *_left_timers(), *_left_threads(threads)]
    assert not left, f"left behind: {', '.join(left)}"


def _windows():
    return [widget for widget in QApplication.topLevelWidgets() if isValid(widget)]


def _delete_what_is_due():
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _left_windows(before):
    _delete_what_is_due()
    if not set(_windows()) <= before:
        gc.collect()
        _delete_what_is_due()
    return [f"window {w!r}" for w in _windows() if w not in before]


def _left_timers():
    timers = QApplication.instance().findChildren(QTimer)
    return [f"timer of {timer.parent()!r}" for timer in timers if timer.isActive()]


def _left_threads(before):
    QThreadPool.globalInstance().waitForDone(round(LONGEST_FAREWELL_S * 1000))
    left = []
    for thread in set(threading.enumerate()) - before:
        thread.join(LONGEST_FAREWELL_S)
        if thread.is_alive():
            left.append(f"thread {thread.name}")
    return left
