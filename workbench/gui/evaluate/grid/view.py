"""Cases at the left, which stay in sight, and results at the right: two views on one model."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.evaluate.grid.delegate import GridDelegate
from workbench.gui.evaluate.grid.heads import Head, Heads
from workbench.gui.evaluate.grid.model import GridModel
from workbench.gui.evaluate.grid.results import NOT_PASSED
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme

CASES_UNITS, COLUMN_UNITS = 64, 50
WIDEST_UNITS = 110
OPINIONS = {"+": "result.good", "-": "result.bad"}
"""Keys that say what one finds of the output."""
STEPS = {Qt.Key.Key_N: 1, Qt.Key.Key_P: -1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class FilledTable(QTableView):
    """Paints all of its room itself: what is there already is moved when it is scrolled, where
    otherwise everything would be painted again at every step."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme["background"])
        painter.end()
        super().paintEvent(event)


class ResultsTable(FilledTable):
    opened = Signal()
    """The current cell is to be seen whole."""
    left = Signal()
    """Escape."""
    failed_wanted = Signal(int)
    """The next failed cell, or the one before."""
    command_wanted = Signal(str)
    """Its id, for keys without a modifier."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.heads = Heads(theme, self)
        self.setHorizontalHeader(self.heads)
        set_up(self, theme, icons)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in ENTER:
            self.opened.emit()
        elif plain and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text() in OPINIONS:
            self.command_wanted.emit(OPINIONS[event.text()])
        elif plain and event.key() in STEPS:
            self.failed_wanted.emit(STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()


class CasesTable(FilledTable):
    """The first column alone. The keyboard is in the results; a click here chooses the row."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.heads = Heads(theme, self, names=True)
        self.setHorizontalHeader(self.heads)
        set_up(self, theme, icons)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(NO_BAR)
        self.setHorizontalScrollBarPolicy(NO_BAR)
        self.heads.setStretchLastSection(True)


class GridView(QWidget):
    current_changed = Signal()
    menu_wanted = Signal(QPoint)
    """Where on the screen."""

    def __init__(
        self, model: GridModel, theme: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.cases = named(CasesTable(theme, icons, self), "grid.cases", self.tr("Cases"))
        self.results = named(ResultsTable(theme, icons, self), "grid.results", self.tr("Results"))
        self.cases.setModel(model)
        self.results.setModel(model)
        self.results.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._moved = self._sharing = False
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setObjectName("evaluate.grid")
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._foot = QWidget(self)
        """As high as the bar below the results: the rows at the end stay side by side."""
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.cases, 1)
        column.addWidget(self._foot)
        for half in (left, self.results):
            self._splitter.addWidget(half)
        self._splitter.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self.setFocusProxy(self.results)
        self._connect()
        self._fit()

    @property
    def current(self) -> QModelIndex:
        """The cell with the keyboard; invalid for none."""
        return self.results.currentIndex()

    def show_heads(self, title: str, heads: dict[int, Head]) -> None:
        self.cases.heads.show_title(title)
        self.results.heads.show_heads(heads)
        self._model.show_head_words({number: head.words for number, head in heads.items()})

    def make_current(self, row: int, column: int) -> None:
        """`column` counts from 0, without the cases."""
        index = self._model.index(row, column + 1)
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.results.selectionModel().setCurrentIndex(index, flag)
        self.results.scrollTo(index)

    def step_to_failed(self, by: int) -> bool:
        """To the next failed cell by rows, or the one before; False if there is none."""
        model = self._model
        columns = model.columnCount() - 1
        total = model.rowCount() * columns
        here = self.current
        start = -1 if by > 0 else total
        if here.isValid():
            start = here.row() * columns + here.column() - 1
        places = range(start + 1, total) if by > 0 else range(start - 1, -1, -1)
        for place in places:
            row, column = divmod(place, columns)
            if model.sign_at(model.index(row, column + 1)) in NOT_PASSED:
                self.make_current(row, column)
                return True
        return False

    def _connect(self) -> None:
        bars = self.cases.verticalScrollBar(), self.results.verticalScrollBar()
        bars[0].valueChanged.connect(bars[1].setValue)
        bars[1].valueChanged.connect(bars[0].setValue)
        self.results.selectionModel().currentChanged.connect(self._on_current)
        self.cases.clicked.connect(self._on_case_clicked)
        self.results.customContextMenuRequested.connect(self._on_menu)
        self.results.horizontalScrollBar().rangeChanged.connect(self._on_width)
        self.results.heads.sectionResized.connect(self._on_resized)
        self._splitter.splitterMoved.connect(self._on_split)
        self._model.modelReset.connect(self._fit)
        self._theme.theme_changed.connect(self._fit)

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and current.column() == 0:
            self.make_current(current.row(), 0)
            return
        flags = QItemSelectionModel.SelectionFlag
        beside = self._model.index(current.row(), 0) if current.isValid() else QModelIndex()
        self.cases.selectionModel().setCurrentIndex(beside, flags.ClearAndSelect)
        self.current_changed.emit()

    def _on_case_clicked(self, index: QModelIndex) -> None:
        column = max(self.current.column() - 1, 0)
        self.make_current(index.row(), column)
        self.results.setFocus()

    def _on_menu(self, place: QPoint) -> None:
        if self.results.indexAt(place).isValid():
            self.menu_wanted.emit(self.results.viewport().mapToGlobal(place))

    def _on_width(self, _least: int, most: int) -> None:
        self._foot.setFixedHeight(self.results.horizontalScrollBar().sizeHint().height())
        self._foot.setVisible(bool(most))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._moved:
            self._share_room()
        if self.current.isValid():
            self.results.scrollTo(self.current)

    def _on_resized(self, _section: int, _before: int, _now: int) -> None:
        """Somebody chose how wide a column is."""
        if not self._sharing:
            self._moved = True

    def _fit(self) -> None:
        unit = self._theme.unit
        for table in (self.cases, self.results):
            delegate = table.itemDelegate()
            if isinstance(delegate, GridDelegate):
                table.verticalHeader().setDefaultSectionSize(delegate.row_height)
        for column in range(self._model.columnCount()):
            self.cases.setColumnHidden(column, column > 0)
            self.results.setColumnHidden(column, column == 0)
        self._moved = False
        self._share_room()
        if not self._splitter.property("placed"):
            self._splitter.setProperty("placed", True)
            self._splitter.setSizes([CASES_UNITS * unit, 3 * COLUMN_UNITS * unit])

    def _on_split(self, _place: int, _index: int) -> None:
        if not self._moved:
            self._share_room()

    def _share_room(self) -> None:
        """Columns share the room there is, none narrower than it can be read."""
        columns, unit = self._model.columnCount() - 1, self._theme.unit
        if columns < 1:
            return
        room = self.results.viewport().width() // columns
        width = min(max(room, COLUMN_UNITS * unit), WIDEST_UNITS * unit)
        self._sharing = True
        for column in range(1, columns + 1):
            self.results.setColumnWidth(column, width)
        self._sharing = False


def set_up(table: QTableView, theme: Theme, icons: Icons) -> None:
    """What both have in common."""
    table.setItemDelegate(GridDelegate(theme, icons, table))
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(table.verticalHeader().ResizeMode.Fixed)
    table.setShowGrid(True)
    table.setWordWrap(False)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setCornerButtonEnabled(False)
