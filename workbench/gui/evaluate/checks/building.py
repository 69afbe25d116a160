"""Puts checks into Evaluate: their panes, the trust of programs, who gives way to whom."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from workbench.gui.evaluate.around import Around
from workbench.gui.evaluate.cell.pane import CellPane
from workbench.gui.evaluate.cell.presenter import CellPresenter
from workbench.gui.evaluate.checks.commanding import CheckCommands
from workbench.gui.evaluate.checks.dataset_checks import DatasetChecks
from workbench.gui.evaluate.checks.evaluation_checks import EvaluationChecks
from workbench.gui.evaluate.checks.trust_banner import TrustBanner
from workbench.gui.evaluate.checks.trusting import Trusting
from workbench.gui.evaluate.datasets.page import DatasetPage
from workbench.gui.evaluate.datasets.presenter import DatasetPresenter
from workbench.gui.evaluate.grid.presenter import GridPresenter
from workbench.gui.evaluate.page import EvaluatePlace


class CheckingPart(QObject):
    said = Signal(str)
    prompt_wanted = Signal(str, str)

    def __init__(
        self,
        place: EvaluatePlace,
        around: Around,
        grid: GridPresenter,
        cell: CellPresenter,
        pane: CellPane,
    ) -> None:
        super().__init__(place)
        self._place, self._pane = place, pane
        self._grid, self._around = grid, around
        page = place.grid
        self.trusting = Trusting(around, place)
        self.evaluation = EvaluationChecks(page, grid, cell, around, self.trusting)
        self.banner = TrustBanner(page, grid, around, self.trusting)
        for each in (self.trusting, self.evaluation, self.banner):
            each.said.connect(self.said)
        self.evaluation.prompt_wanted.connect(self.prompt_wanted)
        self.evaluation.panel.try_strip.trust_requested.connect(self._ask_trust)
        place.trust_requested.connect(self._on_trust)
        place.grid.bar.turned.connect(self._make_room)
        pane.opened.connect(self._on_cell)
        self.evaluation.panel.shown.connect(self._on_checks)

    def take_dataset(self, page: DatasetPage, presenter: DatasetPresenter) -> None:
        """Its checks have a pane, too; the commands are for the one that is seen."""
        self.dataset = DatasetChecks(page, presenter, self._around, self.trusting)
        self.dataset.prompt_wanted.connect(self.prompt_wanted)
        self.dataset.panel.try_strip.trust_requested.connect(self.trusting.ask)
        panes = (self.evaluation, self.dataset)
        self.commands = CheckCommands(self._around.actions, panes, self)

    def _on_trust(self, wanted: bool) -> None:
        if wanted:
            self._ask_trust()
        else:
            self.trusting.set_trusted(False)

    def _ask_trust(self) -> None:
        self.trusting.ask(self._grid.evaluation)

    def _on_cell(self, opened: bool) -> None:
        """Where there is little room, one pane is open at a time."""
        if opened and self._place.narrow and not self.evaluation.panel.isHidden():
            self.evaluation.close()
        self._make_room()

    def _on_checks(self, opened: bool) -> None:
        if opened and self._place.narrow:
            self._pane.hide()
        self._make_room()

    def _make_room(self) -> None:
        """Only beside the cases: the other views have no pane."""
        panes = (self._pane, self.evaluation.panel)
        seen = self._place.grid.bar.tabs.currentIndex() == 0
        self._place.make_room(seen and any(not each.isHidden() for each in panes))
