"""Draws the content of a plot with pyqtgraph, in the colours and sizes of the theme.

pyqtgraph is loaded when the first chart is made. Its parts are used one by one: its ready-made
plot brings menus that nobody closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget

from workbench.gui.evaluate.plots.content import Axis, Content, Line, Mark
from workbench.gui.evaluate.plots.label_places import label_places
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip

NEAR_UNITS = 5
"""A point is meant by a mouse that is so near."""
POINT, CHOSEN = 2.4, 4.2
"""Sizes in units."""


class Chart(QWidget):
    chosen = Signal(int)
    """Number of the mark that was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        import pyqtgraph

        self._kit: Any = pyqtgraph
        self._theme = theme
        self._content: Content | None = None
        self._chosen = -1
        self._texts: list[Any] = []
        self._ring: Any = None
        self._canvas = pyqtgraph.GraphicsView(self, background=None)
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._canvas.setObjectName("plots.canvas")
        self._canvas.viewport().installEventFilter(self)
        layout = pyqtgraph.GraphicsLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._canvas.setCentralItem(layout)
        self._field = pyqtgraph.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0)
        self._left = pyqtgraph.AxisItem("left", linkView=self._field)
        self._bottom = pyqtgraph.AxisItem("bottom", linkView=self._field)
        layout.addItem(self._left, 0, 0)
        layout.addItem(self._field, 0, 1)
        layout.addItem(self._bottom, 1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._canvas)
        self._canvas.viewport().setMouseTracking(True)
        theme.theme_changed.connect(self._draw)
        self.setMinimumHeight(40 * theme.unit)

    def show_content(self, content: Content) -> None:
        self._content, self._chosen = content, -1
        self._draw()

    def choose(self, number: int) -> None:
        """Mark this one; -1 for none."""
        self._chosen = number
        self._draw_ring()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_labels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_labels()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The figures of the point under the mouse; a click chooses it."""
        if isinstance(event, QMouseEvent) and self._content:
            number = self._near(event.position())
            if event.type() == QEvent.Type.MouseMove:
                words = self._content.marks[number].words if number >= 0 else ""
                place = event.globalPosition().toPoint()
                QToolTip.showText(place, plain_tip(words) if words else "", self._canvas)
            elif event.type() == QEvent.Type.MouseButtonPress and number >= 0:
                self.chosen.emit(number)
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        content = self._content
        if content is None:
            return
        self._canvas.setBackground(self._theme["background"])
        self._field.clear()
        self._texts, self._ring = [], None
        for item, axis in ((self._left, content.y), (self._bottom, content.x)):
            self._draw_axis(item, axis)
        self._field.setRange(
            xRange=(content.x.low, content.x.high),
            yRange=(content.y.low, content.y.high),
            padding=0,
            disableAutoRange=True,
        )
        self._draw_grid(content)
        for line in content.lines:
            self._draw_line(line)
        for mark in content.marks:
            self._draw_whisker(mark)
        for mark in content.marks:
            self._draw_mark(mark)
        self._write_labels(content)
        self._draw_ring()

    def _draw_axis(self, item: Any, axis: Axis) -> None:
        theme = self._theme
        small = theme.font(0.88)
        item.setPen(self._pen("border_strong"))
        item.setTextPen(self._pen("muted"))
        item.setTickFont(small)
        # Pixels and points are mixed up by its own tick marks: the grid is drawn here
        item.setStyle(tickLength=0, tickFont=small, tickTextOffset=theme.unit)
        item.setTicks([list(axis.ticks), []])
        item.label.setFont(small)
        item.enableAutoSIPrefix(False)
        item.setLabel(axis.title, color=theme["muted"].name())
        metrics = QFontMetricsF(small)
        if item is self._left:
            widest = max((metrics.horizontalAdvance(words) for _, words in axis.ticks), default=0)
            item.setWidth(widest + metrics.height() + 4 * theme.unit)
        else:
            item.setHeight(2 * metrics.height() + 5 * theme.unit)

    def _draw_grid(self, content: Content) -> None:
        pen = self._pen("border")
        for place, _words in content.y.ticks:
            ends = [content.x.low, content.x.high]
            self._add_curve(ends, [place, place], pen, behind=True)

    def _draw_line(self, line: Line) -> None:
        if len(line.points) < 2:
            return
        pen = self._pen(line.token, 1.8)
        if line.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        points = _stairs(line.points) if line.steps else line.points
        self._add_curve([x for x, _ in points], [y for _, y in points], pen)

    def _draw_whisker(self, mark: Mark) -> None:
        if mark.low is None or mark.high is None or mark.low == mark.high:
            return
        self._add_curve([mark.x, mark.x], [mark.low, mark.high], self._pen(mark.token, 1.3))

    def _draw_mark(self, mark: Mark) -> None:
        colour = self._theme[mark.token]
        inside = colour if mark.filled else self._theme["background"]
        self._field.addItem(
            self._kit.ScatterPlotItem(
                x=[mark.x],
                y=[mark.y],
                size=POINT * self._theme.unit,
                symbol=mark.shape,
                pen=self._pen(mark.token, 1.6),
                brush=self._kit.mkBrush(inside),
                antialias=True,
            )
        )

    def _draw_ring(self) -> None:
        if self._ring is not None:
            self._field.removeItem(self._ring)
            self._ring = None
        if self._content is None or not 0 <= self._chosen < len(self._content.marks):
            return
        mark = self._content.marks[self._chosen]
        self._ring = self._kit.ScatterPlotItem(
            x=[mark.x],
            y=[mark.y],
            size=CHOSEN * self._theme.unit,
            symbol="o",
            pen=self._pen("focus", 2),
            brush=None,
            antialias=True,
        )
        self._field.addItem(self._ring)

    def _write_labels(self, content: Content) -> None:
        """Names of points and of lines; where they stand is found when the size is known."""
        for _point, words, token in _labels(content):
            text = self._kit.TextItem(
                words, color=self._theme[token], anchor=(0, 0), fill=self._behind_words()
            )
            text.setFont(self._theme.font(0.88))
            self._field.addItem(text, ignoreBounds=True)
            self._texts.append(text)
        self._place_labels()

    def _place_labels(self) -> None:
        if self._content is None or not self._texts:
            return
        field = self._field.sceneBoundingRect()
        corner = field.topLeft()
        metrics, gap = QFontMetricsF(self._theme.font(0.88)), 1.6 * self._theme.unit
        labels = _labels(self._content)
        points, sizes = [], []
        for (x, y), words, _token in labels:
            place = self._field.mapViewToScene(QPointF(x, y)) - corner
            points.append((place.x(), place.y()))
            sizes.append((metrics.horizontalAdvance(words) + 9, metrics.height() + 8))
        boxes = label_places(points, sizes, (field.width(), field.height()), gap)
        for text, box in zip(self._texts, boxes, strict=True):
            place = self._field.mapSceneToView(corner + QPointF(box.left, box.top))
            text.setPos(place.x(), place.y())

    def _near(self, place: QPointF) -> int:
        """The mark that is nearest to a place of the canvas, if one is near."""
        if self._content is None:
            return -1
        best, number = float(NEAR_UNITS * self._theme.unit), -1
        for index, mark in enumerate(self._content.marks):
            there = self._field.mapViewToScene(QPointF(mark.x, mark.y))
            there = QPointF(self._canvas.mapFromScene(there))
            distance = (there - place).manhattanLength()
            if distance < best:
                best, number = distance, index
        return number

    def _add_curve(
        self, x: Sequence[float], y: Sequence[float], pen: QPen, *, behind: bool = False
    ) -> None:
        curve = self._kit.PlotCurveItem(list(x), list(y), pen=pen, antialias=True)
        if behind:
            curve.setZValue(-10)
        self._field.addItem(curve)

    def _behind_words(self) -> QColor:
        """Lines do not strike words through."""
        colour = QColor(self._theme["background"])
        colour.setAlphaF(0.8)
        return colour

    def _pen(self, token: str, width: float = 1.0) -> QPen:
        pen = QPen(self._theme[token], width)
        pen.setCosmetic(True)
        return pen


def _labels(content: Content) -> list[tuple[tuple[float, float], str, str]]:
    marks = [((each.x, each.y), each.label, "text") for each in content.marks if each.label]
    lines = [(each.points[-1], each.label, each.token) for each in content.lines if each.label]
    return marks + lines


def _stairs(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found = [points[0]]
    for x, y in points[1:]:
        found += [(x, found[-1][1]), (x, y)]
    return found
