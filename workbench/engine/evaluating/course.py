"""One evaluation under way: cells are begun, scored, recorded and told, a bounded few at a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from workbench.domain.amounts import money
from workbench.domain.checks import CellScore, Check, Score
from workbench.domain.datasets import Case, Dataset
from workbench.domain.errors import WorkbenchError
from workbench.domain.evaluations import (
    Cell,
    CellsChanged,
    Evaluation,
    EvaluationEvent,
    EvaluationState,
)
from workbench.domain.run_events import RunEvent, RunStarted
from workbench.domain.runs import Outcome, Run
from workbench.engine.evaluating.agenda import Agenda, recorded_cells
from workbench.engine.evaluating.asking import Asked
from workbench.engine.evaluating.batching import Batching, Doing
from workbench.engine.evaluating.budget import Budget
from workbench.engine.evaluating.cells import (
    UNHEARD,
    Work,
    cell_of,
    job_of,
    judging_cost,
)
from workbench.engine.evaluating.estimating import Estimating
from workbench.engine.evaluating.expecting import Expecting
from workbench.engine.evaluating.grouping import Groups, GroupScoring
from workbench.engine.evaluating.ledger import Ledger
from workbench.engine.evaluating.outputs import Outputs
from workbench.engine.evaluating.refusing import Refusing, is_mendable
from workbench.engine.evaluating.scoring import Checklist, Scoring, has_group_checks
from workbench.engine.evaluating.tally import Tally
from workbench.engine.parts import EngineParts
from workbench.engine.scheduler import Scheduler

LOG = logging.getLogger(__name__)
AHEAD = 2
"""Runs that exist for each that may be under way: the next ones are ready when one ends."""
BEHIND = 4
"""And a few more, of a quick model, that have ended and are being recorded."""


class Halt(StrEnum):
    PAUSE = "pause"
    """What is being answered is finished."""
    STOP = "stop"
    END = "end"
    """The engine ends: what is under way is interrupted by the scheduler."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What `start_evaluation` asked for."""

    retry: bool = False
    only: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who says what outputs are worth, and what they may cost."""

    scoring: Scoring
    groups: GroupScoring
    estimating: Estimating


class Course:
    def __init__(
        self,
        parts: EngineParts,
        scheduler: Scheduler,
        judgement: Judgement,
        evaluation: Evaluation,
        tell: Callable[[list[EvaluationEvent]], None],
        wanted: Wanted,
    ) -> None:
        self._parts, self._scheduler = parts, scheduler
        self._scoring, self._group_scoring = judgement.scoring, judgement.groups
        self._expecting = Expecting(evaluation, judgement.estimating)
        self.evaluation, self._tell = evaluation, tell
        self._checklist = Checklist.of(evaluation)
        self._agenda = Agenda(evaluation, retry=wanted.retry, only=wanted.only)
        self._tally = Tally(evaluation, parts.clock)
        self._budget = Budget(evaluation.budget_usd, lambda: self._tally.spent)
        self._ledger = Ledger(parts.evaluations, evaluation.id, self._tell_cells, self._unwritten)
        self._outputs = Outputs(parts)
        self._groups = Groups(evaluation)
        self._refusing = Refusing()
        self._dataset = Dataset("", "")
        self._said_once = ""
        self._halt: Halt | None = None
        self._reason = ""
        self._begun: dict[str, bool] = {}
        """Ids of the runs under way; whether they are being answered."""
        self._judged: set[asyncio.Task[CellScore]] = set()
        self._batching = Batching(
            parts,
            scheduler,
            evaluation,
            self._agenda,
            self._budget,
            Doing(
                self._case,
                self._set_aside,
                self._run,
                self._take,
                self._ledger.flush,
                self.pause,
                self._ledger.soon,
            ),
            retrying=wanted.retry,
            whole=not wanted.only,
        )

    def pause(self, reason: str = "") -> None:
        """Begin nothing more. What waits for its turn goes back, what is answered is finished."""
        if self._halt is None:
            self._halt, self._reason = Halt.PAUSE, reason
            self._budget.close()
            self._batching.halt()
            self._scheduler.stop(run_id for run_id, sent in self._begun.items() if not sent)

    def stop(self) -> None:
        if self._halt is not Halt.END:
            self._halt = Halt.STOP
            self._budget.close()
            self._batching.halt(stopped=True)
            self._scheduler.stop(tuple(self._begun))
            self._stop_judging()

    def end(self) -> None:
        self._halt = Halt.END
        self._reason = "The engine ended while it ran."
        self._budget.close()
        self._batching.halt()
        self._stop_judging()

    def _stop_judging(self) -> None:
        """Outputs that are not judged yet are recorded as such."""
        for task in self._judged:
            task.cancel()

    async def conduct(self) -> None:
        """To its end, or until it is halted. Never raises but `CancelledError`."""
        try:
            await self._prepare()
            self._ledger.soon()
            await self._work()
        except WorkbenchError as error:
            self.pause(error.message)
        except Exception as error:
            LOG.exception("Evaluation %s failed in a way nobody foresaw", self.evaluation.id)
            self.pause(f"{type(error).__name__}. The engine's log has the details.")
        await self._finish()

    async def _prepare(self) -> None:
        store, evaluation = self._parts.evaluations, self.evaluation
        self.evaluation = replace(evaluation, state=EvaluationState.RUNNING, pause_reason="")
        frozen = await asyncio.to_thread(store.frozen_dataset, evaluation.dataset_digest)
        self._dataset = evaluation.with_judges(frozen)
        if evaluation.budget_usd is not None:
            self._said_once = await asyncio.to_thread(self._unpriced)
        async for cells in recorded_cells(store, evaluation.id):
            for cell in cells:
                self._agenda.recorded(cell)
                self._tally.recorded(cell)
                if cell.outcome.over and self._agenda.work(cell.number) is Work.NOTHING:
                    self._groups.over(cell.number)
        await self._batching.prepare()

    def _unpriced(self) -> str:
        """A budget that cannot count everything says so."""
        price_of = self._parts.catalogue.model
        models = dict.fromkeys(column.model for column in self.evaluation.columns)
        unknown = ", ".join(model for model in models if price_of(model).price is None)
        return f"No price is known of {unknown}: the budget does not count it." if unknown else ""

    async def _work(self) -> None:
        """As many workers for each provider as runs may exist: that is the window."""
        batched = self._batching.columns
        workers = [asyncio.create_task(work) for work in self._batching.work()]
        for provider, columns in self._agenda.providers.items():
            cells = chain(
                self._agenda.cells(columns - batched),
                self._agenda.cells(columns & batched, Work.SCORE),
            )
            window = AHEAD * self._scheduler.width(provider) + BEHIND
            workers += [asyncio.create_task(self._go_through(cells)) for _ in range(window)]
        try:
            await asyncio.gather(*workers)
        finally:
            for worker in workers:
                worker.cancel()

    async def _go_through(self, cells: Iterator[int]) -> None:
        while self._halt is None and (number := next(cells, None)) is not None:
            if self._agenda.work(number) is Work.SCORE:
                await self._score_again(number)
            elif not self._refusing.given_up(self._model(number)):
                await self._run(number)

    async def _run(self, number: int) -> None:
        if await self._set_aside(number) is None:
            return
        try:
            if self._agenda.attempt(number) > 1:
                await self._take_back(number)
            run = await self._answer(number, self._agenda.attempt(number))
            if run is None or (run.outcome in UNHEARD and self._halt is not Halt.STOP):
                return
            if self._refusing.took(run):
                self._ledger.put(Cell(number))
                return
            await self._take(number, run)
        finally:
            self._budget.settle(number)

    async def _take(self, number: int, run: Run) -> None:
        """It is over: it is scored, if there is something to score."""
        score = None
        if run.outcome is Outcome.FINISHED:
            asked = await self._outputs.asked(run, self._case(number), self.evaluation.id)
            score = await self._score(asked)
        await self._over(cell_of(number, run, score))
        self._budget.settle(number)

    async def _set_aside(
        self, number: int, *, wait: bool = True, batched: bool = False
    ) -> Decimal | None:
        """What a cell may cost. None where there is not so much; if it was waited for, that is
        why the evaluation pauses."""
        if self._budget.cap is None:
            return Decimal(0)
        job = job_of(self.evaluation, number, self._case(number))
        checks = self._checks_of(number)
        amount = await self._expecting.cost(number, job, checks, batched=batched)
        if self._budget.reserve_now(number, amount):
            return amount
        if wait and await self._budget.reserve(number, amount):
            return amount
        if wait:
            self.pause(
                f"The budget of {money(self._budget.cap)} would be passed: "
                f"{money(self._tally.spent)} is spent, and the next cell may cost {money(amount)}."
            )
        return None

    async def _score(self, asked: Asked, earlier: Sequence[Score] = ()) -> CellScore | None:
        """None where it was stopped before all were asked."""
        if self._checklist.for_case(asked.case).asks_nobody:
            return await self._scoring.score(self._checklist, asked, earlier)
        task = asyncio.create_task(self._scoring.score(self._checklist, asked, earlier))
        self._judged.add(task)
        task.add_done_callback(self._judged.discard)
        await asyncio.wait({task})
        return None if task.cancelled() else task.result()

    async def _answer(self, number: int, attempt: int) -> Run | None:
        """The run of a cell. One that was interrupted in an earlier life is asked for again, and so
        is one that was refused in one."""
        while self._halt is None:
            job = job_of(self.evaluation, number, self._case(number), attempt)
            self._begun[job.run_id] = False
            self._tally.in_flight += 1
            try:
                (task,) = self._scheduler.start([job], self._on_run_event)
                run = await asyncio.shield(task)
            finally:
                sent = self._begun.pop(job.run_id)
                self._tally.in_flight -= 1
            refused = is_mendable(run) and not sent and not self._refusing.given_up(job.model)
            if (run.outcome not in UNHEARD and not refused) or self._halt is not None:
                return run
            attempt += 1
        return None

    def _on_run_event(self, event: RunEvent) -> None:
        if isinstance(event, RunStarted):
            self._begun[event.run_id] = True
            if self._halt is None:
                number = int(event.run_id.removeprefix(self.evaluation.id + ".").split(".")[0])
                self._ledger.put(Cell(number, event.run_id, Outcome.RUNNING))

    async def _score_again(self, number: int) -> None:
        """Its output is on record; what was said of it is kept, as far as something was said."""
        store = self._parts.evaluations
        cells = await asyncio.to_thread(store.cells_of, self.evaluation.id, [number])
        runs = await asyncio.to_thread(store.runs_of, self.evaluation.id, [number])
        if not cells or not runs:
            return
        cell, run = cells[0], runs[0][1]
        asked = await self._outputs.asked(
            run, self._case(number), self.evaluation.id, cached=cell.cached
        )
        earlier = cell.score.scores if cell.score else ()
        if score := await self._score(asked, earlier):
            self._tally.begun_again(cell)
            judging = judging_cost(score.scores)
            await self._over(replace(cell, score=score, judging_usd=judging))

    async def _take_back(self, number: int) -> None:
        """It is run once more: what it cost stays spent, but it is not over any longer."""
        store = self._parts.evaluations
        for cell in await asyncio.to_thread(store.cells_of, self.evaluation.id, [number]):
            self._tally.begun_again(cell)

    async def _over(self, cell: Cell) -> None:
        self._tally.over(cell)
        self._expecting.settled(cell)
        self._ledger.put(cell)
        if self._groups.over(cell.number) and has_group_checks(self._checks_of(cell.number)):
            await self._score_group(cell.number)

    async def _score_group(self, number: int) -> None:
        """Its outputs are read from the workspace: to keep those of all groups would not do."""
        store, id_ = self._parts.evaluations, self.evaluation.id
        await self._ledger.flush()
        numbers, case = self._groups.of(number), self._case(number)
        cells = {c.number: c for c in await asyncio.to_thread(store.cells_of, id_, numbers)}
        asked, scores = {}, {}
        for each, run in await asyncio.to_thread(store.runs_of, id_, numbers):
            if score := cells[each].score:
                cached = cells[each].cached
                asked[each] = await self._outputs.asked(run, case, id_, cached=cached)
                scores[each] = score
        found = await self._group_scoring.scored(self.evaluation, self._checklist, asked, scores)
        for each, score in found.items():
            judging = judging_cost(score.scores)
            self._tally.paid((judging or Decimal(0)) - (cells[each].judging_usd or 0))
            self._ledger.put(replace(cells[each], score=score, judging_usd=judging))

    def _checks_of(self, number: int) -> tuple[Check, ...]:
        return self._checklist.for_case(self._case(number)).checks

    def _model(self, number: int) -> str:
        return self.evaluation.columns[self.evaluation.place(number).column].model

    def _case(self, number: int) -> Case:
        return self._dataset.cases[self.evaluation.place(number).case]

    async def _finish(self) -> None:
        left = filter(None, self._batching.left_behind)
        self._reason = " ".join(filter(None, (self._reason, *left)))
        self._ledger.close()
        await self._ledger.flush()
        state = EvaluationState.FINISHED
        if self._halt is Halt.STOP:
            state = EvaluationState.STOPPED
        elif self._halt or self._tally.done < self.evaluation.total:
            state = EvaluationState.PAUSED
            self._reason = self._reason or self._refusing.words
        try:
            await self._save(state)
            await asyncio.to_thread(self._parts.evaluations.own, self.evaluation.id, running=False)
        except WorkbenchError as error:
            self._reason = self._reason or error.message
            state = EvaluationState.PAUSED
            self.evaluation = replace(self.evaluation, state=state, pause_reason=self._reason)
        self._tally.reason = self._reason
        self._tell([self._tally.progress(state)])

    async def _save(self, state: EvaluationState) -> None:
        """Its name may have been changed meanwhile: only the state is this object's to say."""

        def ended(now: Evaluation) -> Evaluation:
            return replace(now, state=state, pause_reason=self._reason)

        change = self._parts.evaluations.change
        self.evaluation = await asyncio.to_thread(change, self.evaluation.id, ended)

    def _tell_cells(self, cells: tuple[Cell, ...]) -> None:
        reasons = [*map(self._scheduler.reason, self._agenda.providers), *self._batching.reasons]
        self._tally.reason = " ".join(
            filter(None, (self._said_once, self._refusing.words, *reasons))
        )
        self._said_once = ""
        events: list[EvaluationEvent] = [self._tally.progress(self.evaluation.state)]
        if cells:
            events.insert(0, CellsChanged(self.evaluation.id, cells))
        self._tell(events)

    def _unwritten(self, error: Exception) -> None:
        told = error.message if isinstance(error, WorkbenchError) else type(error).__name__
        self.pause(f"Cells could not be written to the workspace: {told}")
