"""The run board: outputs side by side, or what belongs there while there are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from workbench.domain.run_events import RunEvent
from workbench.domain.runs import Outcome, Run, RunJob
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.arrangement import Column
from workbench.gui.write.board.bar import BoardBar
from workbench.gui.write.board.cell import Cell
from workbench.gui.write.board.cell_menu import show_cell_menu
from workbench.gui.write.board.cell_state import CellState
from workbench.gui.write.board.grid import CellGrid
from workbench.gui.write.board.heads import ColumnHeads
from workbench.gui.write.board.notice import Notice
from workbench.gui.write.board.wording import STATES, translate


class BoardPanel(QWidget):
    stop_requested = Signal(str)
    retry_requested = Signal(str)
    remedy_requested = Signal(str)
    place_requested = Signal(object)
    """The `Failure` of a cell whose place in the draft is to be shown."""
    """Id of a command."""
    run_requested = Signal()
    """What is missing is to be run."""
    runs_shown = Signal()
    """Recorded runs were put on the board."""
    current_changed = Signal()
    """Another cell is the current one, or its run is another or over."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board")
        self.setAccessibleName(self.tr("Run board"))
        self.theme, self.icons = theme, icons
        self.bar = BoardBar(theme, icons, self)
        self.notice = Notice(icons, self)
        self.grid = CellGrid(theme, icons)
        self.empty = EmptyBoard(self)
        self.heads = ColumnHeads(theme, icons, self.grid, self)
        self._cell_actions: Sequence[QAction | None] = ()
        self._column_actions: Sequence[QAction | None] = ()
        self._filled = QWidget(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._filled)
        self._lay_out()
        self.grid.cell_added.connect(self._connect_cell)
        self.grid.cells_changed.connect(self._show_which)
        self.grid.current_changed.connect(self.current_changed)
        self.grid.current_changed.connect(self._show_focus)
        self.grid.placed.connect(self._show_focus)
        self.heads.menu_requested.connect(self._show_column_menu)
        self.bar.in_step_toggled.connect(self.grid.set_in_step)

    def use_actions(self, start: QAction, stop: QAction, wrap: QAction) -> None:
        self.bar.use_actions(stop, wrap)
        self.empty.use_action(start)
        wrap.toggled.connect(self.grid.set_wrap)
        self.grid.set_wrap(wrap.isChecked())

    def use_cell_menu(self, actions: Sequence[QAction | None]) -> None:
        """What the menu of a cell holds; None is a line."""
        self._cell_actions = actions

    @property
    def current(self) -> CellState | None:
        return self.grid.current

    @property
    def finished_runs(self) -> tuple[str, ...]:
        """Ids of the runs on the board that have an output."""
        cells = self.grid.cells
        return tuple(cell.job.run_id for cell in cells if cell.outcome is Outcome.FINISHED)

    def go(self, rows: int, columns: int) -> None:
        """Move the keyboard to another cell."""
        if cell := self.grid.beside_current(rows, columns):
            self.grid.set_current(cell)
            if widget := self.grid.reveal(cell):
                widget.setFocus()

    def show_jobs(self, jobs: Sequence[RunJob], *, beside: bool = False) -> None:
        """Runs that are about to start, beside what is pinned, or beside all there is."""
        if beside:
            self.grid.add_states([CellState(job) for job in jobs])
        else:
            self.grid.show_jobs(jobs)
        self.show_summary()

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Runs as they were recorded, beside what is pinned."""
        self.grid.show_jobs([run.job for run in runs])
        for run in runs:
            self.grid.show_run(run)
        self.grid.refresh()
        self.show_summary()
        self.runs_shown.emit()

    def reveal(self, run_id: str) -> None:
        """Scroll to the cell of a run."""
        if cell := self.grid.cell_of(run_id):
            self.grid.set_current(cell)
            self.grid.reveal(cell)

    def take(self, events: Iterable[RunEvent]) -> None:
        self.grid.take(events)

    def show_summary(self) -> None:
        """How many runs there are in each state, in words."""
        counts: dict[Outcome, int] = {}
        for cell in (cell for cell in self.grid.cells if not cell.empty):
            counts[cell.outcome] = counts.get(cell.outcome, 0) + 1
        words = (f"{counts[o]} {translate(STATES[o].word)}" for o in Outcome if o in counts)
        self.bar.show_summary(" · ".join(words))
        self.heads.show_samples()

    def _connect_cell(self, cell: Cell) -> None:
        cell.stop_requested.connect(self.stop_requested)
        cell.retry_requested.connect(self.retry_requested)
        cell.remedy_requested.connect(self.remedy_requested)
        cell.place_requested.connect(self.place_requested)
        cell.menu_requested.connect(self._show_cell_menu)
        cell.run_requested.connect(self.run_requested)

    def use_column_menu(self, actions: Sequence[QAction | None]) -> None:
        """What the menu of a column holds; None is a line."""
        self._column_actions = actions

    def _show_column_menu(self, column: Column, at: QPoint) -> None:
        """What is chosen there works on the current column, so this one becomes it."""
        current = self.grid.current
        in_column = self.grid.in_column(column)
        if in_column and current not in in_column:
            self.grid.set_current(in_column[0])
        show_cell_menu(self, self._column_actions, at, "board.column_menu")

    def _show_cell_menu(self, at: QPoint) -> None:
        show_cell_menu(self, self._cell_actions, at)

    def _show_which(self) -> None:
        self._stack.setCurrentWidget(self._filled if self.grid.cells else self.empty)
        self._show_focus()

    def _show_focus(self) -> None:
        """The keyboard that comes to the board goes to the current cell, or to one in sight."""
        widget = self.grid.widget_of(self.grid.current) or next(iter(self.grid.widgets), None)
        self.setFocusProxy(widget or self.empty.run)

    def _lay_out(self) -> None:
        filled = QVBoxLayout(self._filled)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.setSpacing(0)
        filled.addWidget(self.heads)
        filled.addWidget(self.grid, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.notice)
        layout.addWidget(self._stack, 1)


class EmptyBoard(QWidget):
    """What belongs here, and the action that fills it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._words.setProperty("tone", "muted")
        self.run = QPushButton(self.tr("Run"), self)
        self.run.setProperty("kind", "primary")
        self.run.setObjectName("board.run")
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self._words)
        layout.addSpacing(8)
        layout.addWidget(self.run, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.show_models(())

    def use_action(self, start: QAction) -> None:
        keys = start.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.run.setText(self.tr("Run   {0}").format(keys).strip())
        self.run.setEnabled(start.isEnabled())
        self.run.setToolTip(start.toolTip())
        self.run.clicked.connect(start.trigger)
        start.changed.connect(lambda: self._follow(start))

    def show_models(self, models: Sequence[str]) -> None:
        """Say what running will do with the models that are ticked."""
        if not models:
            words = self.tr(
                "Outputs appear here, side by side. Tick one or more models, then run the draft."
            )
        else:
            words = self.tr("Runs the draft on {0} and streams the outputs here, side by side.")
        self._words.setText(words.format(_listed(models)))

    def _follow(self, start: QAction) -> None:
        self.run.setEnabled(start.isEnabled())
        self.run.setToolTip(start.toolTip())


def _listed(models: Sequence[str]) -> str:
    shown = ", ".join(models[:4])
    return f"{shown} + {len(models) - 4}" if len(models) > 4 else shown
