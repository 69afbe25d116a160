"""Words and bars that delegates of lists paint."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from workbench.gui.kit.theme import Theme

TRACK = 0.22
"""How much of the colour of quiet words the empty part of a bar has."""
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class LinePainter:
    def __init__(self, painter: QPainter, theme: Theme) -> None:
        self._painter, self._theme = painter, theme

    def words(
        self,
        place: QRect,
        words: str,
        font: QFont,
        token: str,
        side: Qt.AlignmentFlag = LEFT,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> int:
        """The width they take."""
        if not words:
            return 0
        self._painter.setFont(font)
        self._painter.setPen(self._theme[token])
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, elide, place.width())
        self._painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(words)

    def _track(self) -> QColor:
        """Seen on every background, that of a chosen line too."""
        track = QColor(self._theme["muted"])
        track.setAlphaF(TRACK)
        return track

    def bar(self, line: QRect, share: float, token: str, units: int) -> QRect:
        """A bar of so many units at the left; what is left of the line at its right."""
        unit = self._theme.unit
        bar = QRect(line.left(), line.center().y() - unit // 2, units * unit, unit)
        self._painter.fillRect(bar, self._track())
        filled = QRect(bar)
        filled.setWidth(round(bar.width() * min(1.0, share)))
        self._painter.fillRect(filled, self._theme[token])
        return line.adjusted(bar.width() + 2 * unit, 0, 0, 0)
