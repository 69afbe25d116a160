"""Boxes of numbers: their text stands as far from the edge as that of other fields."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

Box = TypeVar("Box", bound=QAbstractSpinBox)


def number_box(box: Box, unit: int) -> Box:
    """The style sheet's padding does not reach the text inside of a spin box."""
    text = box.findChild(QLineEdit)
    if text:
        text.setTextMargins(2 * unit - 1, 0, 0, 0)
    return box
