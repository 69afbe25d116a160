"""Other checks over outputs that are on record: what they would have said, at once.

Checks of the output alone come first, for all outputs. Then whoever else has to be asked is
asked: only for what is known without paying, unless a judge may be called.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.checks.kinds import Asks
from workbench.domain.checks import CellScore, Check, Score
from workbench.domain.datasets import Case
from workbench.domain.evaluations import Evaluation, Rescored
from workbench.domain.runs import Outcome, Run
from workbench.engine.evaluating.asking import Asked
from workbench.engine.evaluating.cells import number_in
from workbench.engine.evaluating.grouping import Groups, GroupScoring
from workbench.engine.evaluating.outputs import Outputs
from workbench.engine.evaluating.plans import WAITING, Plans
from workbench.engine.evaluating.scoring import (
    Checklist,
    Scoring,
    asks_of,
    error_score,
    has_group_checks,
)
from workbench.engine.evaluating.stored import Stored, StoredOutputs
from workbench.engine.parts import EngineParts

AT_ONCE = 16
"""Outputs whose judges are asked side by side."""

Scores = tuple[tuple[int, CellScore], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What `rescore` asks."""

    evaluation: Evaluation
    checklist: Checklist
    judge: bool = False
    keep: bool = True
    """Its outputs do not change while they are read."""


class Rescoring:
    def __init__(self, parts: EngineParts, scoring: Scoring, groups: GroupScoring) -> None:
        self._parts, self._scoring, self._groups = parts, scoring, groups
        self._stored, self._outputs = StoredOutputs(parts), Outputs(parts)

    def forget(self, evaluation_id: str) -> None:
        """Its cells change."""
        self._stored.forget(evaluation_id)

    async def rescored(self, question: Question) -> AsyncIterator[Rescored]:
        """Part after part, the last one with `complete`. Raises `NotFound`."""
        plans = Plans(question.evaluation, question.checklist)
        open_: dict[int, Case] = {}
        async for page in self._stored.pages(question.evaluation, keep=question.keep):
            scores = await asyncio.to_thread(_scores_of, page, plans)
            open_ |= {
                stored.number: stored.case
                for stored, (_number, score) in zip(page, scores, strict=True)
                if WAITING in score.scores
            }
            yield Rescored(scores, complete=False)
        async for scores in self._asked(question, plans, open_):
            yield Rescored(scores, complete=False)
        yield Rescored(())

    async def tried(self, check: Check, run_id: str, *, judge: bool) -> Score:
        """One check of one output; of those of its case in the evaluation that made it, where
        the check compares outputs. Raises `NotFound`."""
        run = await asyncio.to_thread(self._parts.runs.run, run_id)
        if asks_of(check) is Asks.GROUP:
            return await self._compared(check, run, judge=judge)
        asked = await self._outputs.asked(run, run.job.case, run.job.evaluation, ask=judge)
        return await self._scoring.score_one(check, asked)

    async def _compared(self, check: Check, run: Run, *, judge: bool) -> Score:
        store, number = self._parts.evaluations, number_in(run)
        if number is None:
            words = "It compares the outputs of one case: try it on a cell of an evaluation."
            return error_score(words, check)
        evaluation = await asyncio.to_thread(store.evaluation, run.job.evaluation)
        numbers = Groups(evaluation).of(number)
        runs = dict(await asyncio.to_thread(store.runs_of, evaluation.id, numbers))
        asked = {
            each: await self._outputs.asked(of, of.job.case, evaluation.id, ask=judge)
            for each, of in sorted((runs | {number: run}).items())
            if of.outcome is Outcome.FINISHED or each == number
        }
        return await self._groups.one(evaluation, check, asked, number)

    async def _asked(
        self, question: Question, plans: Plans, cases: Mapping[int, Case]
    ) -> AsyncIterator[Scores]:
        """A few outputs at a time: what they say is known when the slowest of them is.

        Where outputs are compared with each other, those of a case are taken together.
        """
        width = len(question.evaluation.columns)
        in_groups = has_group_checks(question.checklist.checks)
        numbers = sorted(cases)
        if in_groups:
            groups = dict.fromkeys(number // width for number in numbers)
            numbers = [group * width + column for group in groups for column in range(width)]
        step = max(AT_ONCE // width, 1) * width
        for start in range(0, len(numbers), step):
            yield await self._some(question, plans, cases, numbers[start : start + step])

    async def _some(
        self,
        question: Question,
        plans: Plans,
        cases: Mapping[int, Case],
        numbers: Sequence[int],
    ) -> Scores:
        evaluation, store = question.evaluation, self._parts.evaluations
        cells = await asyncio.to_thread(store.cells_of, evaluation.id, numbers)
        runs = dict(await asyncio.to_thread(store.runs_of, evaluation.id, numbers))
        group_cases = {number // len(evaluation.columns): case for number, case in cases.items()}
        asked: dict[int, Asked] = {}
        work = []
        for cell in cells:
            if cell.number not in runs:
                continue
            case = group_cases[cell.number // len(evaluation.columns)]
            asked[cell.number] = await self._outputs.asked(
                runs[cell.number], case, evaluation.id, cached=cell.cached, ask=question.judge
            )
            known = plans.of(case).known(cell.score.scores if cell.score else ())
            work.append(self._scoring.score(question.checklist, asked[cell.number], known))
        scores = await asyncio.gather(*work)
        found = dict(zip(asked, scores, strict=True))
        found = await self._groups.scored(evaluation, question.checklist, asked, found)
        return tuple(found.items())


def _scores_of(page: Sequence[Stored], plans: Plans) -> Scores:
    """Of a page, in a thread: what is computed, what is on record, and what waits."""
    return tuple(
        (stored.number, plans.of(stored.case).score(stored.output, stored.scores))
        for stored in page
    )
