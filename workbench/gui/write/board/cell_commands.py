"""The commands that work on the current cell of the board."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from workbench.gui.commands.board import CELL_MENU
from workbench.gui.commands.columns import COLUMN_MENU
from workbench.gui.kit.actions import Actions
from workbench.gui.write.board.panel import BoardPanel

ON_THE_BAR = ("run.fill", "board.cases", "column.add")
STEPS = {"left": (0, -1), "right": (0, 1), "up": (-1, 0), "down": (1, 0)}
"""Rows and columns to go."""


class CellCommands(QObject):
    def __init__(
        self,
        panel: BoardPanel,
        actions: Actions,
        stop: Callable[[str], None],
        retry: Callable[[str], None],
    ) -> None:
        super().__init__(panel)
        self._panel, self._stop, self._retry = panel, stop, retry
        panel.use_column_menu([None if each is None else actions[each] for each in COLUMN_MENU])
        panel.use_cell_menu([None if each is None else actions[each] for each in CELL_MENU])
        panel.bar.use_board_actions(*(actions[each] for each in ON_THE_BAR))
        for name, (rows, columns) in STEPS.items():
            actions.on(f"cell.{name}", partial(panel.go, rows, columns))
        actions.on("cell.menu", self._show_menu)
        actions.on("cell.copy", self._copy)
        actions.on("cell.pin", self._pin)
        actions.on("cell.retry", self._retry_current)
        actions.on("cell.stop", self._stop_current)

    def _show_menu(self) -> None:
        if (cell := self._panel.current) and (widget := self._panel.grid.reveal(cell)):
            widget.show_menu()

    def _copy(self) -> None:
        if cell := self._panel.current:
            QGuiApplication.clipboard().setText(cell.exact_text)

    def _pin(self) -> None:
        if cell := self._panel.current:
            cell.set_pinned(not cell.pinned)
            self._panel.grid.cells_changed.emit()

    def _retry_current(self) -> None:
        if cell := self._panel.current:
            self._retry(cell.job.run_id)

    def _stop_current(self) -> None:
        if cell := self._panel.current:
            self._stop(cell.job.run_id)
