"""Checks that compare the outputs of one case with each other: told once all columns are over."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from workbench.checks.kinds import Asks
from workbench.checks.scoring import cell_score
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.evaluations import Evaluation
from workbench.engine.evaluating.asking import Asked, GroupAsker
from workbench.engine.evaluating.scoring import UNSETTLED, Checklist, asks_of, error_score

LOG = logging.getLogger(__name__)


class Groups:
    """Which cells of the same case and sample are still to come."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._width = len(evaluation.columns)
        self._missing: dict[int, int] = {}

    def over(self, number: int) -> bool:
        """Whether it was the last of its group."""
        group = number // self._width
        self._missing[group] = self._missing.get(group, self._width) - 1
        if self._missing[group] > 0:
            return False
        del self._missing[group]
        return True

    def of(self, number: int) -> list[int]:
        """The cells of its group."""
        first = number - number % self._width
        return list(range(first, first + self._width))


class GroupScoring:
    def __init__(self, asker: GroupAsker | None) -> None:
        self._asker = asker

    async def scored(
        self,
        evaluation: Evaluation,
        checklist: Checklist,
        asked: Mapping[int, Asked],
        scores: Mapping[int, CellScore],
    ) -> dict[int, CellScore]:
        """The scores of some cells by number, with what the checks of groups say put in."""
        found = dict(scores)
        width = len(evaluation.columns)
        asked = {
            number: replace(
                each, column=evaluation.columns[number % width], column_index=number % width
            )
            for number, each in asked.items()
        }
        for group in dict.fromkeys(number // width for number in asked):
            numbers = [number for number in asked if number // width == group]
            await self._score(checklist, numbers, asked, found)
        return found

    async def one(
        self, evaluation: Evaluation, check: Check, asked: Mapping[int, Asked], number: int
    ) -> Score:
        """What one check says of one of these outputs, all of one case without own checks."""
        checklist = Checklist((check,))
        waiting = Score(Verdict.PENDING, 0.0, "Waits for the other columns.", check.metric)
        open_ = dict.fromkeys(asked, cell_score((check,), (waiting,)))
        return (await self.scored(evaluation, checklist, asked, open_))[number].scores[0]

    async def _score(
        self,
        checklist: Checklist,
        numbers: Sequence[int],
        asked: Mapping[int, Asked],
        found: dict[int, CellScore],
    ) -> None:
        mine = checklist.for_case(asked[numbers[0]].case)
        for index, check in enumerate(mine.checks):
            if asks_of(check) is not Asks.GROUP:
                continue
            told = [found[number].scores[index] for number in numbers]
            if not any(score.verdict in UNSETTLED for score in told):
                continue
            answers = await self._answers(check, [asked[number] for number in numbers])
            for number, answer in zip(numbers, answers, strict=True):
                scores = list(found[number].scores)
                scores[index] = answer
                found[number] = cell_score(mine.checks, scores, mine.threshold)

    async def _answers(self, check: Check, group: Sequence[Asked]) -> list[Score]:
        if self._asker is None:
            return [error_score(f"{check.name} is not available here.", check)] * len(group)
        try:
            return await self._asker.scores(check, group)
        except Exception as error:
            LOG.exception("A check of kind %s failed in a way nobody foresaw", check.kind)
            reason = f"The check broke: {type(error).__name__}."
            return [error_score(reason, check)] * len(group)
