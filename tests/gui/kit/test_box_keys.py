"""A drop-down list opens with its own keys, whatever they are a shortcut for elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget

from workbench.gui.kit.box_keys import BoxKeys


class Box(QComboBox):
    opened = False

    def showPopup(self):
        self.opened = True


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.box, window.line = Box(window), QLineEdit(window)
    window.box.addItems(["one", "two"])
    layout = QVBoxLayout(window)
    layout.addWidget(window.line)
    layout.addWidget(window.box)
    window.moved = []
    action = QAction("Move down", window)
    action.setShortcut(QKeySequence("Alt+Down"))
    action.triggered.connect(lambda: window.moved.append(True))
    window.addAction(action)
    BoxKeys(QApplication.instance(), window)
    with qtbot.waitActive(window):
        window.show()
    return window


def test_a_list_with_the_keyboard_opens(window, qtbot):
    window.box.setFocus()

    qtbot.keyClick(window.box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert window.box.opened
    assert not window.moved


def test_elsewhere_the_shortcut_works(window, qtbot):
    window.box.setFocus()
    window.line.setFocus()

    qtbot.keyClick(window.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert window.moved
