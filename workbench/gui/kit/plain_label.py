"""Words that are wrapped where there is no more room, and never taken for formatting."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from workbench.gui.kit.tone import set_tone


def plain_label(words: str, parent: QWidget, tone: str = "") -> QLabel:
    """`tone` as of `set_tone`; empty for that of all text."""
    label = QLabel(words, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if tone:
        set_tone(label, tone)
    return label
