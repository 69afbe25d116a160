"""Boxes of numbers: their text stands as far from the edge as that of other fields, and the wheel
moves the page that they are in."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

Box = TypeVar("Box", bound=QAbstractSpinBox)


def number_box(box: Box, unit: int) -> Box:
    """The style sheet's padding does not reach the text inside of a spin box."""
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    box.installEventFilter(_WheelPasses(box))
    text = box.findChild(QLineEdit)
    if text:
        text.setTextMargins(2 * unit - 1, 0, 0, 0)
    return box


class _WheelPasses(QObject):
    """The number is changed by the wheel only while it is being typed."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        typed = isinstance(watched, QAbstractSpinBox) and watched.hasFocus()
        if event.type() == QEvent.Type.Wheel and not typed:
            event.ignore()
            return True
        return False
