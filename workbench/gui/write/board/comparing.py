"""The outputs on the board against others: found in the background, compared off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from workbench.domain.errors import NotFound
from workbench.domain.run_events import RunEnded, RunEvent
from workbench.domain.runs import Run, RunColumn, RunJob
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.differences.comparison_view import Comparison
from workbench.gui.kit.differences.json_texts import output_comparison
from workbench.gui.kit.engine import Engine
from workbench.gui.write.board.against import NOTHING, Against, Other, of_model, previous_of
from workbench.gui.write.board.cell_state import CellState
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.board.picking import Choice, PickDialog
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
        actions: Actions,
    ) -> None:
        """`comparing` is a thread of its own: a large comparison must not hold up a save."""
        super().__init__(panel)
        self._panel, self._session = panel, session
        self._prompts, self._runs = prompts, runs
        self._background, self._comparing = background, comparing
        self._turn = 0
        self._versions: tuple[int, ...] = ()
        actions.on("cell.compare", self.choose_other)
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
        self._compare_own()
        if against == NOTHING:
            for cell in self._others():
                self._show_plainly(cell)
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
        column = RunColumn(against.model, against.version, against.params)
        chosen = [cell for cell in cells if cell.column.asked == column]
        return [cell.run for cell in chosen if cell.run]

    def _others(self) -> list[CellState]:
        """Those that have nothing of their own to be compared with; in sight first."""
        shown = {widget.state for widget in self._panel.grid.widgets}
        cells = [cell for cell in self._panel.grid.cells if not cell.against]
        return sorted(cells, key=lambda cell: cell not in shown)

    def _compare_own(self) -> None:
        for cell in self._panel.grid.cells:
            if cell.against and cell.run:
                other = self._panel.grid.cell_of(cell.against)
                if other and other.run:
                    self._compare_cell(cell, cell.run, other.run)

    def _compare_with(self, runs: Sequence[Run], find: Find, *, on_board: bool = False) -> None:
        references = {run.id for run in runs} if on_board else set()
        for cell in self._others():
            if cell.run is None:
                continue
            other = find(cell.job, runs)
            if cell.run.id in references:
                self._show_plainly(cell, translate("the others are compared with this"))
            elif other is None:
                self._show_plainly(cell, translate("nothing to compare with"))
            else:
                self._compare_cell(cell, cell.run, other)

    def _show_plainly(self, cell: CellState, words: str = "") -> None:
        cell.compared = None
        if cell.comparison is not None or cell.reference != words:
            cell.show_comparison(None, words)

    def _compare_cell(self, cell: CellState, run: Run, other: Run) -> None:
        """What is compared already, or about to be, is not compared again."""
        side_by_side = self._panel.bar.side_by_side.isChecked()
        wanted = (run.id, other.id, side_by_side)
        if cell.compared == wanted:
            return
        cell.compared = wanted

        def show(comparison: Comparison) -> None:
            if cell.compared == wanted:
                reference = " · ".join(filter(None, (comparison.words, _reference(other))))
                cell.show_comparison(comparison, reference)

        work = partial(output_comparison, other.text, run.text, side_by_side=side_by_side)
        self._comparing.run(self, work, show)

    def _on_events(self, events: list[RunEvent]) -> None:
        if self._compares and any(isinstance(e, RunEnded) for e in events):
            self._soon.start()

    def _on_cells_changed(self) -> None:
        self._show_choices()
        if self._compares:
            self._soon.start()

    @property
    def _compares(self) -> bool:
        own = any(cell.against for cell in self._panel.grid.cells)
        return own or self._panel.bar.chosen != NOTHING

    def choose_other(self) -> None:
        """For the current cell alone: any other cell whose run is over."""
        cell = self._panel.current
        if cell is None or cell.run is None:
            return
        ended = [each for each in self._panel.grid.cells if each.run and each is not cell]
        choices = [Choice("", translate("nothing"))]
        choices += [
            Choice(each.job.run_id, _choice_words(each), each.job.run_id == cell.against)
            for each in ended
        ]
        title = translate("Compare with…").rstrip("…")
        dialog = PickDialog("compare_with", title, translate("Compare"), self._panel)
        dialog.show_choices(choices)
        dialog.picked.connect(lambda keys: self._compare_current(cell, str(keys[0])))
        dialog.open()

    def _compare_current(self, cell: CellState, run_id: str) -> None:
        cell.against = run_id
        self.compare()

    def _show_choices(self) -> None:
        grid = self._panel.grid
        columns = [column.asked for column in grid.columns if not column.batch]
        self._panel.bar.show_choices(columns, self._versions, bool(grid.pinned))

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


def _choice_words(cell: CellState) -> str:
    version = "" if cell.job.version is not None else translate("draft")
    start = " ".join(cell.exact_text[:120].split())[:60]
    return " · ".join(part for part in (version, cell.title, start) if part)


def _reference(run: Run) -> str:
    version = f"v{run.job.version} · " if run.job.version is not None else ""
    time = f"{run.created_at.astimezone():%d %b %H:%M}"
    return translate("against {0}").format(f"{version}{run.job.model}, {time}")
