"""The strip below a page that scrolls: always in sight, with what it comes to and the buttons."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.gui.kit.tone import set_surface


def foot(page: QWidget, unit: int, words: Iterable[QWidget], buttons: Iterable[QWidget]) -> QFrame:
    """The words at the left, one below the other; the buttons at the right."""
    made = QFrame(page)
    set_surface(made, "panel")
    said = QVBoxLayout()
    said.setSpacing(0)
    for line in words:
        said.addWidget(line)
    row = QHBoxLayout(made)
    row.setContentsMargins(6 * unit, 3 * unit, 6 * unit, 3 * unit)
    row.setSpacing(2 * unit)
    row.addLayout(said, 1)
    for button in buttons:
        row.addWidget(button)
    return made
