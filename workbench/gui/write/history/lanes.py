"""Paints one row of the version tree: lines that pass, bend and end, and the version's mark."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from workbench.gui.kit.theme import Theme
from workbench.gui.write.history.graph import GraphRow

COLOURS = ("accent", "running", "warning", "passed", "muted")
"""Of the lanes, from the left."""
LANE, RADIUS, WIDTH = 3.0, 1.1, 0.4
"""In units of the grid."""


def graph_width(row: GraphRow, theme: Theme) -> int:
    return round(row.lanes * LANE * theme.unit)


def draw_graph(
    painter: QPainter, area: QRect, row: GraphRow, theme: Theme, *, middle: int, hollow: bool
) -> None:
    """`middle` is the height of the mark; `area` is as high as the whole row."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    top, bottom = float(area.top()), float(area.bottom() + 1)

    def centre(lane: int) -> float:
        return area.left() + (lane + 0.5) * LANE * theme.unit

    here = QPointF(centre(row.lane), float(middle))
    for lane in row.through:
        _pen(painter, theme, lane)
        painter.drawLine(QPointF(centre(lane), top), QPointF(centre(lane), bottom))
    for lane in row.joining:
        _pen(painter, theme, lane)
        bend = QPainterPath(QPointF(centre(lane), top))
        bend.cubicTo(QPointF(centre(lane), here.y()), QPointF(centre(lane), here.y()), here)
        painter.drawPath(bend)
    _pen(painter, theme, row.lane)
    if row.above:
        painter.drawLine(QPointF(here.x(), top), here)
    if row.below:
        painter.drawLine(here, QPointF(here.x(), bottom))
    radius = RADIUS * theme.unit * (1 if row.node else 0.6)
    painter.setBrush(theme["background" if hollow or not row.node else COLOURS[row.lane]])
    painter.drawEllipse(QRectF(here.x() - radius, here.y() - radius, 2 * radius, 2 * radius))
    painter.restore()


def _pen(painter: QPainter, theme: Theme, lane: int) -> None:
    painter.setPen(QPen(theme[COLOURS[lane]], WIDTH * theme.unit))
