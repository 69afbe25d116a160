"""Keys as they come from the system: to the window that has the focus, whatever has it there."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest


def press(*sequences: str) -> None:
    """`press("Ctrl+S", "Tab")`."""
    for sequence in sequences:
        combination = QKeySequence(sequence)[0]
        QTest.keyClick(_focused(), combination.key(), combination.keyboardModifiers())


def write(text: str) -> None:
    for character in text:
        if character == "\n":
            press("Return")
        else:
            QTest.keyClick(_focused(), character)


def _focused() -> QWindow:
    window = QGuiApplication.focusWindow()
    assert window is not None, "no window has the keyboard"
    return window
