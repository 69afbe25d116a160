"""The outputs on the board against others: found in the background, compared off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from workbench.domain.errors import NotFound
from workbench.domain.run_events import RunEnded, RunEvent
from workbench.domain.runs import Run, RunJob
from workbench.gui.kit.background import Background
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.json_texts import output_comparison
from workbench.gui.kit.engine import Engine
from workbench.gui.write.board.against import NOTHING, Against, Other, of_model, previous_of
from workbench.gui.write.board.cell_state import CellState
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.board.wording import translate
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService

RECENT = 200
Find = Callable[[RunJob, Sequence[Run]], Run | None]


class BoardComparing(QObject):
    def __init__(
        self,
        panel: BoardPanel,
        session: WriteSession,
        prompts: PromptService,
        runs: RunService,
        engine: Engine,
        background: Background,
        comparing: Background,
    ) -> None:
        """`comparing` is a thread of its own: a large comparison must not hold up a save."""
        super().__init__(panel)
        self._panel, self._session = panel, session
        self._prompts, self._runs = prompts, runs
        self._background, self._comparing = background, comparing
        self._turn = 0
        self._versions: tuple[int, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.compare)
        panel.bar.against_changed.connect(lambda _against: self.compare())
        panel.bar.side_by_side_toggled.connect(lambda _on: self.compare())
        panel.grid.cells_changed.connect(self._on_cells_changed)
        engine.run_events.connect(self._on_events)
        session.card_changed.connect(lambda _opened: self._read_versions())
        session.prompt_opened.connect(lambda _opened: self._read_versions())

    def compare(self) -> None:
        """Set every output beside what it is to be compared with; older answers are dropped."""
        self._turn += 1
        against = self._panel.bar.chosen
        self._panel.bar.side_by_side.setEnabled(against != NOTHING)
        if against == NOTHING:
            for cell in self._panel.grid.cells:
                cell.show_comparison(None)
        elif against.other in (Other.COLUMN, Other.PINNED):
            self._compare_with(self._on_board(against), of_model, on_board=True)
        else:
            self._compare_with_recorded(against)

    def _compare_with_recorded(self, against: Against) -> None:
        opened, turn = self._session.open, self._turn
        if opened is None:
            return
        prompt_id = opened.prompt.id

        def find() -> list[Run]:
            if against.version is None:
                return self._runs.of_digest(prompt_id, "", RECENT)
            versions = self._prompts.versions(prompt_id)
            digests = [v.digest for v in versions if v.number == against.version]
            if not digests:
                raise NotFound(f"There is no version {against.version}.")
            return self._runs.of_digest(prompt_id, digests[0], RECENT)

        def compare(runs: list[Run]) -> None:
            if turn == self._turn:
                find = previous_of if against.other is Other.PREVIOUS else of_model
                self._compare_with(runs, find)

        self._background.run(self, find, compare)

    def _on_board(self, against: Against) -> list[Run]:
        cells = self._panel.grid.cells
        if against.other is Other.PINNED:
            return [cell.run for cell in cells if cell.pinned and cell.run]
        chosen = [cell for cell in cells if cell.job.model == against.model]
        return [cell.run for cell in chosen if cell.run]

    def _compare_with(self, runs: Sequence[Run], find: Find, *, on_board: bool = False) -> None:
        for cell in self._panel.grid.cells:
            if cell.run is None:
                continue
            other = find(cell.job, runs)
            if on_board and any(run.id == cell.run.id for run in runs):
                cell.show_comparison(None, translate("the others are compared with this"))
            elif other is None:
                cell.show_comparison(None, translate("nothing to compare with"))
            else:
                self._compare_cell(cell, cell.run, other)

    def _compare_cell(self, cell: CellState, run: Run, other: Run) -> None:
        turn, run_id = self._turn, cell.job.run_id
        side_by_side = self._panel.bar.side_by_side.isChecked()

        def show(comparison: Comparison) -> None:
            if turn == self._turn and self._panel.grid.cell_of(run_id) is cell:
                reference = " · ".join(filter(None, (_reference(other), comparison.words)))
                cell.show_comparison(comparison, reference)

        work = partial(output_comparison, other.text, run.text, side_by_side=side_by_side)
        self._comparing.run(self, work, show)

    def _on_events(self, events: list[RunEvent]) -> None:
        if self._panel.bar.chosen != NOTHING and any(isinstance(e, RunEnded) for e in events):
            self._soon.start()

    def _on_cells_changed(self) -> None:
        self._show_choices()
        if self._panel.bar.chosen != NOTHING:
            self._soon.start()

    def _show_choices(self) -> None:
        grid = self._panel.grid
        models = tuple(dict.fromkeys(cell.job.model for cell in grid.cells))
        self._panel.bar.show_choices(models, self._versions, bool(grid.pinned))

    def _read_versions(self) -> None:
        opened = self._session.open
        if opened is None:
            return
        prompt_id = opened.prompt.id

        def show(versions: Sequence[int]) -> None:
            if self._session.open and self._session.open.prompt.id == prompt_id:
                self._versions = tuple(versions)
                self._show_choices()

        def read() -> list[int]:
            return [version.number for version in self._prompts.versions(prompt_id)[:20]]

        self._background.run(self, read, show)


def _reference(run: Run) -> str:
    version = f"v{run.job.version} · " if run.job.version is not None else ""
    time = f"{run.created_at.astimezone():%d %b %H:%M}"
    return translate("against {0}").format(f"{version}{run.job.model}, {time}")
