"""The cells of the board in their rows and columns, with what is pinned at the left.

Only what can be seen is drawn: a cell that is scrolled away keeps what arrives and shows it
when it comes into sight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from workbench.domain.run_events import RunEnded, RunEvent
from workbench.domain.runs import Run, RunJob
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.arrangement import arranged, row_of, row_title
from workbench.gui.write.board.cell import Cell

FRAME_MS = 33
COLUMN_CHARACTERS = 38
ROW_LINES = 14


class CellGrid(QWidget):
    cell_added = Signal(object)
    cells_changed = Signal()
    """Which cells there are, or what was pinned."""
    current_changed = Signal()
    """Another cell is the current one, or its run is another."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._cells: list[Cell] = []
        self._by_run: dict[str, Cell] = {}
        self._wrap = True
        self._in_step = False
        self._no_retry = ""
        self._current: Cell | None = None
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._turn: list[Cell] = []
        self._frame = QTimer(self, interval=FRAME_MS)
        self._frame.timeout.connect(self._refresh_next)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(self._cells)

    @property
    def pinned(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self._cells if cell.pinned)

    def cell_of(self, run_id: str) -> Cell | None:
        return self._by_run.get(run_id)

    @property
    def current(self) -> Cell | None:
        """The cell that was clicked or had the keyboard last; the first, if none had."""
        return self._current

    def set_current(self, cell: Cell | None) -> None:
        if cell is self._current:
            return
        if self._current is not None:
            self._current.show_current(False)
        self._current = cell
        if cell is not None:
            cell.show_current(True)
        self.current_changed.emit()

    def beside_current(self, rows: int, columns: int) -> Cell | None:
        """The nearest cell that many rows down and columns to the right."""
        if self._current is None or not self._layout:
            return None
        row, column = self._place_of(self._current)
        there = {self._place_of(cell): cell for cell in self._cells}
        row, column = row + rows, column + columns
        while 0 <= row < self._layout.rowCount() and 0 <= column < self._layout.columnCount():
            if cell := there.get((row, column)):
                return cell
            row, column = row + rows, column + columns
        return None

    def show_jobs(self, jobs: Sequence[RunJob]) -> None:
        """A cell for each, in the place of those that are not pinned."""
        kept = [cell for cell in self._cells if cell.pinned]
        spare = [cell for cell in self._cells if not cell.pinned]
        current = self._place_of(self._current) if self._current else (0, 0)
        self._cells, self._turn = kept, []
        arrangement = arranged([cell.job for cell in kept] + list(jobs))
        places = dict(arrangement.places)
        here = {cell.job.run_id for cell in kept}
        for job in jobs:
            if job.run_id in places and job.run_id not in here:
                cell = spare.pop() if spare else self._new_cell()
                cell.show_job(job, self._title(job, len(arrangement.rows)))
                self._cells.append(cell)
        for cell in spare:
            cell.setParent(None)
            cell.deleteLater()
        self._by_run = {cell.job.run_id: cell for cell in self._cells}
        self._place(places)
        there = {self._place_of(cell): cell for cell in self._cells}
        self.set_current(there.get(current) or next(iter(self._cells), None))
        self.current_changed.emit()
        self.cells_changed.emit()

    def replace_job(self, run_id: str, job: RunJob) -> None:
        """The same cell once more, for another try."""
        cell = self._by_run.pop(run_id)
        self._by_run[job.run_id] = cell
        cell.show_job(job, self._title(job, len({row_of(c.job) for c in self._cells})))
        if cell is self._current:
            self.current_changed.emit()

    def take(self, events: Iterable[RunEvent]) -> None:
        for event in events:
            if cell := self._by_run.get(run_id_of(event)):
                cell.take(event)

    def show_run(self, run: Run) -> None:
        if cell := self._by_run.get(run.id):
            cell.show_run(run)

    def show_stream(self, job: RunJob, events: Iterable[RunEvent]) -> None:
        """A run that is under way, as if it had been watched from its start."""
        if cell := self._by_run.get(job.run_id):
            cell.show_job(job, cell.header.model.text())
            for event in events:
                cell.take(event)

    def unpin_all(self) -> None:
        for cell in self._cells:
            cell.header.pin.setChecked(False)

    def refresh(self) -> None:
        """Draw what arrived in the cells that can be seen."""
        for cell in self._cells:
            if not cell.visibleRegion().isEmpty():
                cell.refresh()

    def _refresh_next(self) -> None:
        """One cell at a time, all of them within a frame: no turn of the event loop is long."""
        if not self._turn:
            self._turn = [cell for cell in self._cells if not cell.visibleRegion().isEmpty()]
            self._frame.setInterval(FRAME_MS // max(1, len(self._turn)))
        if self._turn:
            self._turn.pop().refresh()

    def set_wrap(self, wrap: bool) -> None:
        self._wrap = wrap
        for cell in self._cells:
            cell.set_wrap(wrap)

    def allow_retry(self, reason: str) -> None:
        """`reason` says why nothing can be run again; empty if it can."""
        self._no_retry = reason
        for cell in self._cells:
            cell.header.allow_retry(reason)

    def set_in_step(self, in_step: bool) -> None:
        self._in_step = in_step

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._frame.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._frame.stop()

    def _new_cell(self) -> Cell:
        cell = Cell(self._theme, self._icons, self)
        cell.set_wrap(self._wrap)
        cell.header.allow_retry(self._no_retry)
        cell.setMinimumWidth(self.fontMetrics().averageCharWidth() * COLUMN_CHARACTERS)
        cell.scrolled.connect(lambda value: self._scroll_in_step(cell, value))
        cell.pin_requested.connect(lambda _run, _on: self.cells_changed.emit())
        cell.chosen.connect(lambda: self.set_current(cell))
        self.cell_added.emit(cell)
        return cell

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isAncestorOf(new):
            return
        if cell := next((cell for cell in self._cells if cell.isAncestorOf(new)), None):
            self.set_current(cell)

    def _place_of(self, cell: Cell) -> tuple[int, int]:
        index = self._layout.indexOf(cell)
        if index < 0:
            return 0, 0
        place: tuple[int, ...] = self._layout.getItemPosition(index)  # type: ignore[assignment]
        return place[0], place[1]

    def _scroll_in_step(self, moved: Cell, value: int) -> None:
        if self._in_step:
            for cell in self._cells:
                if cell is not moved:
                    cell.scroll_to(value)

    def _place(self, places: dict[str, tuple[int, int]]) -> None:
        rows = {row for row, _column in places.values()}
        height = self.fontMetrics().lineSpacing() * ROW_LINES if len(rows) > 1 else 0
        for cell in self._cells:
            self._layout.removeWidget(cell)
        for cell in self._cells:
            row, column = places[cell.job.run_id]
            cell.setObjectName(f"board.cell.{row}.{column}")
            cell.setMinimumHeight(height)
            self._layout.addWidget(cell, row, column)
            cell.show()
        for column in range(self._layout.columnCount()):
            used = any(place[1] == column for place in places.values())
            self._layout.setColumnStretch(column, int(used))

    def _title(self, job: RunJob, rows: int) -> str:
        version = f"v{job.version}" if job.version is not None else ""
        return " · ".join(part for part in (job.model, version, row_title(job, rows)) if part)


def run_id_of(event: RunEvent) -> str:
    return event.run.id if isinstance(event, RunEnded) else event.run_id
