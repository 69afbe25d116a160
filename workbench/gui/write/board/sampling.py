"""Samples of the current cell: more of them, and how they vary."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QInputDialog, QSpinBox

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.cell_state import CellState
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.board.samples_dialog import Samples, SamplesDialog, samples_of

AT_FIRST, MOST = 5, 200
"""Further samples that are offered, and that can be asked for at a time."""


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
        self._run_more, self._count = run_more, AT_FIRST
        actions.on("cell.more", self.ask_for_more)
        actions.on("cell.samples", self.show)

    def ask_for_more(self) -> None:
        """How many; the number asked for last is offered."""
        dialog = QInputDialog(self._panel)
        dialog.setObjectName("more_samples")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setWindowTitle(self.tr("Run more of this"))
        dialog.setLabelText(self.tr("Further &samples of this cell"))
        dialog.setOkButtonText(self.tr("Run"))
        dialog.setIntRange(1, MOST)
        dialog.setIntValue(self._count)
        if (box := dialog.findChild(QSpinBox)) is not None:
            named(box, "more_samples.count", self.tr("Further samples of this cell"))
        dialog.intValueSelected.connect(self._on_count)
        dialog.open()

    def _on_count(self, count: int) -> None:
        self._count = count
        self._run_more(count)

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
