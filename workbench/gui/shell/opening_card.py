"""A card in the middle of the window, for what is said before there is a workspace."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

WIDTH_UNITS = 140


def opening_card(around: QWidget, theme: Theme, title: str) -> QVBoxLayout:
    """The column of the card, with its title, to put more into."""
    unit = theme.unit
    card = QFrame(around)
    card.setProperty("surface", "card")
    card.setMaximumWidth(WIDTH_UNITS * unit)
    column = QVBoxLayout(card)
    column.setContentsMargins(6 * unit, 6 * unit, 6 * unit, 5 * unit)
    column.setSpacing(3 * unit)
    column.addWidget(named(paragraph(title, "heading"), f"{around.objectName()}.title"))
    # Rows and columns that stretch: a card that is aligned is given no more lines than it asks
    grid = QGridLayout(around)
    grid.addWidget(card, 1, 1)
    for line, (across, down) in enumerate(((1, 2), (WIDTH_UNITS, 0), (1, 3))):
        grid.setColumnStretch(line, across)
        grid.setRowStretch(line, down)
    return column


def paragraph(text: str, tone: str = "") -> QLabel:
    label = QLabel(safe(text))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    set_tone(label, tone)
    return label
