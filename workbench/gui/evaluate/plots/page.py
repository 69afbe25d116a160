"""The plots of an evaluation: one at a time, below it the same numbers."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.evaluate.plots.chart import Chart
from workbench.gui.evaluate.plots.content import Plot
from workbench.gui.evaluate.plots.heat_map import HeatMapTable
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.elided_box import ElidedBox
from workbench.gui.kit.naming import named
from workbench.gui.kit.numbers_table import NumbersTable
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP


class Kind(StrEnum):
    COST = "cost"
    TIME = "time"
    VERSIONS = "versions"
    SLICES = "slices"
    TIMES = "times"


WORDS = {
    Kind.COST: QT_TRANSLATE_NOOP("evaluate", "Quality and cost"),
    Kind.TIME: QT_TRANSLATE_NOOP("evaluate", "Quality and time"),
    Kind.VERSIONS: QT_TRANSLATE_NOOP("evaluate", "Versions"),
    Kind.SLICES: QT_TRANSLATE_NOOP("evaluate", "Labels"),
    Kind.TIMES: QT_TRANSLATE_NOOP("evaluate", "Times"),
}
WIDEST_UNITS = 120
WIDE = 1000


class PlotsPage(QWidget):
    wanted = Signal()
    """Another plot is to be drawn, or the same by another measure."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plots")
        set_surface(self, "background")
        self._theme = theme
        self.kinds = named(QTabBar(self), "plots.kind", self.tr("Plot"))
        self.kinds.setDrawBase(False)
        self.kinds.setExpanding(False)
        for kind in Kind:
            self.kinds.addTab(translate(WORDS[kind]))
        self.measure = named(ElidedBox(self), "plots.measure", self.tr("Quality is measured by"))
        for words, by_score in ((self.tr("Pass rate"), False), (self.tr("Score"), True)):
            self.measure.addItem(words, by_score)
        self.by = QLabel(self.tr("by"), self)
        self.note = named(QLabel(self), "plots.note", self.tr("How to read the plot"))
        self.missing = named(QLabel(self), "plots.missing", self.tr("Why there is no plot"))
        self.chart: Chart | None = None
        self.numbers = NumbersTable(theme, "plots.numbers", self.tr("The numbers of the plot"))
        self.slices = HeatMapTable(theme, self)
        self.plot: Plot | None = None
        self._halves = QSplitter(Qt.Orientation.Vertical, self)
        self._pages = QStackedWidget(self)
        self.measure.setSizeAdjustPolicy(self.measure.SizeAdjustPolicy.AdjustToContents)
        self.measure.setMinimumContentsLength(11)
        self._lay_out(theme.unit)
        self.kinds.currentChanged.connect(lambda _index: self.wanted.emit())
        self.measure.activated.connect(lambda _index: self.wanted.emit())
        self.setFocusProxy(self.kinds)

    @property
    def kind(self) -> Kind:
        return list(Kind)[self.kinds.currentIndex()]

    @property
    def by_score(self) -> bool:
        return bool(self.measure.currentData())

    def choose(self, kind: Kind) -> None:
        self.kinds.setCurrentIndex(list(Kind).index(kind))

    def show_plot(self, plot: Plot) -> None:
        self.plot = plot
        self.note.setText(plot.note)
        self.note.setVisible(bool(plot.note) and plot.content is not None)
        if plot.content is None:
            self.show_missing(plot.missing)
            return
        chart = self._ready_chart()
        self.numbers.show_numbers(plot.numbers.heads, plot.numbers.rows)
        chart.show_content(plot.content)
        self._pages.setCurrentWidget(self._halves)

    def offer_measure(self) -> None:
        """Times are the same however quality is measured."""
        for part in (self.by, self.measure):
            part.setVisible(self.kind is not Kind.TIMES)

    def show_slices(self) -> None:
        """The map is filled in by whoever has its figures."""
        self.plot = None
        self.note.setText(
            self.tr(
                "Of the cases with each label, by column; the interval holds the true figure "
                "in 95 of 100 such experiments. Few cases make it wide."
            )
        )
        self.note.show()
        self._pages.setCurrentWidget(self.slices)

    def show_missing(self, words: str) -> None:
        self.note.hide()
        self.missing.setText(words)
        self._pages.setCurrentWidget(self.missing)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.wanted.emit()

    def _ready_chart(self) -> Chart:
        if self.chart is None:
            self.chart = Chart(self._theme, self)
            self.chart.setAccessibleName(self.tr("The plot; its numbers are in the table below"))
            self._halves.insertWidget(0, self.chart)
            self._halves.setStretchFactor(0, 3)
            self._halves.setStretchFactor(1, 1)
            unit = self._theme.unit
            self._halves.setSizes([100 * unit, 40 * unit])
            self.chart.chosen.connect(self.numbers.choose)
            self.numbers.row_changed.connect(self.chart.choose)
        return self.chart

    def _lay_out(self, unit: int) -> None:
        for label in (self.note, self.missing):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            set_tone(label, "muted")
        self.missing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.missing.setContentsMargins(8 * unit, 0, 8 * unit, 0)
        self._halves.setObjectName("evaluate.plots")
        self._halves.setHandleWidth(1)
        self._halves.setChildrenCollapsible(False)
        self._halves.addWidget(self.numbers)
        for page in (self.missing, self._halves, self.slices):
            self._pages.addWidget(page)
        set_tone(self.by, "muted")
        self.by.setBuddy(self.measure)
        row = QHBoxLayout()
        row.setContentsMargins(2 * unit, unit, 4 * unit, 0)
        row.setSpacing(2 * unit)
        row.addWidget(self.kinds, 1)
        row.addWidget(self.by)
        row.addWidget(self.measure)
        words = QHBoxLayout()
        words.setContentsMargins(4 * unit, unit, 4 * unit, unit)
        words.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(words)
        column.addWidget(self._pages, 1)
