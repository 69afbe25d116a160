"""What the checks say of one output: computed in a thread, or asked of those who can tell."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from workbench.checks.filling import needs_rendering
from workbench.checks.kinds import Asks, Scorer
from workbench.checks.output import Output
from workbench.checks.scoring import cell_score, scorer_of, set_score
from workbench.checks.table import KINDS
from workbench.domain.checks import SET, CellScore, Check, Score, Verdict
from workbench.domain.datasets import Case
from workbench.domain.errors import WorkbenchError
from workbench.domain.evaluations import Evaluation
from workbench.engine.evaluating.asking import Asked, Askers, NotTrusted
from workbench.engine.evaluating.check_templates import with_templates_filled
from workbench.engine.parts import Templates
from workbench.engine.together import Together

LOG = logging.getLogger(__name__)
KEPT_SCORERS = 2048
SHORT = 4_000
"""Characters of an output."""
FILLED_HERE = (Asks.NOTHING, Asks.NETWORK)
"""Judges fill in their templates themselves; code is sent as it is written."""
UNSETTLED = frozenset({Verdict.PENDING, Verdict.ERROR})


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is looked at, and how much of it has to be right."""

    checks: tuple[Check, ...] = ()
    threshold: float | None = None
    transform: str = ""

    @classmethod
    def of(cls, evaluation: Evaluation) -> Checklist:
        return cls(evaluation.checks, evaluation.threshold, evaluation.transform)

    def for_case(self, case: Case) -> Checklist:
        """With the case's own checks after the others; its other fields take their place."""
        if not case.checks and case.threshold is None and not case.transform:
            return self
        return Checklist(
            (*self.checks, *case.checks),
            self.threshold if case.threshold is None else case.threshold,
            case.transform or self.transform,
        )

    @property
    def asks_nobody(self) -> bool:
        """Outputs alone tell everything, at once."""
        return not self.transform and all(map(is_computed, self.checks))


class Scoring:
    def __init__(self, askers: Askers, templates: Templates) -> None:
        self._askers, self._templates = askers, templates
        self._together = Together()

    async def score(
        self,
        checklist: Checklist,
        asked: Asked,
        earlier: Sequence[Score] = (),
        again: Collection[Verdict] = UNSETTLED,
    ) -> CellScore:
        """All checks of one output. Of `earlier` scores those with another verdict than `again`
        are kept as they are: a judge is not paid twice. Never raises but `CancelledError`."""
        mine = checklist.for_case(asked.case)
        if mine.transform:
            transformed = await self._transformed(mine.transform, asked)
            if isinstance(transformed, Score):
                return cell_score(mine.checks, [transformed] * len(mine.checks))
            asked = transformed
        kept = earlier if len(earlier) == len(mine.checks) else [None] * len(mine.checks)
        scores = await self._all(mine.checks, asked, kept, again)
        return cell_score(mine.checks, scores, mine.threshold)

    async def score_one(self, check: Check, asked: Asked) -> Score:
        return (await self._all((check,), asked, (None,), UNSETTLED))[0]

    async def _all(
        self,
        checks: Sequence[Check],
        asked: Asked,
        earlier: Sequence[Score | None],
        again: Collection[Verdict],
    ) -> list[Score]:
        scores: list[Score | None] = [
            old if old and old.verdict not in again else None for old in earlier
        ]
        open_ = [index for index, score in enumerate(scores) if score is None]
        direct = [index for index in open_ if is_computed(checks[index])]
        if direct:
            computed = await self._computed([checks[index] for index in direct], asked.output)
            for index, score in zip(direct, computed, strict=True):
                scores[index] = score
        rest = [index for index in open_ if scores[index] is None]
        answers = await asyncio.gather(*(self._asked(checks[index], asked) for index in rest))
        for index, score in zip(rest, answers, strict=True):
            scores[index] = score
        return [score for score in scores if score is not None]

    async def _asked(self, check: Check, asked: Asked) -> Score:
        if check.transform:
            transformed = await self._transformed(check.transform, asked)
            if isinstance(transformed, Score):
                return transformed._replace(metric=check.metric)
            asked, check = transformed, replace(check, transform="")
        if check.kind == SET:
            return await self._set(check, asked)
        asks = asks_of(check)
        if asks is Asks.GROUP:
            return Score(Verdict.PENDING, 0.0, "Waits for the other columns.", check.metric)
        if asks in FILLED_HERE:
            try:
                check = await with_templates_filled(self._templates, check, asked.output)
            except WorkbenchError as error:
                return error_score(f"Its template does not work: {error.message}", check)
        if asks is Asks.NOTHING:
            return (await self._computed([check], asked.output, rendered=True))[0]
        return await self._ask(check, asks, asked)

    async def _computed(
        self, checks: Sequence[Check], output: Output, *, rendered: bool = False
    ) -> list[Score]:
        """In a thread: short outputs together, a long one keeps no other waiting."""
        compute = partial(scores_at_once, checks, output, rendered=rendered)
        if len(output.text) > SHORT:
            return await asyncio.to_thread(compute)
        return await self._together.call(compute)

    async def _set(self, check: Check, asked: Asked) -> Score:
        if any(asks_of(inner) is Asks.GROUP for inner in check.checks):
            return error_score("What compares outputs cannot stand in a set.", check)
        parts = await self._all(check.checks, asked, [None] * len(check.checks), ())
        return set_score(check, parts)

    async def _ask(self, check: Check, asks: Asks, asked: Asked) -> Score:
        asker = self._askers.by_kind.get(asks)
        if asker is None:
            return error_score(f"{check.name} is not available here.", check)
        try:
            return await asker.score(check, asked)
        except Exception as error:
            LOG.exception("A check of kind %s failed in a way nobody foresaw", check.kind)
            return error_score(f"The check broke: {type(error).__name__}.", check)

    async def _transformed(self, expression: str, asked: Asked) -> Asked | Score:
        if self._askers.transformer is None:
            return error_score("Transforms of outputs are not available here.")
        try:
            output = await self._askers.transformer.transformed(expression, asked)
        except NotTrusted as error:
            return Score(Verdict.PENDING, 0.0, error.message)
        except WorkbenchError as error:
            return error_score(f"The transform failed: {error.message}")
        return replace(asked, output=output)


def error_score(reason: str, check: Check | None = None) -> Score:
    return Score(Verdict.ERROR, 0.0, reason, check.metric if check else "")


def asks_of(check: Check) -> Asks:
    kind = KINDS.get(check.kind)
    return kind.asks if kind else Asks.NOTHING


@lru_cache(maxsize=KEPT_SCORERS)
def is_computed(check: Check) -> bool:
    """The output alone tells, at once."""
    if check.transform or needs_rendering(check):
        return False
    if check.kind == SET:
        return all(is_computed(each) for each in check.checks)
    return asks_of(check) is Asks.NOTHING


def has_group_checks(checks: Sequence[Check]) -> bool:
    return any(asks_of(check) is Asks.GROUP for check in checks)


def scores_at_once(
    checks: Sequence[Check], output: Output, *, rendered: bool = False
) -> list[Score]:
    """Of checks that are computed. Takes its time: call it in a thread."""
    return [scorer(check, rendered=rendered)(output) for check in checks]


@lru_cache(maxsize=KEPT_SCORERS)
def scorer(check: Check, *, rendered: bool = False) -> Scorer:
    """Compiled once. A check that cannot be used is an error of every output."""
    try:
        return scorer_of(check, rendered=rendered)
    except WorkbenchError as error:
        unusable = error_score(error.message, check)
        return lambda output: unusable
