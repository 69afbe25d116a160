"""Figures as bars with their intervals, one line for each; the same in words for those who listen.

The words stand beside each bar, so that nothing has to be read off a scale.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.domain.comparisons import Measure
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tips import plain_tip
from workbench.gui.review.learned.content import Bar, Bars

LINE_UNITS, BAR_UNITS, FOOT_UNITS = 7, 3, 5
MOST_OF_LABELS = 0.36
MOST_OF_WORDS = 0.34
"""Of the width; what is longer is shortened, and whole in the tool tip."""
LEAST_FIELD_UNITS = 16


class BarChart(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bars = Bars((), 0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.theme_changed.connect(self._fit)

    def show_bars(self, bars: Bars, title: str) -> None:
        self._bars = bars
        self.setAccessibleName(title)
        lines = [f"{bar.label}: {bar.words}" for bar in bars.lines]
        self.setAccessibleDescription("; ".join(lines))
        self._fit()

    def sizeHint(self) -> QSize:
        foot = FOOT_UNITS if self._has_foot else 0
        unit = self._theme.unit
        return QSize(60 * unit, (LINE_UNITS * len(self._bars.lines) + foot) * unit)

    def minimumSizeHint(self) -> QSize:
        return QSize(40 * self._theme.unit, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = event.pos().y() // (LINE_UNITS * self._theme.unit)
            if 0 <= row < len(self._bars.lines):
                bar = self._bars.lines[row]
                QToolTip.showText(event.globalPos(), plain_tip(f"{bar.label}\n{bar.words}"), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field, words = self._columns()
        bottom = LINE_UNITS * self._theme.unit * len(self._bars.lines)
        self._paint_even(painter, field, bottom)
        for row, bar in enumerate(self._bars.lines):
            self._paint_line(painter, row, bar, field, words)
        if self._has_foot:
            self._paint_foot(painter, field, bottom)

    @property
    def _has_foot(self) -> bool:
        return bool(self._bars.low_means or self._bars.high_means)

    def _columns(self) -> tuple[QRectF, QRectF]:
        """Where the bars are, and where their words: the labels have what is left of them."""
        unit, width = self._theme.unit, self.width()
        metrics, gap = QFontMetrics(self.font()), 3 * unit
        lines = self._bars.lines
        widest_label = max((metrics.horizontalAdvance(each.label) for each in lines), default=0)
        widest_words = max((metrics.horizontalAdvance(each.words) for each in lines), default=0)
        labels = min(widest_label + 2, width * MOST_OF_LABELS)
        words = min(widest_words + 2, width * MOST_OF_WORDS)
        left = labels + gap if labels > 2 else 0
        field = max(width - left - words - gap, LEAST_FIELD_UNITS * unit)
        return QRectF(left, 0, field, 0), QRectF(left + field + gap, 0, words, 0)

    def _paint_line(
        self, painter: QPainter, row: int, bar: Bar, field: QRectF, words: QRectF
    ) -> None:
        unit = self._theme.unit
        height = LINE_UNITS * unit
        top, metrics = row * height, QFontMetrics(self.font())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self._theme["text"])
        room = QRectF(0, top, max(0.0, field.left() - 3 * unit), height)
        label = metrics.elidedText(bar.label, Qt.TextElideMode.ElideMiddle, int(room.width()) + 1)
        painter.drawText(room, middle, label)
        painter.setPen(self._theme["muted"])
        room = QRectF(words.left(), top, words.width(), height)
        said = metrics.elidedText(bar.words, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, middle, said)
        thick = BAR_UNITS * unit
        track = QRectF(field.left(), top + (height - thick) / 2, field.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["hover"])
        painter.drawRoundedRect(track, unit / 2, unit / 2)
        if bar.measure and bar.measure.n:
            self._paint_measure(painter, track, bar.measure)

    def _paint_measure(self, painter: QPainter, track: QRectF, seen: Measure) -> None:
        unit = self._theme.unit
        filled = QRectF(track)
        filled.setRight(self._place(track, seen.value))
        painter.setBrush(self._theme["accent_fill"])
        painter.drawRoundedRect(filled, unit / 2, unit / 2)
        y, end = track.center().y(), 0.9 * unit
        low, high = self._place(track, seen.low), self._place(track, seen.high)
        if high - low < 1:
            return
        # A line of its own colour would be lost on the bar: it has an edge of the background's
        for pen in (QPen(self._theme["background"], 3.2), QPen(self._theme["text"], 1.5)):
            painter.setPen(pen)
            painter.drawLine(QLineF(low, y, high, y))
            for x in (low, high):
                painter.drawLine(QLineF(x, y - end, x, y + end))

    def _paint_even(self, painter: QPainter, field: QRectF, bottom: float) -> None:
        if self._bars.even is None:
            return
        x = self._place(field, self._bars.even)
        painter.setPen(QPen(self._theme["border_strong"], 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom))

    def _paint_foot(self, painter: QPainter, field: QRectF, top: float) -> None:
        unit, small = self._theme.unit, self._theme.font(0.88)
        painter.setFont(small)
        painter.setPen(self._theme["muted"])
        metrics, half = QFontMetrics(small), field.width() / 2 - unit
        flags = Qt.AlignmentFlag
        for words, left, flag in (
            (self._bars.low_means, field.left(), flags.AlignLeft),
            (self._bars.high_means, field.right() - half, flags.AlignRight),
        ):
            room = QRectF(left, top, half, FOOT_UNITS * unit)
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(half))
            painter.drawText(room, flag | flags.AlignTop, shown)

    def _place(self, field: QRectF, value: float) -> float:
        bars = self._bars
        part = (value - bars.low) / ((bars.high - bars.low) or 1)
        return field.left() + field.width() * min(1.0, max(0.0, part))

    def _fit(self) -> None:
        self.updateGeometry()
        self.update()
