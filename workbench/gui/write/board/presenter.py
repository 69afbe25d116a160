"""Runs, from `Ctrl+Enter` to the cells: save, freeze, estimate, ask if it is dear, start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal

from workbench.domain.amounts import money
from workbench.domain.errors import InvalidSchema, MissingValues, TemplateError, WorkbenchError
from workbench.domain.estimates import Estimate
from workbench.domain.history import OpenPrompt
from workbench.domain.problems import Analysis
from workbench.domain.run_events import RunEvent
from workbench.domain.runs import Failure, Outcome, Run, RunColumn, RunJob
from workbench.domain.settings import Settings
from workbench.gui.commands.context import NOTHING_TO_RETRY
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.ask import Ask
from workbench.gui.kit.background import Background
from workbench.gui.kit.engine import Engine
from workbench.gui.write.board.arrangement import overtaken, with_try
from workbench.gui.write.board.cell_commands import CellCommands
from workbench.gui.write.board.cell_state import CellState
from workbench.gui.write.board.live import LiveRuns
from workbench.gui.write.board.missing import Spot, finished_places, missing_jobs, newest_batch
from workbench.gui.write.board.panel import BoardPanel
from workbench.gui.write.session import WriteSession
from workbench.services.runs import RunPlan, RunService


class RunPresenter(QObject):
    place_requested = Signal(object)
    """`MissingValues` or `TemplateError`: whoever has the field or the line shows it."""
    refused = Signal(object)
    """The same errors when they keep a draft from running: mark the fields."""
    board_wanted = Signal()
    """Something is to be seen on the board."""
    recorded = Signal()
    """A batch was started or a run ended: the history has something new."""

    def __init__(
        self,
        panel: BoardPanel,
        session: WriteSession,
        runs: RunService,
        engine: Engine,
        background: Background,
        actions: Actions,
        ask: Ask,
        settings: Callable[[], Settings],
    ) -> None:
        super().__init__(panel)
        self._panel, self._session, self._runs = panel, session, runs
        self._engine, self._background = engine, background
        self._actions, self._ask, self._settings = actions, ask, settings
        self._live = LiveRuns()
        self._analysis: Analysis | None = None
        self._starting = False
        self._asked_too_soon: Callable[[], None] | None = None
        """A run that what is known of an older draft would refuse; the newest decides."""
        self._planned: RunPlan | None = None
        """What waits for its estimate: on the board, and not sent."""
        self._looks = 0
        self._connect()
        self._show_models()
        self._show_context()

    @property
    def current_cell(self) -> CellState | None:
        """The cell that was clicked or had the keyboard last."""
        return self._panel.current

    def current_run(self) -> Run | None:
        """The run in the current cell, once it is over."""
        cell = self._panel.current
        return cell.run if cell else None

    def start(self) -> None:
        """Run the draft as it is now on every ticked model, and the columns beside it."""
        self._ask_for(self._columns())

    def fill(self) -> None:
        """Run what has no finished answer on the board yet, beside what has."""
        self._ask_for(self._columns(), done=finished_places(self._panel.grid.cells))

    def run_column(self, column: RunColumn) -> None:
        """On every row, in place of what is there."""
        self._ask_for((column,), done={})

    def run_more(self, count: int) -> None:
        """Further samples of the current cell, in rows of their own."""
        cell = self._panel.current
        if cell is None or cell.empty or self._no_retry():
            return
        column = self._panel.grid.in_column(cell.column)
        first = 1 + max(each.row.sample for each in column if each.row.case == cell.row.case)
        jobs = self._runs.more(cell.job, range(first, first + count))
        self._panel.notice.show_words("")
        self._on_planned(RunPlan(cell.job.batch_id, cell.job.digest, tuple(jobs)), beside=True)

    def _drop_overtaken(self) -> None:
        """What was got with parameters that have changed makes room for what is run now."""
        own = self._session.overrides
        wanted = [each.with_own(own) for each in self._columns()]
        pinned = {cell.column for cell in self._panel.grid.pinned}
        for column in overtaken(self._panel.grid.columns, wanted):
            if column not in pinned:
                self._panel.grid.remove(column)

    def _columns(self) -> tuple[RunColumn, ...]:
        draft = (RunColumn(model) for model in self._session.models)
        return tuple(dict.fromkeys((*draft, *self._session.columns)))

    def _ask_for(
        self, columns: Sequence[RunColumn], done: Mapping[Spot, str] | None = None
    ) -> None:
        """`done` says which digest finished where; None: everything is run anew."""
        opened, content = self._session.open, self._session.content
        if opened is None or content is None or self._starting:
            return
        self.board_wanted.emit()
        if missing := self._missing_values():
            if self._session.analysing:
                self._asked_too_soon = partial(self._ask_for, columns, done)
            else:
                self._refuse(MissingValues(missing))
            return
        self._panel.notice.show_words("")
        self._starting = True
        plan = partial(
            self._runs.plan,
            opened.prompt.id,
            content,
            models=(),
            columns=columns,
            cases=self._session.cases or (self._session.case,),
            samples=self._session.samples,
            overrides=self._session.overrides,
            batch_id="" if done is None else newest_batch(self._panel.grid.cells),
        )

        def plan_missing() -> RunPlan:
            made = plan()
            return made if done is None else replace(made, jobs=missing_jobs(made.jobs, done))

        self._session.flush(lambda: self._plan(plan_missing, beside=done is not None))

    def stop_all(self) -> None:
        self._give_up()
        self._engine.stop(self._live.ids)

    def stop(self, run_id: str) -> None:
        if run_id not in self._live:
            self._give_up()
        self._engine.stop((run_id,))

    def retry(self, run_id: str) -> None:
        """The same once more, in the same place."""
        if self._no_retry():
            return
        if cell := self._panel.grid.cell_of(run_id):
            job = self._runs.again(cell.job)
            self._panel.grid.replace_job(run_id, job)
            self._start((job,))

    def retry_all(self) -> None:
        for run_id in self._to_retry():
            self.retry(run_id)

    def show_batch(self, batch_id: str) -> None:
        """Put an earlier batch on the board."""
        self.board_wanted.emit()
        self._look_for(lambda: self._runs.batch(batch_id))

    def show_run(self, run_id: str) -> None:
        """Put the batch of a run on the board, with that try of it."""

        def read() -> list[Run]:
            run = self._runs.run(run_id)
            return with_try(run, self._runs.batch(run.job.batch_id))

        self.board_wanted.emit()
        self._look_for(read, lambda: self._panel.reveal(run_id))

    def _plan(self, plan: Callable[[], RunPlan], *, beside: bool) -> None:
        show = partial(self._on_planned, beside=beside, overtaking=beside)
        self._background.run(self, plan, show, self._on_not_planned)

    def _on_planned(self, plan: RunPlan, *, beside: bool, overtaking: bool = False) -> None:
        """`beside`: what is on the board stays there, but for what is `overtaking` it."""
        if not plan.jobs:
            self._starting = False
            self._panel.notice.show_words(self.tr("Nothing is missing: every cell has its answer."))
            return
        self._planned = plan
        if self._is_open(plan.jobs[0].prompt_id):
            self._looks += 1
            if overtaking:
                self._drop_overtaken()
            self._panel.show_jobs(plan.jobs, beside=beside)
        self._report()
        self._engine.estimate(
            plan.jobs,
            lambda estimate: self._on_estimated(plan, estimate),
            lambda error: self._on_not_estimated(plan, error),
        )

    def _on_not_planned(self, error: WorkbenchError) -> None:
        self._starting = False
        self._refuse(error)

    def _give_up(self) -> None:
        """Nothing of what waits for its estimate is sent; what was on the board comes back."""
        self._asked_too_soon = None
        if plan := self._planned:
            self._planned, self._starting = None, False
            self._show_latest(plan.jobs[0].prompt_id)

    def _on_estimated(self, plan: RunPlan, estimate: Estimate) -> None:
        if plan is not self._planned:
            return
        self._planned, self._starting = None, False
        if self._affordable(plan, estimate):
            self._start(plan.jobs)
        else:
            self._show_latest(plan.jobs[0].prompt_id)

    def _on_not_estimated(self, plan: RunPlan, error: WorkbenchError) -> None:
        if plan is not self._planned:
            return
        self._planned, self._starting = None, False
        self._show_latest(plan.jobs[0].prompt_id)
        self._refuse(error)

    def _affordable(self, plan: RunPlan, estimate: Estimate) -> bool:
        limit = self._settings().limits.confirm_above_usd
        if estimate.cost_usd <= limit:
            return True
        text = self.tr(
            "{0} runs are estimated to cost about {1}, above your limit of {2}. The estimate "
            "takes the longest answer that is allowed."
        ).format(len(plan.jobs), money(estimate.cost_usd), money(limit))
        if estimate.unpriced:
            unknown = self.tr("The price of {0} is not known and not counted.")
            text += " " + unknown.format(", ".join(estimate.unpriced))
        return self._ask.confirm(self.tr("Run at this cost?"), text, self.tr("Run"))

    def _start(self, jobs: Sequence[RunJob]) -> None:
        self._live.begin(job.run_id for job in jobs)
        self._engine.start(jobs)
        self._report()
        self.recorded.emit()

    def _refuse(self, error: WorkbenchError) -> None:
        has_place = isinstance(error, (MissingValues, TemplateError, InvalidSchema))
        self._panel.notice.show_error(error, has_place=has_place)
        self.refused.emit(error)

    def _missing_values(self) -> list[str]:
        inputs = self._analysis.inputs if self._analysis else ()
        needed = [item.name for item in inputs if item.needed]
        cases = self._session.cases or (self._session.case,)
        given = [{name for name, value in c.values if value not in (None, "")} for c in cases]
        return [name for name in needed if any(name not in each for each in given)]

    def _on_events(self, events: list[RunEvent]) -> None:
        ended = self._live.take(events)
        self._panel.take(events)
        self._report()
        if ended:
            self._panel.current_changed.emit()
            self.recorded.emit()

    def _on_prompt_opened(self, opened: OpenPrompt | None) -> None:
        self._analysis, self._asked_too_soon = None, None
        self._panel.notice.show_words("")
        self._panel.grid.unpin_all()
        self._panel.show_jobs(())
        self._report()
        self._looks += 1
        if opened:
            self._show_latest(opened.prompt.id)

    def _show_latest(self, prompt_id: str) -> None:
        if self._is_open(prompt_id):
            self._look_for(lambda: self._runs.latest(prompt_id))

    def _is_open(self, prompt_id: str) -> bool:
        opened = self._session.open
        return opened is not None and opened.prompt.id == prompt_id

    def _look_for(
        self, read: Callable[[], list[Run]], then: Callable[[], object] = lambda: None
    ) -> None:
        """Show what was asked for last, unless a run was put on the board in the meantime."""
        self._looks += 1
        look = self._looks

        def show(runs: list[Run]) -> None:
            if look == self._looks:
                self._show_runs(runs)
                then()

        self._background.run(self, read, show)

    def _show_runs(self, runs: list[Run]) -> None:
        self._panel.show_runs(runs)
        for run in runs:
            if run.id in self._live:
                self._panel.grid.show_stream(run.job, self._live.so_far(run.id))
        self._report()

    def _on_analysed(self, analysis: Analysis) -> None:
        self._analysis = analysis

    def _on_analysis_ended(self) -> None:
        asked, self._asked_too_soon = self._asked_too_soon, None
        if asked:
            asked()

    def _no_retry(self) -> str:
        """Why nothing can be run again, whatever is on the board."""
        reason = self._actions.reason("run.retry")
        none_failed = QCoreApplication.translate("commands", NOTHING_TO_RETRY)
        return "" if reason == none_failed else reason

    def _show_context(self) -> None:
        self._panel.grid.allow_retry(self._no_retry())

    def _to_retry(self) -> list[str]:
        fine = (Outcome.FINISHED, Outcome.QUEUED, Outcome.RUNNING)
        cells = self._panel.grid.cells
        return [c.job.run_id for c in cells if not (c.outcome in fine or c.pinned or c.empty)]

    def _report(self) -> None:
        waiting = len(self._planned.jobs) if self._planned else 0
        self._actions.report(
            running=len(self._live) + waiting,
            runs_to_retry=len(self._to_retry()),
            review=replace(self._actions.context.review, boarded=len(self._panel.finished_runs)),
        )
        self._panel.show_summary()
        self._report_current()

    def _report_current(self) -> None:
        cell = self._panel.current
        outcome = cell.outcome if cell else Outcome.QUEUED
        self._actions.report(
            cell_current=cell is not None,
            cell_finished=outcome is Outcome.FINISHED,
            cell_over=outcome.over,
        )

    def _show_models(self) -> None:
        self._panel.empty.show_models(self._session.models)

    def _on_place(self, failure: Failure | None) -> None:
        if failure is not None:
            index, line = failure.message_index, failure.line
            self.place_requested.emit(
                TemplateError(failure.message, message_index=index, line=line)
            )

    def _on_remedy(self, command_id: str) -> None:
        self._actions.run(command_id)

    def _connect(self) -> None:
        actions, panel, session = self._actions, self._panel, self._session
        panel.use_actions(actions["run.start"], actions["run.stop"], actions["view.wrap"])
        actions.context_changed.connect(lambda _context: self._show_context())
        actions.on("run.start", self.start)
        actions.on("run.stop", self.stop_all)
        actions.on("run.retry", self.retry_all)
        actions.on("run.fill", self.fill)
        panel.run_requested.connect(self.fill)
        CellCommands(panel, actions, self.stop, self.retry)
        panel.current_changed.connect(self._report_current)
        panel.stop_requested.connect(self.stop)
        panel.retry_requested.connect(self.retry)
        panel.remedy_requested.connect(self._on_remedy)
        panel.notice.place_requested.connect(self.place_requested)
        panel.place_requested.connect(self._on_place)
        session.prompt_opened.connect(self._on_prompt_opened)
        session.analysed.connect(self._on_analysed)
        session.analysis_ended.connect(self._on_analysis_ended)
        session.plan_changed.connect(self._show_models)
        self._engine.run_events.connect(self._on_events)
