"""The page of one evaluation: how far it is, what it came to, its grid, the cell that is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QSplitter,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.evaluate.grid.filter_bar import FilterBar
from workbench.gui.evaluate.grid.model import GridModel
from workbench.gui.evaluate.grid.top import GridTop
from workbench.gui.evaluate.grid.view import GridView
from workbench.gui.evaluate.view_bar import ViewBar
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone

GRID_UNITS, CELL_UNITS = 190, 110


class GridPage(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("grid")
        set_surface(self, "background")
        self._theme = theme
        self.model = GridModel(self)
        self.top = GridTop(theme, icons, self)
        self.bar = ViewBar(theme, self)
        self.views = named(QStackedWidget(self), "grid.pages")
        self.filter = FilterBar(theme, self)
        self.view = GridView(self.model, theme, icons, self)
        self.none = named(QLabel(self.tr("No case is like that.")), "grid.none")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_tone(self.none, "muted")
        self.between = QWidget(self)
        """Holds what comes between the progress and the grid."""
        self.halves = QSplitter(Qt.Orientation.Horizontal, self)
        self.halves.setObjectName("evaluate.cell")
        self.halves.setHandleWidth(1)
        self.halves.setChildrenCollapsible(False)
        self._lay_out()
        self.bar.turned.connect(self.views.setCurrentIndex)
        self.setFocusProxy(self.view)

    def put_cell(self, pane: QWidget) -> None:
        """Beside the grid, while a cell is open."""
        self.halves.addWidget(pane)
        self.halves.setStretchFactor(0, 1)
        self.halves.setStretchFactor(1, 0)
        self.halves.setSizes([GRID_UNITS * self._theme.unit, CELL_UNITS * self._theme.unit])
        pane.hide()

    def put_pane(self, pane: QWidget, units: int) -> None:
        """At the right of all, while it is open; so wide at first."""
        self.halves.addWidget(pane)
        self.halves.setStretchFactor(self.halves.count() - 1, 0)
        sizes = (GRID_UNITS, CELL_UNITS, units)
        self.halves.setSizes([each * self._theme.unit for each in sizes])
        pane.hide()

    def put_notice(self, part: QWidget) -> None:
        """Right below the name, whatever side of the evaluation is shown."""
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, part)

    def put_between(self, part: QWidget) -> None:
        self._between.addWidget(part)

    def put_view(self, words: str, page: QWidget, tip: str = "") -> int:
        """Another side of the evaluation, beside its cases; the number of its tab."""
        self.views.addWidget(page)
        return self.bar.add(words, tip)

    def turn_to(self, view: int) -> None:
        self.bar.tabs.setCurrentIndex(view)

    def show_sentences(self, shown: bool) -> None:
        """Whether what stands between progress and grid has its room."""
        self.between.setVisible(shown)

    def show_rows(self) -> None:
        """Say how many there are, or that no case fits the filter."""
        shown, cases = self.model.rowCount(), len(self.model.cases)
        self.filter.show_count(shown, cases)
        self._stack.setCurrentIndex(0 if shown or not cases else 1)

    def _lay_out(self) -> None:
        grid = QWidget(self)
        self._stack = QStackedLayout(grid)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.none)
        self.halves.addWidget(grid)
        line = QFrame(self)
        line.setProperty("surface", "line")
        self._between = QVBoxLayout(self.between)
        self._between.setContentsMargins(0, 0, 0, 0)
        self._between.setSpacing(0)
        cases = QWidget(self)
        inside = QVBoxLayout(cases)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        for part in (self.between, self.filter, line):
            inside.addWidget(part)
        inside.addWidget(self.halves, 1)
        self.put_view(self.tr("Cases"), cases)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.bar)
        column.addWidget(self.views, 1)
