"""How tall a plain text edit must be to show its text.

A line is as tall as the fonts in it make it, each part rounded up: taller than the spacing
that the metrics of the widget's font tell. A height made from those is some pixels short for
every line, and the last lines are cut off or scrolled away.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit


def text_height(edit: QPlainTextEdit, fewest: int, most: int) -> int:
    """Height of the widget that shows between so many lines of its text, without scrolling."""
    heights = _line_heights(edit, most)
    heights += heights[:1] * (fewest - len(heights))
    inside = sum(heights) + 2 * edit.document().documentMargin() + 2
    around = edit.contentsMargins() + edit.viewportMargins()
    return ceil(inside) + around.top() + around.bottom() + _bar_height(edit)


def _line_heights(edit: QPlainTextEdit, most: int) -> list[float]:
    document = edit.document()
    heights: list[float] = []
    block = document.firstBlock()
    while block.isValid() and len(heights) < most:
        # Lays it out if it is not yet
        document.documentLayout().blockBoundingRect(block)
        layout = block.layout()
        lines = range(min(layout.lineCount(), most - len(heights)))
        heights += [layout.lineAt(line).height() for line in lines]
        block = block.next()
    return heights


def _bar_height(edit: QPlainTextEdit) -> int:
    bar = edit.horizontalScrollBar()
    if edit.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        return 0
    return bar.sizeHint().height() if bar.maximum() > 0 else 0
