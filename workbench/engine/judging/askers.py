"""The judges and the embedding models of one engine, as the scoring of evaluations asks them.

Checks come with their templates filled in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from workbench.domain.checks import Check, Score, Verdict
from workbench.domain.errors import WorkbenchError
from workbench.domain.runs import Run, RunJob
from workbench.engine.evaluating.asking import Asked
from workbench.engine.judging.comparing import (
    preferred,
    reference_of,
    reference_score,
    select_best,
)
from workbench.engine.judging.embeddings import Embeddings
from workbench.engine.judging.judges import Judges, RunOne
from workbench.engine.judging.judging import Judging
from workbench.engine.judging.kinds import JUDGED
from workbench.engine.judging.similarity import MEASURES, similar
from workbench.engine.judging.undecided import Undecided
from workbench.engine.parts import EngineParts
from workbench.engine.scheduler import Scheduler

DECIDED: dict[str, Callable[[Judging], Awaitable[Score]]] = {
    **JUDGED,
    **dict.fromkeys(MEASURES, similar),
}


class JudgeAskers:
    """Implements `asking.Asker` for judges and embeddings, and `asking.GroupAsker`."""

    def __init__(self, parts: EngineParts, run: RunOne, scheduler: Scheduler) -> None:
        self._judges = Judges(parts, run, lambda: scheduler.settings)
        self._embeddings = Embeddings(parts, lambda: scheduler.settings, scheduler.turn)

    async def score(self, check: Check, asked: Asked) -> Score:
        decide = DECIDED.get(check.kind)
        if decide is None:
            return _nobody(check)
        judging = self._judging(check, asked)
        return await _decided(judging, decide(judging))

    async def scores(self, check: Check, group: Sequence[Asked]) -> list[Score]:
        if check.kind == "select-best" and group:
            return await self._best(check, group)
        if check.kind == "pairwise-preference" and group:
            return await self._preferences(check, group)
        return [_nobody(check)] * len(group)

    async def _best(self, check: Check, group: Sequence[Asked]) -> list[Score]:
        judging = self._judging(check, group[0])
        try:
            return await select_best(judging, group)
        except (Undecided, WorkbenchError) as error:
            why = _why(error)
            return [judging.undecided(why), *[_undecided(check, why)] * (len(group) - 1)]

    async def _preferences(self, check: Check, group: Sequence[Asked]) -> list[Score]:
        try:
            reference = reference_of(check, group)
        except Undecided as why:
            return [_undecided(check, why)] * len(group)

        async def preference(index: int, asked: Asked) -> Score:
            if index == reference:
                return reference_score(check)
            judging = self._judging(check, asked)
            return await _decided(judging, preferred(judging, group[reference]))

        return await asyncio.gather(*(preference(*each) for each in enumerate(group)))

    def _judging(self, check: Check, asked: Asked) -> Judging:
        return Judging(self._judges, self._embeddings, check, asked)


def judge_askers(parts: EngineParts, scheduler: Scheduler) -> JudgeAskers:
    """Judgments go through the scheduler, with the runs they judge."""

    async def run(job: RunJob) -> Run:
        (task,) = scheduler.start([job], lambda _event: None)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            scheduler.stop([job.run_id])
            await asyncio.wait([task])
            raise

    return JudgeAskers(parts, run, scheduler)


async def _decided(judging: Judging, decision: Awaitable[Score]) -> Score:
    try:
        return await decision
    except (Undecided, WorkbenchError) as error:
        return judging.undecided(_why(error))


def _why(error: Undecided | WorkbenchError) -> Undecided:
    """What the workspace says, too, is a reason like any other."""
    return error if isinstance(error, Undecided) else Undecided(f"{error.message} {error.hint}")


def _undecided(check: Check, why: Undecided) -> Score:
    return Score(why.verdict, 0.0, why.reason, check.metric)


def _nobody(check: Check) -> Score:
    return Score(Verdict.ERROR, 0.0, f"There is no judge for {check.name}.", check.metric)
