"""The keyboard is where the eyes are, also where no window manager gives it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QWidget

from workbench.gui.shell.activation import Activation


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    Activation(window)
    with qtbot.waitActive(window):
        window.show()
    return window


def test_a_window_has_the_keyboard_when_it_is_shown(qtbot):
    other, window = QWidget(), QWidget()
    qtbot.addWidget(other)
    qtbot.addWidget(window)
    Activation(window)
    other.show()

    window.show()
    other.activateWindow()

    qtbot.waitUntil(window.isActiveWindow)


def test_a_dialog_has_the_keyboard_and_gives_it_back(qtbot, window):
    dialog = QDialog(window)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)

    dialog.reject()

    qtbot.waitUntil(window.isActiveWindow)


@pytest.mark.parametrize("kind", [QDialog, QInputDialog])
def test_a_dialog_over_a_dialog_gives_the_keyboard_back_to_it(qtbot, window, kind):
    below, above = QDialog(window), kind(window)
    below.open()
    qtbot.waitUntil(below.isActiveWindow)
    above.open()
    qtbot.waitUntil(above.isActiveWindow)

    above.reject()

    qtbot.waitUntil(below.isActiveWindow)
    assert QApplication.activeModalWidget() is below
