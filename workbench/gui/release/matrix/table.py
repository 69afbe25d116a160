"""The table of the matrix: the keyboard moves by cells, and never out of sight."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.passing_time import as_time_passes
from workbench.gui.kit.theme import Theme
from workbench.gui.release.matrix.delegate import CELL_UNITS, MatrixDelegate
from workbench.gui.release.matrix.heads import EnvironmentHeads, PromptHeads
from workbench.gui.release.matrix.model import MatrixModel

WIDEST_UNITS = 72
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
FIXED = QAbstractItemView.ScrollMode.ScrollPerPixel


class MatrixTable(QTableView):
    opened = Signal()
    """What is known of the chosen cell is to be seen."""
    left = Signal()
    """Escape."""
    menu_wanted = Signal(QPoint)
    """Where on the screen."""
    current_changed = Signal()
    """Another cell is the current one, or none."""

    def __init__(
        self, model: MatrixModel, theme: Theme, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._matrix = theme, model
        named(self, "matrix.table", self.tr("What runs where"))
        self.prompts = PromptHeads(theme, icons, self)
        self.environments = EnvironmentHeads(theme, self)
        self.setVerticalHeader(self.prompts)
        self.setHorizontalHeader(self.environments)
        self.setItemDelegate(MatrixDelegate(theme, icons, self))
        self.setModel(model)
        self._set_up()
        self.selectionModel().currentChanged.connect(self._on_current)
        self.prompts.sectionClicked.connect(self._on_prompt_clicked)
        model.modelReset.connect(self._on_reset)
        theme.theme_changed.connect(self.fit)
        as_time_passes(self, self.viewport().update)

    def choose(self, row: int, column: int) -> None:
        index = self._matrix.index(row, column)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        self.scrollTo(index)

    def fit(self) -> None:
        """Names as wide as they need; environments share the rest, none too narrow to read."""
        self.prompts.fit(self._matrix.prompts, self.width())
        columns = self._matrix.columnCount()
        if not columns:
            return
        unit = self._theme.unit
        room = self.width() - self.prompts.width() - self.verticalScrollBar().sizeHint().width()
        width = min(max(room // columns, CELL_UNITS * unit), WIDEST_UNITS * unit)
        self.environments.setDefaultSectionSize(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain and event.key() in ENTER:
            self.opened.emit()
        elif not plain and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the keyboard, it comes up at the current cell."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            if self.indexAt(event.pos()).isValid():
                self.menu_wanted.emit(event.globalPos())
        elif self.currentIndex().isValid():
            place = self.visualRect(self.currentIndex()).center()
            self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _on_current(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.prompts.viewport().update()
        self.environments.viewport().update()
        self.current_changed.emit()

    def _on_reset(self) -> None:
        self.fit()
        self.current_changed.emit()

    def _on_prompt_clicked(self, row: int) -> None:
        self.choose(row, max(self.currentIndex().column(), 0))
        self.setFocus()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(FIXED)
        self.setHorizontalScrollMode(FIXED)
