"""What has been chosen of a review so far, and what it would come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from workbench.domain.review_choosing import (
    Candidate,
    EvaluationOutputs,
    Outputs,
    PromptOutputs,
    RunOutputs,
    Stratum,
    Which,
    sampled,
)
from workbench.domain.reviews import ReviewKind, ReviewPlan
from workbench.domain.rubrics import Rubric
from workbench.gui.review.questions.asking import problem_of, tidied
from workbench.gui.review.seams import Source


class Origin(StrEnum):
    """Where the outputs are from."""

    EVALUATION = "evaluation"
    BOARD = "board"
    PROMPT = "prompt"


class Take(StrEnum):
    """How many of the outputs that fit."""

    ALL = "all"
    RANDOM = "random"
    STRATIFIED = "stratified"


class Field(StrEnum):
    """Parts of the page, to say a problem beside."""

    SOURCE = "source"
    KIND = "kind"
    QUESTIONS = "questions"
    LABELS = "labels"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class SetupDraft:
    name: str = ""
    origin: Origin = Origin.EVALUATION
    evaluation_id: str = ""
    prompt_id: str = ""
    """Of the board, or whose outputs are filtered."""
    run_ids: tuple[str, ...] = ()
    """Of the board, where it said which; none: those of the newest run."""
    which: Which = Which.ALL
    columns: tuple[int, ...] = ()
    """Of the evaluation; none: all of them."""
    numbers: tuple[int, ...] = ()
    versions: tuple[int | None, ...] = ()
    models: tuple[str, ...] = ()
    days: int = 0
    """Outputs not older than that; 0: any."""
    text: str = ""
    take: Take = Take.ALL
    count: int = 40
    by: Stratum = Stratum.COLUMN
    kind: ReviewKind = ReviewKind.RATE
    keep_identical: bool = False
    rubric: Rubric = Rubric()
    """Without an id: questions that were written for this review alone."""
    labels: tuple[str, ...] = ()
    instructions: str = ""
    blind: bool = True
    reviewers: tuple[str, ...] = ()
    needed: int = 1
    shared: int | None = None
    seed: int = 1

    @property
    def pairs(self) -> bool:
        return self.kind is ReviewKind.PREFER

    @property
    def stratum(self) -> Stratum:
        """What is drawn from, where it is drawn from groups."""
        return self.by if self.take is Take.STRATIFIED else Stratum.NONE

    def of(self, source: Source) -> SetupDraft:
        """The same review of other outputs, all of them to begin with."""
        fresh = SetupDraft()
        other = replace(
            self,
            which=fresh.which,
            columns=(),
            numbers=(),
            versions=(),
            models=(),
            days=0,
            text="",
            run_ids=(),
            evaluation_id=source.evaluation_id,
            prompt_id=source.prompt_id,
        )
        if source.evaluation_id:
            return replace(other, origin=Origin.EVALUATION)
        if source.run_ids:
            return replace(other, origin=Origin.BOARD, run_ids=source.run_ids)
        return replace(other, origin=Origin.PROMPT)

    def outputs(self, now: datetime, board: Sequence[str] = ()) -> Outputs | None:
        """None while nothing is chosen that could have outputs. `board`: runs of the newest."""
        match self.origin:
            case Origin.EVALUATION if self.evaluation_id:
                return EvaluationOutputs(self.evaluation_id, self.which, self.columns, self.numbers)
            case Origin.BOARD if self.run_ids or self.prompt_id:
                return RunOutputs(self.run_ids or tuple(board))
            case Origin.PROMPT if self.prompt_id:
                since = now - timedelta(days=self.days) if self.days else None
                return PromptOutputs(
                    self.prompt_id, self.versions, self.models, since, self.text.strip()
                )
        return None

    def drawn(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Those that will be reviewed."""
        count = len(candidates) if self.take is Take.ALL else self.count
        return sampled(candidates, count, self.seed)

    def size(self, found: int) -> int:
        """How many will be reviewed of those found."""
        return found if self.take is Take.ALL else min(self.count, found)

    def plan(self, name: str, source: str, prompt_id: str) -> ReviewPlan:
        """`name` where it was given none; `source` in words."""
        return ReviewPlan(
            name=self.name.strip() or name,
            kind=self.kind,
            rubric=replace(self.rubric, questions=tidied(self.rubric.questions)),
            labels=self.labels if self.kind is ReviewKind.LABEL else (),
            instructions=self.instructions.strip(),
            blind=self.blind,
            reviewers=self.reviewers,
            needed=min(self.needed, len(self.reviewers)),
            shared=self.shared,
            seed=self.seed,
            prompt_id=prompt_id,
            evaluation_id=self.evaluation_id if self.origin is Origin.EVALUATION else "",
            source=source,
        )

    def each(self, items: int) -> int:
        """Items that one person gets at most, where shares are even."""
        people = len(self.reviewers)
        if not people:
            return 0
        shared = items if self.shared is None else min(self.shared, items)
        return shared + ceil((items - shared) * min(self.needed, people) / people)

    def everybody_judges_all(self, items: int) -> bool:
        return self.shared is None or self.shared >= items or self.needed >= len(self.reviewers)

    def unwritten(self) -> bool:
        """A question of its own cannot be asked yet."""
        return any(map(problem_of, self.rubric.questions))
