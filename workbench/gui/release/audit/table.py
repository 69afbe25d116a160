"""The table of the audit log: rows are chosen whole, and columns are as wide as they need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

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
from workbench.gui.release.audit.model import WORDS, AuditModel, moment
from workbench.gui.release.audit.wording import SOURCES, translate

PADDING, LEAST_WORDS = 6, 40
"""In units."""
A_TIME = datetime(2026, 9, 28, 20, 58, tzinfo=UTC)
SAMPLES: tuple[tuple[int, str, str], ...] = (
    (1, "sam@company", "somebody@company.example"),
    (2, "Version named", "Withdrawal taken back"),
    (3, "support/triage v3", "support/customers/triage v12"),
    (4, "staging", "staging"),
)
"""Of each column that may give room: what is to be seen of it at least, and where there is room."""
SCROLL = QAbstractItemView.ScrollMode.ScrollPerPixel


def _shared(room: int, steps: Sequence[dict[int, int]]) -> dict[int, int]:
    """The widths of columns that fill the room, between two of these steps."""
    for narrow, wide in pairwise(steps):
        least, most = sum(narrow.values()), sum(wide.values())
        if room < most:
            share = max(0, room - least) / (most - least)
            return {each: narrow[each] + int((wide[each] - narrow[each]) * share) for each in wide}
    return steps[-1]


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
        """When it was, and in which log, are read whole; the others share what there is."""
        unit = self._theme.unit
        self.verticalHeader().setDefaultSectionSize(8 * unit)
        self.horizontalHeader().setMinimumSectionSize(10 * unit)
        heads, words = self.horizontalHeader().sectionSizeHint, {WORDS: LEAST_WORDS * unit}
        whole = {0: self._wide(0, moment(A_TIME))}
        whole[WORDS - 1] = max(self._wide(WORDS - 1, translate(each)) for each in SOURCES.values())
        fewest = {each: heads(each) for each in (*(column for column, _, _ in SAMPLES), WORDS)}
        least = {column: self._wide(column, sample) for column, sample, _ in SAMPLES} | words
        most = {column: self._wide(column, sample) for column, _, sample in SAMPLES} | words
        free = self.viewport().width() - sum(whole.values())
        for column, width in (whole | _shared(free, (fewest, least, most))).items():
            self.setColumnWidth(column, width)

    def _wide(self, column: int, words: str) -> int:
        """Enough for the words and for the column's head, which is bold."""
        head = self.horizontalHeader().sectionSizeHint(column)
        padding = PADDING * self._theme.unit
        return max(head, self.fontMetrics().horizontalAdvance(words) + padding)

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
