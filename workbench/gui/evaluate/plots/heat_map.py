"""Slices × columns: where which column is weak, as a colour and as a number."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.charts.slices import ALL, HeatMap
from workbench.domain.amounts import percent
from workbench.domain.comparisons import Measure
from workbench.formats.reports.words import number, share
from workbench.gui.evaluate.wording import counted, translate
from workbench.gui.kit.numbers_table import NumbersTable
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
STRONGEST = 0.42
"""Of the colour of a state, over the background: words on it stay readable."""
EVEN = 0.02
"""Rates that are no further apart have no colour."""


class HeatMapTable(NumbersTable):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        spoken = translate("Labels of the cases by column")
        super().__init__(theme, "plots.slices", spoken, parent)
        self.setItemDelegate(HeatDelegate(theme, self))
        self.setSelectionBehavior(self.SelectionBehavior.SelectItems)
        self.setShowGrid(True)
        self.horizontalHeader().setStretchLastSection(False)

    def show_map(self, heat: HeatMap, *, by_score: bool) -> None:
        delegate = self.itemDelegate()
        assert isinstance(delegate, HeatDelegate)
        delegate.show_map(heat, by_score=by_score)
        rows = [
            (_name(name), *(_spoken(each, by_score) for each in cells))
            for name, cells in zip(heat.slices, heat.rows, strict=True)
        ]
        self.show_numbers((translate("Cases with the label"), *heat.columns), rows)

    def _fit(self) -> None:
        super()._fit()
        unit = self._theme.unit
        self.verticalHeader().setDefaultSectionSize(12 * unit)
        header = self.horizontalHeader()
        header.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        if self.numbers.columnCount():
            header.setMinimumSectionSize(36 * unit)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)


class HeatDelegate(QStyledItemDelegate):
    """The weakest and the strongest rate that is shown have the strongest colours."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heat = HeatMap((), (), ())
        self._by_score = False

    def show_map(self, heat: HeatMap, *, by_score: bool) -> None:
        self._heat, self._by_score = heat, by_score

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        area, theme = option.rect, self._theme
        measure = self._measure(index)
        painter.fillRect(area, theme["panel" if index.column() == 0 else "background"])
        if index.column() and measure:
            painter.fillRect(area, self._colour(measure.value))
        if index.column() == 0:
            place = area.adjusted(3 * theme.unit, 0, -theme.unit, 0)
            self._write(painter, place, str(index.data()), "text", bold=index.row() == 0)
        elif measure is None:
            self._write(painter, area, "–", "muted", centre=True)
        else:
            self._figures(painter, area, measure)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme["focus"], 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        painter.restore()

    def _measure(self, index: Index) -> Measure | None:
        rows, row, column = self._heat.rows, index.row(), index.column() - 1
        inside = row < len(rows) and 0 <= column < len(rows[row])
        return rows[row][column] if inside else None

    def _colour(self, value: float) -> QColor:
        low, high = self._heat.reach
        if high - low < EVEN:
            return QColor(Qt.GlobalColor.transparent)
        place = 2 * (value - low) / (high - low) - 1
        colour = QColor(self._theme["passed" if place > 0 else "warning"])
        colour.setAlphaF(abs(place) * STRONGEST)
        return colour

    def _figures(self, painter: QPainter, area: QRect, measure: Measure) -> None:
        """The rate, below it its interval and the cases behind it."""
        top = QRect(area.left(), area.top(), area.width(), area.height() * 11 // 20)
        below = QRect(area.left(), top.bottom(), area.width(), area.bottom() - top.bottom() - 1)
        value = f"{measure.value:.2f}" if self._by_score else percent(measure.value)
        self._write(painter, top, value, "text", bold=True, centre=True)
        if self._by_score:
            interval = f"{measure.low:.2f}–{measure.high:.2f}"
        else:
            interval = f"{round(measure.low * 100)}–{round(measure.high * 100)} %"
        words = f"{interval} · {counted('case', measure.n)}"
        self._write(painter, below, words, "text", small=True, centre=True)

    def _write(
        self,
        painter: QPainter,
        place: QRect,
        words: str,
        token: str,
        *,
        bold: bool = False,
        small: bool = False,
        centre: bool = False,
    ) -> None:
        font = self._theme.font(0.82 if small else 1.0, bold=bold)
        painter.setFont(font)
        painter.setPen(self._theme[token])
        elide = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(font).elidedText(words, elide, place.width() - self._theme.unit)
        side = Qt.AlignmentFlag.AlignHCenter if centre else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)


def _name(label: str) -> str:
    return translate("All cases") if label == ALL else safe(label)


def _spoken(measure: Measure | None, by_score: bool) -> str:
    if measure is None:
        return "–"
    figures = number(measure) if by_score else share(measure)
    return f"{figures}, {counted('case', measure.n)}"
