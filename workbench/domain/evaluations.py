"""Evaluations: versions × models × cases × samples, with their scores.

An evaluation's cells are numbered: `(case * samples + sample) * columns + column`, so that the
first cells of a long evaluation say something about every column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from workbench.domain.checks import CellScore, Check, Verdict
from workbench.domain.datasets import Dataset
from workbench.domain.runs import Outcome, Params

OUTPUT_START = 200
"""Characters of an output that a cell shows."""


@dataclass(frozen=True, slots=True)
class EvaluationColumn:
    """A frozen content of a prompt on a model."""

    prompt_id: str
    digest: str
    model: str
    version: int | None = None
    """None: a state of the draft."""
    params: Params = ()
    label: str = ""
    """Its name in the grid, where it has one of its own."""


@dataclass(frozen=True, slots=True)
class JudgeNamed:
    """Which version is asked where a check of that kind names a judge so, or names none."""

    kind: str
    written: str
    version: str
    """`judges/tone@3`."""


class EvaluationState(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    """By a person, by the budget, or because the engine ended. It can be resumed."""
    FINISHED = "finished"
    """Every cell is over, some perhaps with an error."""
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was asked for. Its cells are read apart: there may be 100,000."""

    id: str
    name: str
    created_at: datetime
    dataset_id: str
    dataset_digest: str
    """Of the cases that were frozen for it."""
    columns: tuple[EvaluationColumn, ...]
    cases: int
    """Number of them."""
    samples: int = 1
    checks: tuple[Check, ...] = ()
    """For every case; those of single cases stand in the frozen dataset."""
    threshold: float | None = None
    transform: str = ""
    use_cache: bool = True
    budget_usd: Decimal | None = None
    """It pauses before it would pass it."""
    batch_api: bool = False
    """Sent through the providers' batch APIs where they have one: half the price, hours later."""
    estimated_usd: Decimal | None = None
    """What it was thought to cost before it started."""
    state: EvaluationState = EvaluationState.PLANNED
    pause_reason: str = ""
    author: str = ""
    dataset_name: str = ""
    judges: tuple[JudgeNamed, ...] = ()
    """Of the checks of single cases: those stand in the frozen dataset as they were written."""

    def with_judges(self, dataset: Dataset) -> Dataset:
        """The frozen dataset with the version of its judge in every check of a single case."""
        if not self.judges:
            return dataset
        named = {(each.kind, each.written): each.version for each in self.judges}
        cases = tuple(
            replace(case, checks=tuple(_judged(check, named) for check in case.checks))
            if case.checks
            else case
            for case in dataset.cases
        )
        return replace(dataset, cases=cases)

    @property
    def total(self) -> int:
        """Number of its cells."""
        return self.cases * self.samples * len(self.columns)

    def number(self, place: CellPlace) -> int:
        return (place.case * self.samples + place.sample) * len(self.columns) + place.column

    def place(self, number: int) -> CellPlace:
        rest, column = divmod(number, len(self.columns))
        case, sample = divmod(rest, self.samples)
        return CellPlace(column, case, sample)


@dataclass(frozen=True, slots=True)
class CellPlace:
    """All from 0. `case` is the index in the frozen dataset."""

    column: int
    case: int
    sample: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One output of an evaluation and what its checks say, short enough for a list of all."""

    number: int
    run_id: str = ""
    """Its run; of a cached answer, the run whose answer it is."""
    outcome: Outcome = Outcome.QUEUED
    cached: bool = False
    cost_usd: Decimal | None = None
    """Of the output alone; nothing if it is cached."""
    judging_usd: Decimal | None = None
    latency: float | None = None
    """Seconds; of a cached answer, those it took then."""
    tokens: int | None = None
    """Written by the model."""
    output_start: str = ""
    failure: str = ""
    """Why there is no output."""
    score: CellScore | None = None
    """None: not scored yet."""

    @property
    def verdict(self) -> Verdict:
        """Passed or failed; `ERROR` where there is no output or a check could not tell."""
        if self.outcome is Outcome.FINISHED:
            return self.score.verdict if self.score else Verdict.PENDING
        return Verdict.ERROR if self.outcome.over else Verdict.PENDING

    @property
    def settled(self) -> bool:
        """It has an output and every check said something: nothing is left to be done."""
        return self.outcome is Outcome.FINISHED and self.verdict is not Verdict.PENDING


class Standing(NamedTuple):
    """How one cell stands, without its texts: so a hundred thousand are read in a moment."""

    number: int
    outcome: Outcome
    verdict: Verdict
    score: float | None
    cached: bool

    @classmethod
    def of(cls, cell: Cell) -> Standing:
        score = cell.score.value if cell.score else None
        return cls(cell.number, cell.outcome, cell.verdict, score, cell.cached)


@dataclass(frozen=True, slots=True)
class EvaluationProgress:
    """How far it is. Rates are of the last half minute."""

    evaluation_id: str
    state: EvaluationState
    done: int
    """Cells that are over."""
    total: int
    failed: int = 0
    """Over without an output."""
    cached: int = 0
    in_flight: int = 0
    cost_usd: Decimal = Decimal(0)
    cells_per_second: float = 0.0
    seconds_left: float | None = None
    reason: str = ""
    """Why it paused, or why it goes slowly, in words."""


@dataclass(frozen=True, slots=True)
class EvaluationSummary:
    """A line in the list of evaluations."""

    evaluation: Evaluation
    done: int
    passed: int
    failed: int
    errors: int
    cost_usd: Decimal
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class CellsChanged:
    """An event of a running evaluation: cells as they are now, in no order."""

    evaluation_id: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class EvaluationEstimate:
    """What an evaluation would come to, without what is cached."""

    calls: int
    cached: int
    input_tokens: int
    output_tokens: int
    cost_usd: Decimal | None
    """None where no price is known; else that of all models with one."""
    judging_usd: Decimal | None = None
    seconds: float | None = None
    unpriced: tuple[str, ...] = ()
    """Models whose price is not known."""
    batched: tuple[str, ...] = ()
    """Models that are sent through a batch API: cheaper, and up to a day later."""


@dataclass(frozen=True, slots=True)
class Rescored:
    """Scores of stored outputs under other checks: some of the cells, then the next ones."""

    scores: tuple[tuple[int, CellScore], ...]
    """By the number of the cell."""
    complete: bool = True


EvaluationEvent = EvaluationProgress | CellsChanged


def _judged(check: Check, named: Mapping[tuple[str, str], str]) -> Check:
    judge = named.get((check.kind, check.judge_prompt), check.judge_prompt)
    checks = tuple(_judged(inner, named) for inner in check.checks)
    return replace(check, judge_prompt=judge, checks=checks)
