"""Reviews: outputs put before people, what is asked of them, and what they said.

A *judgment* is what one person said of one item of a review, at one time. Judgments are never
changed or removed: a later one of the same person counts in the place of an earlier one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workbench.domain.rubrics import (
    CORRECTION_ID,
    LABEL_ID,
    PREFERENCE_ID,
    Answer,
    Question,
    QuestionKind,
    Rubric,
)

LONGEST_NAME = 200
"""Characters of the name of a reviewer: it comes back in results."""


class ReviewKind(StrEnum):
    RATE = "rate"
    """One output; the questions of the rubric."""
    PREFER = "prefer"
    """Which of two is better; then the questions of the rubric, if there are any."""
    LABEL = "label"
    """One of a fixed list of labels."""
    CORRECT = "correct"
    """The text as it should have been."""


@dataclass(frozen=True, slots=True)
class ReviewPlan:
    """What is set up, before there is a review."""

    name: str
    kind: ReviewKind = ReviewKind.RATE
    rubric: Rubric = Rubric()
    labels: tuple[str, ...] = ()
    """To choose from, where the kind is `LABEL`."""
    instructions: str = ""
    """For the reviewers, above everything."""
    blind: bool = True
    """Reviewers are not told model, version or cost, nor what others said."""
    reviewers: tuple[str, ...] = ()
    needed: int = 1
    """Judgments that each item needs, by as many people."""
    shared: int | None = None
    """Items that every reviewer judges, so that agreement can be told; None: all of them."""
    seed: int = 0
    """Decides who gets what in which order, and which output stands on which side."""
    prompt_id: str = ""
    evaluation_id: str = ""
    source: str = ""
    """Where the outputs are from, in words."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All that is asked, the kind's own question first."""
        own = _own_question(self.kind, self.labels)
        return (*own, *self.rubric.questions)


@dataclass(frozen=True, slots=True)
class Review:
    id: str
    created_at: datetime
    author: str
    plan: ReviewPlan
    digest: str
    """Of all that is judged and asked: packs and results name it."""
    closed: bool = False
    """Nothing more is to be judged."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One output, or two to choose between."""

    key: str
    """Its name in packs: it says nothing of where the output is from."""
    run_ids: tuple[str, ...]
    shared: bool = False
    reviewers: tuple[str, ...] = ()
    """Who is asked."""
    evaluation_id: str = ""
    cells: tuple[int, ...] = ()
    """Numbers of the cells of that evaluation, as many as there are runs."""


@dataclass(frozen=True, slots=True)
class Comment:
    """Words about a passage. Offsets are code points of the output as it is stored."""

    text: str
    output: int = 0
    """Index in `ReviewItem.run_ids`, whichever side it was shown on."""
    start: int = 0
    end: int = 0
    """Equal to `start`: about the output as a whole."""
    quote: str = ""
    """The passage, so that it can be found again by reading."""


class JudgmentSource(StrEnum):
    WINDOW = "window"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class Judgment:
    id: str
    review_id: str
    item: str
    """Key of the item."""
    reviewer: str
    at: datetime
    answers: tuple[tuple[str, Answer], ...] = ()
    """By the id of the question, in the order of the questions."""
    comments: tuple[Comment, ...] = ()
    skipped: str = ""
    """Why the person did not judge it; empty where they did."""
    seconds: float = 0.0
    """That the person looked at it."""
    swapped: bool = False
    """The second output stood on the left."""
    source: JudgmentSource = JudgmentSource.WINDOW

    @property
    def taken_back(self) -> bool:
        """It says nothing: what was said before no longer counts."""
        return not self.answers and not self.comments and not self.skipped

    @property
    def judged(self) -> bool:
        return bool(self.answers) and not self.skipped

    def answer(self, question_id: str) -> Answer | None:
        return dict(self.answers).get(question_id)


@dataclass(frozen=True, slots=True)
class ReviewerProgress:
    name: str
    asked: int
    judged: int
    skipped: int


@dataclass(frozen=True, slots=True)
class ReviewSummary:
    """A line in the list of reviews."""

    review: Review
    items: int
    reviewers: tuple[ReviewerProgress, ...] = ()

    @property
    def asked(self) -> int:
        return sum(each.asked for each in self.reviewers)

    @property
    def done(self) -> int:
        return sum(each.judged + each.skipped for each in self.reviewers)


@dataclass(frozen=True, slots=True)
class ShownOutput:
    """What a reviewer may see of an output."""

    text: str
    heading: str = ""
    """Version, model and cost; empty where the review is blind."""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """What a reviewer may see of an item, the outputs in the order they are shown in."""

    key: str
    inputs: tuple[tuple[str, str], ...]
    outputs: tuple[ShownOutput, ...]
    swapped: bool = False
    """The output shown first is the item's second one."""


@dataclass(frozen=True, slots=True)
class PackRecord:
    """A review pack that was written for someone."""

    review_id: str
    reviewer: str
    digest: str
    """Of what the pack holds: results name it."""
    at: datetime


@dataclass(frozen=True, slots=True)
class ResultsRecord:
    """A results file that was taken in."""

    review_id: str
    reviewer: str
    digest: str
    """Of the file's bytes."""
    at: datetime
    judgments: int
    notes: tuple[str, ...] = ()
    """What was noticed about it, in words."""


def _own_question(kind: ReviewKind, labels: tuple[str, ...]) -> tuple[Question, ...]:
    match kind:
        case ReviewKind.PREFER:
            return (Question(PREFERENCE_ID, "Which one is better?", QuestionKind.PREFERENCE),)
        case ReviewKind.LABEL:
            asked = "Which label fits best?"
            return (Question(LABEL_ID, asked, QuestionKind.CHOICE, choices=labels),)
        case ReviewKind.CORRECT:
            asked = "How should it have been?"
            return (Question(CORRECTION_ID, asked, QuestionKind.CORRECTION),)
        case ReviewKind.RATE:
            return ()
