"""A page of the settings: a title, a sentence, and what is under them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

WIDTH_UNITS = 170


class Page(QScrollArea):
    def __init__(self, title: str, sentence: str, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        unit = theme.unit
        body = QWidget()
        body.setMaximumWidth(WIDTH_UNITS * unit)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(8 * unit, 7 * unit, 8 * unit, 8 * unit)
        self.column.setSpacing(3 * unit)
        heading = QLabel(title)
        set_tone(heading, "heading")
        self.column.addWidget(heading)
        self.column.addWidget(paragraph(sentence))
        self.setWidget(body)


def paragraph(text: str, tone: str = "muted") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    set_tone(label, tone)
    return label
