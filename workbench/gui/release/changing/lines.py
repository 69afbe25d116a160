"""A line of words from a registry: wrapped, to be copied, and never widening what it stands in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe

LONGEST_WORD = 60


def line_of(words: str, parent: QWidget, tone: str = "") -> QLabel:
    """Words that are too long to be wrapped are broken; all of it is in the tool tip then."""
    shown = " ".join(_broken(word) for word in safe(words).split(" "))
    line = plain_label(shown, parent, tone)
    line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    line.setMinimumWidth(1)
    if shown != words:
        line.setToolTip(safe(words))
    return line


def _broken(word: str) -> str:
    starts = range(0, len(word), LONGEST_WORD)
    return " ".join(word[start : start + LONGEST_WORD] for start in starts) if word else ""
