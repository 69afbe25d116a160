"""Paints a line of what was found: its severity as sign and word, what it is, where, and why."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.item_background import paint_background
from workbench.gui.kit.line_painting import RIGHT, LinePainter
from workbench.gui.kit.theme import Theme
from workbench.gui.release.drift.model import FoundLine, Heading, LineRole
from workbench.gui.release.drift.wording import AREAS, SEVERITIES, translate

Index = QModelIndex | QPersistentModelIndex
WORD_UNITS = 17
"""Room for the word of a severity."""


class FindingDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        theme.theme_changed.connect(self._measure)
        self._measure()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        if isinstance(index.model().data(index, LineRole), Heading):
            return QSize(0, self._high + 5 * self._theme.unit)
        return QSize(0, self._high + self._low + 4 * self._theme.unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.model().data(index, LineRole)
        painter.save()
        unit = self._theme.unit
        if isinstance(line, Heading):
            area = option.rect.adjusted(4 * unit, 2 * unit, -4 * unit, -unit)
            words = f"{translate(AREAS[line.area])}  {line.count:,}"
            LinePainter(painter, self._theme).words(area, words, self._bold, "muted")
        elif isinstance(line, FoundLine):
            paint_background(painter, option)
            self._paint(painter, option.rect.adjusted(4 * unit, 2 * unit, -4 * unit, -unit), line)
        painter.restore()

    def _measure(self) -> None:
        self._bold, self._small = self._theme.font(bold=True), self._theme.font(0.9)
        self._high = QFontMetrics(self._bold).height()
        self._low = QFontMetrics(self._small).height()

    def _paint(self, painter: QPainter, area: QRect, line: FoundLine) -> None:
        unit = self._theme.unit
        lines = LinePainter(painter, self._theme)
        state = SEVERITIES[line.finding.severity]
        side = 4 * unit
        sign = QRect(area.left(), area.top() + (self._high - side) // 2, side, side)
        self._icons(state.icon, state.token).paint(painter, sign)
        word = QRect(sign.right() + 2 * unit, area.top(), WORD_UNITS * unit, self._high)
        lines.words(word, translate(state.word), self._small, state.token)
        top = QRect(word.right(), area.top(), area.right() - word.right(), self._high)
        room = top.width() // 2
        taken = min(QFontMetrics(self._small).horizontalAdvance(line.place) + unit, room)
        middle = Qt.TextElideMode.ElideMiddle
        place = top.adjusted(top.width() - taken, 0, 0, 0)
        lines.words(place, line.place, self._small, "muted", RIGHT, middle)
        lines.words(top.adjusted(0, 0, -taken - 3 * unit, 0), line.title, self._bold, "text")
        below = QRect(top.left(), area.top() + self._high + unit // 2, top.width(), self._low)
        lines.words(below, line.words, self._small, "muted")
