"""The columns a person lays beside the draft on the ticked models, remembered for each prompt."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from workbench.domain.history import OpenPrompt
from workbench.domain.json_values import JsonObject, freeze, thaw
from workbench.domain.runs import Run, RunColumn, RunJob
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.background import Background
from workbench.gui.kit.memory import Memory
from workbench.gui.write.board.against import Against, Other
from workbench.gui.write.board.arrangement import Column, Row, row_of
from workbench.gui.write.board.cell_state import CellState
from workbench.gui.write.board.column_dialog import ColumnDialog
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.models.override_dialog import OverrideDialog
from workbench.gui.write.session import WriteSession
from workbench.services.prompts import PromptService
from workbench.services.runs import RunService


class BoardColumns(QObject):
    run_requested = Signal(object)
    """`RunColumn` to be run on every row."""
    untick_requested = Signal(str)
    """The draft on this model is not wanted any more."""

    def __init__(
        self,
        panel: BoardPanel,
        session: WriteSession,
        runs: RunService,
        prompts: PromptService,
        background: Background,
        actions: Actions,
        models: Callable[[], Sequence[str]],
        memory: Memory | None = None,
    ) -> None:
        """`models` are those a column can be of."""
        super().__init__(panel)
        self._panel, self._session, self._models = panel, session, models
        self._runs, self._prompts, self._background = runs, prompts, background
        self._actions, self._memory = actions, memory
        self._order: tuple[RunColumn, ...] = ()
        self._new: set[RunColumn] = set()
        """Were just added, and are to be seen."""
        self._connect()

    def add(self, columns: Sequence[RunColumn]) -> None:
        """Lay them beside the others, with what they last got."""
        session = self._session
        draft = (RunColumn(model) for model in session.models)
        there = {self._said(each) for each in (*session.columns, *draft)}
        new = [each for each in columns if self._said(each) not in there]
        session.set_columns((*session.columns, *new))
        self._keep(self._arranged(columns))
        self._new = set(new)
        self.complete()

    def complete(self) -> None:
        """What was last got in columns that the board lacks, or places for it."""
        on_board = {column.asked for column in self._panel.grid.columns if not column.batch}
        for column in self._session.columns:
            if self._said(column) not in on_board:
                self._look_up(column)

    def remove(self) -> None:
        if not (cell := self._panel.current):
            return
        column = cell.column
        self._panel.grid.remove(column)
        if column.batch:
            return
        asked = column.asked
        if asked == self._said(RunColumn(column.model)) and column.model in self._session.models:
            self.untick_requested.emit(asked.model)
        kept = tuple(each for each in self._session.columns if self._said(each) != asked)
        self._session.set_columns(kept)
        self._keep(tuple(each for each in self._order if each != asked))

    def move(self, by: int) -> None:
        """The current column, to the left or to the right."""
        cell = self._panel.current
        columns = self._panel.grid.columns
        if cell and cell.column in columns:
            self._move_to(cell.column, columns.index(cell.column) + by)

    def _move_to(self, column: Column, place: int) -> None:
        """Among all columns; what is pinned from an earlier batch stays first."""
        columns = [each for each in self._panel.grid.columns if not each.batch]
        if column not in columns:
            return
        fixed = len(self._panel.grid.columns) - len(columns)
        columns.remove(column)
        columns.insert(max(0, place - fixed), column)
        self._keep(tuple(each.asked for each in columns))

    def pin(self) -> None:
        """The current column is what the others are compared with, or is not any more."""
        grid = self._panel.grid
        if not (cell := grid.current):
            return
        column = grid.in_column(cell.column)
        pinned = not all(each.pinned for each in column)
        for each in column:
            each.set_pinned(pinned and not each.empty)
        grid.cells_changed.emit()
        if pinned:
            self._panel.bar.choose(Against(Other.PINNED))

    def run(self) -> None:
        if cell := self._panel.current:
            self.run_requested.emit(self._wanted(cell.column))

    def _said(self, column: RunColumn) -> RunColumn:
        return column.with_own(self._session.overrides)

    def _wanted(self, column: Column) -> RunColumn:
        """With the parameters of now, unless they are the column's own."""
        session = self._session
        own = {(each.model, each.version) for each in session.columns if each.params is None}
        own |= {(model, None) for model in session.models}
        if column.asked in session.columns or (column.model, column.version) not in own:
            return column.asked
        return RunColumn(column.model, column.version)

    def choose_parameters(self) -> None:
        """The model of the current column once more, beside it, with other parameters."""
        cell, content = self._panel.current, self._session.content
        if cell is None or content is None:
            return
        column = cell.column
        dialog = OverrideDialog(
            column.model,
            column.params,
            content.model.params,
            self._panel.theme,
            self._panel.icons,
            self._panel.window(),
        )
        dialog.for_column()

        def add() -> None:
            self.add((RunColumn(column.model, column.version, dialog.values),))

        dialog.accepted.connect(add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose(self) -> None:
        self._open_dialog(self._models(), set(self._session.models))

    def choose_beside(self) -> None:
        """Of the model of the current column."""
        if cell := self._panel.current:
            self._open_dialog((cell.job.model,), {cell.job.model})

    def _open_dialog(self, models: Sequence[str], ticked: set[str]) -> None:
        opened = self._session.open
        if opened is None:
            return
        prompt_id, prompts = opened.prompt.id, self._prompts
        beside = len(models) == 1

        def show(versions: Sequence[Any]) -> None:
            dialog = ColumnDialog(self._panel)
            dialog.show_choices_of(versions, models, ticked if beside else set(), draft=not beside)
            dialog.columns_picked.connect(self.add)
            dialog.open()

        self._background.run(self, lambda: prompts.versions(prompt_id), show)

    def _look_up(self, column: RunColumn) -> None:
        opened = self._session.open
        if opened is None:
            return
        prompt_id, said = opened.prompt.id, self._said(column)

        def show(runs: list[Run]) -> None:
            still = self._session.open and self._session.open.prompt.id == prompt_id
            if still and column in self._session.columns:
                self._panel.grid.add_states(self._states(said, prompt_id, runs))
                self._panel.show_summary()
                self._reveal(column, said)

        self._background.run(
            self, lambda: self._runs.last_in(prompt_id, said), show, lambda _error: None
        )

    def _reveal(self, column: RunColumn, said: RunColumn) -> None:
        """What was just added, in the row that is looked at."""
        if column not in self._new:
            return
        self._new.discard(column)
        grid = self._panel.grid
        row = grid.current.place[0] if grid.current else 0
        added = grid.in_column(Column(said.model, said.version, params=said.params or ()))
        if added:
            grid.reveal(min(added, key=lambda state: abs(state.place[0] - row)))

    def _states(self, column: RunColumn, prompt_id: str, runs: Sequence[Run]) -> list[CellState]:
        """One for each row of the board: the last run of its case, or that there is none."""
        grid = self._panel.grid
        jobs = {cell.row: cell.job for cell in reversed(grid.cells)}
        own = RunJob("", "", prompt_id, "", column.model, self._session.case)
        found = {row_of(run.job): run for run in reversed(runs)}
        place = Column(column.model, column.version, params=column.params or ())
        taken = {(cell.column, cell.row) for cell in grid.cells}
        rows = jobs or {row_of(own): own}
        return [
            _state(column, place, row, job, found.get(row))
            for row, job in rows.items()
            if (place, row) not in taken
        ]

    def _arranged(self, new: Sequence[RunColumn]) -> tuple[RunColumn, ...]:
        there = [column.asked for column in self._panel.grid.columns if not column.batch]
        draft = (RunColumn(model) for model in self._session.models)
        every = (*there, *self._order, *draft, *new)
        return tuple(dict.fromkeys(self._said(each) for each in every))

    def _keep(self, order: tuple[RunColumn, ...]) -> None:
        self._order = order
        self._panel.grid.order(order)
        self._report()
        opened = self._session.open
        if self._memory is None or opened is None:
            return
        kept = {
            "added": [_kept(each) for each in self._session.columns],
            "order": [_kept(each) for each in order],
        }
        self._memory.keep(f"columns.{opened.prompt.id}", json.dumps(kept))

    def _report(self) -> None:
        self._actions.report(columns_added=len(self._session.columns))

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        text = self._memory.text(f"columns.{opened.prompt.id}") if self._memory and opened else ""
        added, self._order = _read(text)
        self._session.set_columns(added)
        self._panel.grid.order(self._order)
        self._report()

    def _connect(self) -> None:
        actions, panel = self._actions, self._panel
        actions.on("column.add", self.choose)
        actions.on("column.beside", self.choose_beside)
        actions.on("column.parameters", self.choose_parameters)
        actions.on("column.pin", self.pin)
        actions.on("column.run", self.run)
        actions.on("column.left", lambda: self.move(-1))
        actions.on("column.right", lambda: self.move(1))
        actions.on("column.remove", self.remove)
        self._session.prompt_opened.connect(self._on_prompt_opened)
        panel.heads.move_requested.connect(self._move_to)
        panel.runs_shown.connect(self.complete)


def _state(column: RunColumn, place: Column, row: Row, job: RunJob, run: Run | None) -> CellState:
    asked = replace(job, model=column.model, version=column.version, params=column.params or ())
    state = CellState(run.job if run else replace(asked, run_id="", digest="", sample=row.sample))
    state.column, state.row = place, row
    if run:
        state.show_run(run)
    return state


def _kept(column: RunColumn) -> tuple[Any, ...]:
    own = column.params
    return column.model, column.version, None if own is None else thaw(JsonObject(own))


def _column(model: str, version: int | None, params: Any = None) -> RunColumn:
    own = None if params is None else tuple((k, freeze(v)) for k, v in params.items())
    return RunColumn(str(model), version, own)


def _read(text: str) -> tuple[tuple[RunColumn, ...], tuple[RunColumn, ...]]:
    """What was kept, or nothing if it cannot be read."""
    try:
        kept = json.loads(text) if text else {}
        added, order = (
            tuple(_column(*each) for each in kept.get(name, ())) for name in ("added", "order")
        )
    except (ValueError, TypeError, AttributeError):
        return (), ()
    return added, order
