"""The table of reviewers: as high as it needs to be, and never wider than there is room."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.item_background import paint_background
from workbench.gui.kit.line_painting import LinePainter
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.review.overview.content import ReviewerLine
from workbench.gui.review.overview.reviewers_model import (
    NAME,
    PACK,
    PROGRESS,
    RESULTS,
    TIME,
    LineRole,
    ReviewersModel,
    progress_words,
)

Index = QModelIndex | QPersistentModelIndex
MOST_ROWS = 8
BAR_UNITS = 22
MARK_UNITS = 10
"""What the mark before a name takes with its margins."""
LEAST_NAME = 16
"""Characters that a name has room for before other columns give way."""
GIVING_WAY = (TIME, PACK, RESULTS)


class ReviewersTable(QTreeView):
    chosen = Signal(object)
    """`ReviewerLine` of the current reviewer, or None."""
    begin_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "overview.reviewers", self.tr("Reviewers"))
        self._theme = theme
        self.lines = ReviewersModel(icons)
        self.lines.setParent(self)
        self.setModel(self.lines)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(RowDelegate(self))
        self.setItemDelegateForColumn(PROGRESS, ProgressDelegate(theme, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.activated.connect(lambda _index: self.begin_wanted.emit())
        self.customContextMenuRequested.connect(self._on_menu)

    @property
    def line(self) -> ReviewerLine | None:
        """Of the current reviewer."""
        return self.lines.line_at(self.currentIndex().row())

    def has_keyboard(self, row: int) -> bool:
        return self.hasFocus() and self.currentIndex().row() == row

    def show_lines(self, lines: tuple[ReviewerLine, ...]) -> None:
        """Of other people, the first who has something left is the current one."""
        self.lines.show_lines(lines)
        if lines and not self.currentIndex().isValid():
            row = next((row for row, line in enumerate(lines) if line.left), 0)
            self.setCurrentIndex(self.lines.index(row, 0))
        self.chosen.emit(self.line)
        self.updateGeometry()
        self._give_way()

    def choose(self, reviewer: str) -> None:
        for row in range(self.lines.rowCount()):
            line = self.lines.line_at(row)
            if line and line.progress.name == reviewer:
                self.setCurrentIndex(self.lines.index(row, 0))

    def sizeHint(self) -> QSize:
        rows = min(max(1, self.lines.rowCount()), MOST_ROWS)
        row = self.sizeHintForRow(0) if self.lines.rowCount() else self.fontMetrics().height()
        frame = 2 * self.frameWidth()
        return QSize(10 * row, self.header().sizeHint().height() + rows * row + frame)

    def minimumSizeHint(self) -> QSize:
        return QSize(10 * self._theme.unit, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """What the list of packs and results tells, too, goes where there is little room."""
        unit, letter = self._theme.unit, self.fontMetrics().averageCharWidth()
        room = self.viewport().width() - LEAST_NAME * letter - MARK_UNITS * unit
        room -= self._needed(PROGRESS)
        for column in reversed(GIVING_WAY):
            room -= self._needed(column)
        for column in GIVING_WAY:
            self.setColumnHidden(column, room < 0)
            if room < 0:
                room += self._needed(column)

    def _needed(self, column: int) -> int:
        return max(self.sizeHintForColumn(column), self.header().sectionSizeHint(column))

    def _on_current(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.chosen.emit(self.line)

    def _on_menu(self, place: QPoint) -> None:
        if self.indexAt(place).isValid():
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))


class RowDelegate(QStyledItemDelegate):
    """The keyboard is on the line, not on its first cell."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        table = self.parent()
        if isinstance(table, ReviewersTable) and table.has_keyboard(index.row()):
            option.state |= QStyle.StateFlag.State_HasFocus


class ProgressDelegate(RowDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        unit = self._theme.unit
        words = option.fontMetrics.horizontalAdvance(progress_words(index.data(LineRole)))
        return QSize((BAR_UNITS + 6) * unit + words, option.fontMetrics.height() + 3 * unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: ReviewerLine = index.data(LineRole)
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        paint_background(painter, plain)
        painter.save()
        unit = self._theme.unit
        area = QRect(option.rect).adjusted(unit, 0, -unit, 0)
        draw = LinePainter(painter, self._theme)
        share = line.done / max(1, line.progress.asked)
        token = "passed" if share >= 1 else "running"
        rest = draw.bar(area, share, token, BAR_UNITS)
        draw.words(rest, progress_words(line), option.font, "text")
        painter.restore()
