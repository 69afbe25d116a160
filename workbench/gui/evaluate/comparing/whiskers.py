"""Intervals of differences as small lines across nought, beside their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QPointF, QRect
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.domain.comparisons import Comparison, Finding
from workbench.gui.evaluate.grid.comparison_strip import FINDINGS
from workbench.gui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
LINE_UNITS = 26
"""Width of the line; the words stand beside it."""


class WhiskerDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._comparisons: tuple[Comparison, ...] = ()
        self._reaches: tuple[float, ...] = ()

    def show_comparisons(self, comparisons: Sequence[Comparison], *, one_scale: bool) -> None:
        """`one_scale`: they are of one measure, so their lines can be held against each other."""
        self._comparisons = tuple(comparisons)
        reaches = [max(abs(each.difference.low), abs(each.difference.high)) for each in comparisons]
        if one_scale and reaches:
            reaches = [max(reaches)] * len(reaches)
        self._reaches = tuple(reaches)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        unit = self._theme.unit
        aside = QStyleOptionViewItem(option)
        super().paint(painter, aside, index)
        if index.row() >= len(self._comparisons) or not self._reaches[index.row()]:
            return
        area = QRect(option.rect)
        area.setLeft(area.right() - LINE_UNITS * unit)
        area.adjust(unit, 0, -3 * unit, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_line(painter, area, self._comparisons[index.row()], self._reaches[index.row()])
        painter.restore()

    def _paint_line(
        self, painter: QPainter, area: QRect, comparison: Comparison, reach: float
    ) -> None:
        unit, seen = self._theme.unit, comparison.difference
        middle, y = area.center().x(), area.center().y() + 0.5
        half = area.width() / 2

        def place(value: float) -> float:
            return middle + half * value / reach

        painter.setPen(QPen(self._theme["border_strong"], 1))
        painter.drawLine(QLineF(middle, area.top() + unit, middle, area.bottom() - unit))
        token = FINDINGS[comparison.finding].token
        if comparison.finding is Finding.CANNOT_TELL:
            token = "muted"
        colour = self._theme[token]
        painter.setPen(QPen(colour, 1.6))
        low, high, end = place(seen.low), place(seen.high), unit * 0.9
        painter.drawLine(QLineF(low, y, high, y))
        for x in (low, high):
            painter.drawLine(QLineF(x, y - end, x, y + end))
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(place(seen.value), y), unit * 0.75, unit * 0.75)
