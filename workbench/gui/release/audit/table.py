"""The table of the audit log: rows are chosen whole, and columns are as wide as they need."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.domain.audit import LoggedEntry
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.release.audit.model import WORDS, AuditModel

WIDTHS = (42, 34, 38, 56, 26, 24)
"""In units; the words get the rest."""
NARROW_UNITS, LEAST_WORDS = 272, 40
SCROLL = QAbstractItemView.ScrollMode.ScrollPerPixel


class _Cells(QStyledItemDelegate):
    """Rows where a log breaks have another background: the style sheet's rule hides the model's."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        background = index.data(Qt.ItemDataRole.BackgroundRole)
        if background is not None:
            painter.fillRect(option.rect, background)
        super().paint(painter, option, index)


class AuditTable(QTableView):
    entry_changed = Signal(object)
    """The `LoggedEntry` with the keyboard, or None."""
    opened = Signal()
    """Its details are to be seen."""
    left = Signal()
    """Escape."""

    def __init__(self, model: AuditModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "audit.table", self.tr("The audit log"))
        self._theme, self._log = theme, model
        self.setModel(model)
        self.setItemDelegate(_Cells(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(SCROLL)
        self.setHorizontalScrollMode(SCROLL)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        heads.setStretchLastSection(True)
        self.selectionModel().currentRowChanged.connect(self._on_row)
        model.modelReset.connect(lambda: self.entry_changed.emit(self.current))
        theme.theme_changed.connect(self.fit)
        self.fit()

    @property
    def current(self) -> LoggedEntry | None:
        index = self.currentIndex()
        return self._log.entry(index.row()) if index.isValid() else None

    def choose(self, row: int) -> None:
        self.setCurrentIndex(self._log.index(row, 0))
        self.scrollTo(self._log.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def fit(self) -> None:
        unit = self._theme.unit
        self.verticalHeader().setDefaultSectionSize(8 * unit)
        share = min(1.0, self.width() / (NARROW_UNITS * unit))
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, round(width * unit * max(share, 0.62)))
        self.horizontalHeader().setMinimumSectionSize(10 * unit)
        self.setColumnWidth(WORDS, LEAST_WORDS * unit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()

    def _on_row(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.entry_changed.emit(self.current)
