"""Samples of the current cell: more of them, and how they vary."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.cell_state import CellState
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.board.samples_dialog import Samples, SamplesDialog, samples_of

AT_ONCE = 5


class BoardSampling(QObject):
    def __init__(
        self,
        panel: BoardPanel,
        run_more: Callable[[int], None],
        working: Background,
        actions: Actions,
        theme: Theme,
    ) -> None:
        """`working` is not the services' thread."""
        super().__init__(panel)
        self._panel, self._working, self._theme = panel, working, theme
        actions.on("cell.more", partial(run_more, AT_ONCE))
        actions.on("cell.samples", self.show)

    def show(self) -> None:
        """Of all runs of the current cell's case in its column."""
        if not (cell := self._panel.current):
            return
        samples = self._panel.grid.samples_of(cell)
        runs = [each.run for each in samples if each.run]
        work = partial(samples_of, runs, len(samples))
        self._working.run(self, work, partial(self._open, cell))

    def _open(self, cell: CellState, samples: Samples) -> None:
        title = " · ".join(filter(None, (cell.job.model, cell.job.case.name)))
        dialog = SamplesDialog(self._theme, title, self._panel)
        dialog.show_samples(samples)
        dialog.open()
