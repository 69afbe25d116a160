"""The cells of the board in their rows and columns, with what is pinned at the left.

Each place has a state; widgets there are only for the places in sight, and as the board is
scrolled they show other states. A state that is out of sight keeps what arrives.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from workbench.domain.run_events import RunEnded, RunEvent
from workbench.domain.runs import Run, RunColumn, RunJob
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.arrangement import (
    Column,
    Place,
    Row,
    column_of,
    in_rows,
    ordered,
    row_title,
)
from workbench.gui.write.board.canvas import Canvas
from workbench.gui.write.board.cell import Cell
from workbench.gui.write.board.cell_state import CellState, View
from workbench.gui.write.board.in_sight import CellsInSight
from workbench.gui.write.board.missing import earlier_cells
from workbench.gui.write.board.places import Geometry, fitted

FRAME_MS = 33
COLUMN_CHARACTERS = 38
ROW_LINES, LOW_ROW_LINES = 14, 7
"""Heights of a row among others, and of one that has the board for itself, at least."""


class CellGrid(QScrollArea):
    cell_added = Signal(object)
    """A widget that will show cells."""
    cells_changed = Signal()
    """Which cells there are, or what was pinned."""
    current_changed = Signal()
    """Another cell is the current one, or its run is another."""
    rendering_wanted = Signal(object, object)
    """`CellState` and the `View` of it that is to be worked out."""
    placed = Signal()
    """Columns have other widths."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        self._states: list[CellState] = []
        self._by_run: dict[str, CellState] = {}
        self._at: dict[Place, CellState] = {}
        self.columns: tuple[Column, ...] = ()
        self.rows: tuple[Row, ...] = ()
        self.geometry_ = Geometry()
        self._wanted: tuple[RunColumn, ...] = ()
        self._cells = CellsInSight(self._new_cell, self)
        self._current: CellState | None = None
        self._wrap = True
        self._in_step = False
        self._no_retry = ""
        self._canvas = Canvas(theme)
        self.setWidget(self._canvas)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._turn: list[Cell] = []
        self._frame = QTimer(self, interval=FRAME_MS)
        self._frame.timeout.connect(self._refresh_next)
        self.verticalScrollBar().valueChanged.connect(self._on_moved)
        self.horizontalScrollBar().valueChanged.connect(self._on_moved)
        theme.theme_changed.connect(self._fit)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    @property
    def cells(self) -> tuple[CellState, ...]:
        """In the order of the rows, each from left to right."""
        return tuple(self._states)

    @property
    def pinned(self) -> tuple[CellState, ...]:
        return tuple(cell for cell in self._states if cell.pinned)

    @property
    def widgets(self) -> tuple[Cell, ...]:
        """Of the cells in sight, in their order."""
        shown = (state for state in self._states if self._cells.is_in_sight(state))
        return tuple(widget for state in shown if (widget := self._cells.widget_of(state)))

    @property
    def current(self) -> CellState | None:
        """The cell that was clicked or had the keyboard last; the first, if none had."""
        return self._current

    def cell_of(self, run_id: str) -> CellState | None:
        return self._by_run.get(run_id)

    def widget_of(self, state: CellState | None) -> Cell | None:
        """None while it is out of sight."""
        return self._cells.widget_of(state)

    def in_column(self, column: Column) -> list[CellState]:
        return [state for state in self._states if state.column == column]

    def samples_of(self, cell: CellState) -> list[CellState]:
        """All there are of the same content and case in its column, itself among them."""
        column = [each for each in self.in_column(cell.column) if not each.empty]
        same = (cell.row.case, cell.job.digest)
        return [each for each in column if (each.row.case, each.job.digest) == same]

    def show_jobs(self, jobs: Sequence[RunJob]) -> None:
        """A cell for each, in the place of those that are not pinned."""
        here = {state.job.run_id for state in self.pinned}
        self.show_states([CellState(job) for job in jobs if job.run_id not in here])

    def show_states(self, states: Sequence[CellState]) -> None:
        """Beside what is pinned; of states for the same place, the last."""
        kept = [state for state in self.pinned if state not in states]
        new = {(state.column, state.row) for state in states}
        for state in kept:
            if (state.column, state.row) in new and not state.column.batch:
                state.column = column_of(state.job, batch=state.job.batch_id)
        self._arrange([*kept, *states])

    def add_states(self, states: Sequence[CellState]) -> None:
        """Beside all there are, or in the place of one that is there already."""
        self._arrange([*self._states, *states])

    def remove(self, column: Column) -> None:
        self._arrange([state for state in self._states if state.column != column])

    def order(self, wanted: Sequence[RunColumn]) -> None:
        """From now on columns stand as they do here; others come after them."""
        self._wanted = tuple(wanted)
        if self.columns != ordered(self.columns, self._wanted):
            self._arrange(self._states)

    def replace_job(self, run_id: str, job: RunJob) -> None:
        """The same cell once more, for another try."""
        state = self._by_run.pop(run_id)
        self._by_run[job.run_id] = state
        state.show_job(job)
        if widget := self._cells.widget_of(state):
            widget.show_anew()
        if state is self._current:
            self.current_changed.emit()

    def take(self, events: Iterable[RunEvent]) -> None:
        for event in events:
            if state := self._by_run.get(run_id_of(event)):
                state.take(event)

    def show_run(self, run: Run) -> None:
        if state := self._by_run.get(run.id):
            state.show_run(run)

    def show_stream(self, job: RunJob, events: Iterable[RunEvent]) -> None:
        """A run that is under way, as if it had been watched from its start."""
        if state := self._by_run.get(job.run_id):
            self.replace_job(job.run_id, job)
            for event in events:
                state.take(event)

    def unpin_all(self) -> None:
        for state in self._states:
            state.set_pinned(False)

    def refresh(self) -> None:
        """Draw what arrived in the cells that can be seen."""
        for cell in self._cells.seen:
            cell.refresh()

    def set_current(self, state: CellState | None) -> None:
        if state is self._current:
            return
        self._current = state
        self._cells.set_current(state)
        self.current_changed.emit()

    def beside_current(self, rows: int, columns: int) -> CellState | None:
        """The nearest cell that many rows down and columns to the right."""
        if self._current is None:
            return None
        row, column = self._current.place
        row, column = row + rows, column + columns
        while 0 <= row < len(self.rows) and 0 <= column < len(self.columns):
            if cell := self._at.get((row, column)):
                return cell
            row, column = row + rows, column + columns
        return None

    def reveal(self, state: CellState) -> Cell | None:
        """Scroll to it, as little as is needed; to its beginning, where not all has room."""
        area, gap = self.geometry_.area(state.place), self.geometry_.gap
        room = self.viewport().size()
        across, down = min(area.width(), room.width()), min(area.height(), room.height() - gap)
        self.ensureVisible(area.left() + across // 2, area.center().y(), across // 2 + 1, 0)
        self.ensureVisible(area.left() + across // 2, area.top() + down // 2, 0, down // 2)
        self._sync()
        return self.widget_of(state)

    def set_wrap(self, wrap: bool) -> None:
        self._wrap = wrap
        for cell in self._cells.every:
            cell.set_wrap(wrap)

    @property
    def view(self) -> View:
        return self._cells.view

    def set_view(self, view: View) -> None:
        """How outputs are shown that have no view of their own."""
        self._cells.set_view(view)

    def allow_retry(self, reason: str) -> None:
        """`reason` says why nothing can be run again; empty if it can."""
        self._no_retry = reason
        for cell in self._cells.every:
            cell.header.allow_retry(reason)

    def set_in_step(self, in_step: bool) -> None:
        self._in_step = in_step

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._frame.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._frame.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw what waits for it first: Qt moves what is drawn only where all of it is current,
        and a board that streams would be drawn anew at every step."""
        QCoreApplication.sendPostedEvents(self.window(), QEvent.Type.UpdateRequest.value)
        super().scrollContentsBy(dx, dy)

    def _arrange(self, states: Sequence[CellState]) -> None:
        """Give every state its place; nobody is told of cells that are not there any more."""
        there = {(state.column, state.row): state for state in states}
        current = self._current.place if self._current else (0, 0)
        self.columns = ordered((column for column, _row in there), self._wanted)
        self.rows = in_rows(row for _column, row in there)
        self._at = {
            (y, x): there[column, row]
            for y, row in enumerate(self.rows)
            for x, column in enumerate(self.columns)
            if (column, row) in there
        }
        for place, state in self._at.items():
            state.place = place
        self._states = list(self._at.values())
        self._by_run = {state.job.run_id: state for state in self._states if not state.empty}
        earlier = earlier_cells(self._states)
        for state in self._states:
            state.set_earlier(state in earlier)
            state.row_title = row_title(state.job, self.rows)
            state.title = _title(state)
        self._fit()
        stays = self._current if self._current and self._is_here(self._current) else None
        self.set_current(stays or self._at.get(current) or next(iter(self._states), None))
        self.current_changed.emit()
        self.cells_changed.emit()

    def _is_here(self, state: CellState) -> bool:
        return self._at.get(state.place) is state

    def _fit(self) -> None:
        metrics, unit = self._canvas.fontMetrics(), self._theme.unit
        lines = ROW_LINES if len(self.rows) > 1 else LOW_ROW_LINES
        self.geometry_ = fitted(
            len(self.rows),
            len(self.columns),
            self.viewport().size(),
            unit + unit // 2,
            metrics.averageCharWidth() * COLUMN_CHARACTERS,
            metrics.lineSpacing() * lines,
        )
        self._canvas.resize(self.geometry_.size)
        self._sync()
        self.placed.emit()

    def _on_moved(self) -> None:
        self._sync()

    def _sync(self) -> None:
        """Widgets for what is in sight now."""
        corner = self._canvas.pos()
        window = QRect(-corner.x(), -corner.y(), self.viewport().width(), self.viewport().height())
        self._cells.show_places(self._at, self.geometry_, window)

    def _new_cell(self) -> Cell:
        cell = Cell(self._theme, self._icons, self._canvas)
        cell.set_wrap(self._wrap)
        cell.header.allow_retry(self._no_retry)
        cell.scrolled.connect(lambda value: self._scroll_in_step(cell, value))
        cell.rendering_wanted.connect(self.rendering_wanted)
        cell.pin_requested.connect(lambda _run, _on: self.cells_changed.emit())
        cell.chosen.connect(lambda: self.set_current(cell.state))
        self.cell_added.emit(cell)
        return cell

    def _refresh_next(self) -> None:
        """One cell at a time, all of them within a frame: no turn of the event loop is long."""
        if not self._turn:
            self._turn = self._cells.seen
            self._frame.setInterval(FRAME_MS // max(1, len(self._turn)))
        if self._turn:
            self._turn.pop().refresh()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isAncestorOf(new):
            return
        if cell := self._cells.around(new):
            self.set_current(cell.state)

    def _scroll_in_step(self, moved: Cell, value: int) -> None:
        if self._in_step:
            for state in self._states:
                state.scroll = value
            for cell in self._cells.bound:
                if cell is not moved:
                    cell.scroll_to(value)


def run_id_of(event: RunEvent) -> str:
    return event.run.id if isinstance(event, RunEnded) else event.run_id


def _title(state: CellState) -> str:
    version = f"v{state.job.version}" if state.job.version is not None else ""
    return " · ".join(part for part in (state.job.model, version, state.row_title) if part)
