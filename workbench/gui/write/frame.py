"""How Write is divided: library, editor, inputs and models over the board, history beside."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from workbench.gui.kit.theme import Theme

LIBRARY, EDITOR, RUNNING = 54, 150, 76
"""Widths to begin with, in units of the grid."""
RESTING, BUSY = 0.25, 0.42
"""Of the height, for what stands below: before anything was run, and from then on."""
INPUTS, MODELS = 50, 74
SIDE = 84
TALL = 0.55
"""Of the height, for a page that needs room below."""


class WriteFrame(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unit = theme.unit
        self._sizes_before: list[int] = []
        self._moved = False
        """Somebody chose the height of what stands below."""
        self.below = QStackedWidget(self)
        """The run board, or what is compared in its place."""
        self.bottom = self._splitter("write.lower", Qt.Orientation.Horizontal)
        """The board, and live mode beside it."""
        self.side = QStackedWidget(self)
        """History or search; hidden until wanted."""
        self.columns = self._splitter("write.columns", Qt.Orientation.Horizontal)
        self.rows = self._splitter("write.rows", Qt.Orientation.Vertical)
        self.halves = self._splitter("write.halves", Qt.Orientation.Horizontal)
        self.running = self._splitter("write.running", Qt.Orientation.Vertical)

    def put(self, library: QWidget, editor: QWidget, inputs: QWidget, models: QWidget) -> None:
        unit = self._unit
        for part in (inputs, models):
            self.running.addWidget(part)
        right = QFrame()
        right.setProperty("surface", "panel")
        layout = QVBoxLayout(right)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.running)
        for part in (library, editor, right):
            self.columns.addWidget(part)
        self.columns.setSizes([size * unit for size in (LIBRARY, EDITOR, RUNNING)])
        self.columns.setStretchFactor(0, 0)
        self.columns.setStretchFactor(1, 1)
        self.columns.setStretchFactor(2, 0)
        self.running.setSizes([INPUTS * unit, MODELS * unit])
        self.below.setMinimumHeight(16 * unit)
        self.rows.addWidget(self.columns)
        self.bottom.addWidget(self.below)
        self.rows.addWidget(self.bottom)
        self._give_below(RESTING, 1000)
        self.rows.splitterMoved.connect(self._on_moved)
        library.setMinimumWidth(38 * unit)
        self.side.setMinimumWidth(50 * unit)
        self.halves.addWidget(self.rows)
        self.halves.addWidget(self.side)
        self.halves.setStretchFactor(0, 1)
        self.halves.setStretchFactor(1, 0)
        self.halves.setSizes([(LIBRARY + EDITOR + RUNNING) * unit, SIDE * unit])
        self.side.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.halves)

    def show_below(self, page: QWidget, *, tall: bool = False) -> None:
        """`tall`: with at least half of the height, for as long as it is shown."""
        if self.below.indexOf(page) < 0:
            self.below.addWidget(page)
        self.below.setCurrentWidget(page)
        sizes = self.rows.sizes()
        if self._sizes_before and not tall:
            self.rows.setSizes(self._sizes_before)
            self._sizes_before = []
        elif tall and not self._sizes_before and sizes[-1] < sum(sizes) * TALL:
            self._sizes_before = sizes
            self._give_below(TALL, sum(sizes))
        else:
            self.give_room()

    def give_room(self) -> None:
        """There is something to read below, unless somebody chose how high it is."""
        sizes = self.rows.sizes()
        if self.isVisible() and not self._moved and sizes[-1] <= sum(sizes) * RESTING + 1:
            self._give_below(BUSY, sum(sizes))

    def show_beside(self, page: QWidget, shown: bool) -> None:
        """At the right of what stands below, or away again."""
        if self.bottom.indexOf(page) < 0:
            self.bottom.addWidget(page)
            self.bottom.setStretchFactor(0, 1)
            self.bottom.setSizes([(LIBRARY + EDITOR) * self._unit, RUNNING * self._unit])
        page.setVisible(shown)

    def show_side(self, page: QWidget | None) -> None:
        """Beside everything; None takes it away."""
        if page is None:
            self.side.hide()
            return
        if self.side.indexOf(page) < 0:
            self.side.addWidget(page)
        self.side.setCurrentWidget(page)
        self.side.show()

    def _give_below(self, share: float, height: int) -> None:
        self.rows.setSizes([round(height * (1 - share)), round(height * share)])

    def _on_moved(self, _place: int, _index: int) -> None:
        self._moved = True

    def _splitter(self, name: str, orientation: Qt.Orientation) -> QSplitter:
        splitter = QSplitter(orientation, self)
        splitter.setObjectName(name)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        return splitter
