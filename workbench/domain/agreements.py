"""What is learned from the judgments of a review: agreement, preferences, judges against people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.domain.comparisons import Measure
from workbench.domain.reviews import Review, ReviewerProgress, ReviewItem
from workbench.domain.rubrics import Answer, Question


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far people agree on one question, over the items that two or more of them answered."""

    question: Question
    people: int
    items: int
    same: Measure | None = None
    """Share of pairs of answers to the same item that are the same; None: nothing to compare."""
    kappa: Measure | None = None
    """Cohen's of two people, Fleiss' of more, with quadratic weights where answers have an order;
    None where chance leaves nothing to explain, or where not everybody answered every item."""
    alpha: Measure | None = None
    """Krippendorff's, at the level of the question; it takes missing answers."""
    level: str = "nominal"
    """Or `ordinal`, of a scale, and of a preference, where a tie lies between the two."""
    sentence: str = ""
    """What it comes to, for a reader who knows no statistics."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An item on which people differ, worth a talk."""

    item: ReviewItem
    question: Question
    answers: tuple[tuple[str, Answer], ...]
    """By reviewer."""
    spread: float
    """From 0, all the same, to 1, as far apart as the question allows."""


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How often each answer to a question was given for the outputs of one contender."""

    question: Question
    contender: str
    """Version and model; empty for all of them."""
    counts: tuple[tuple[Answer, int], ...]
    """Free texts are counted as `answered`, corrections as `left as it was` or `corrected`."""
    mean: Measure | None = None
    """Of a scale, or the share of yes; by item, so that two answers to one count once."""


@dataclass(frozen=True, slots=True)
class WinRate:
    """One contender against another, by the people who saw both."""

    one: str
    other: str
    wins: int
    losses: int
    ties: int
    rate: Measure
    """Share of the judgments that `one` won, a tie as half of one, with its interval by item."""
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Rank:
    """A contender's place among more than two, by Bradley and Terry's model."""

    contender: str
    strength: Measure
    """Chance to be preferred to an average one of them, 0 to 1."""
    place: int
    """From 1; those whose intervals overlap may be equal all the same."""


class StandIn(StrEnum):
    """Whether a judge may stand in for people on a rubric."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "can't tell yet"


@dataclass(frozen=True, slots=True)
class Calibration:
    """An automatic check against what people said of the same outputs."""

    check: str
    """Its name in the evaluation."""
    question: Question
    items: int
    """Outputs that both have judged; those on which people are divided are left out."""
    same: Measure | None = None
    kappa: Measure | None = None
    people_kappa: Measure | None = None
    """Of people among each other on the same outputs: what a judge can be held to. It is
    Krippendorff's alpha where not everybody judged all of them."""
    bias: Measure | None = None
    """Share of outputs that the check passes, less the share that people pass: above 0 it is
    kinder than they are."""
    confusion: tuple[int, int, int, int] = (0, 0, 0, 0)
    """Both pass; the check alone passes; people alone pass; both fail."""
    verdict: StandIn = StandIn.CANNOT_TELL
    more_needed: int | None = None
    """About how many more outputs would settle it, where that can be said."""
    sentence: str = ""
    model_graded: bool = False
    """A model was asked; else it is a rule, code or a server."""
    divided: int = 0
    """Outputs left out because as many people passed as failed them."""


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    review: Review
    items: int
    reviewers: tuple[ReviewerProgress, ...]
    agreements: tuple[Agreement, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    """The widest first."""
    answers: tuple[AnswerCounts, ...] = ()
    win_rates: tuple[WinRate, ...] = ()
    ranking: tuple[Rank, ...] = ()
    """The strongest first; empty for fewer than three contenders."""
    first_shown: Measure | None = None
    """Share of decided preferences for the output that was shown first: 0.5 means no bias."""
    calibrations: tuple[Calibration, ...] = ()
    seconds: float | None = None
    """That a judgment took, the median."""
    sentence: str = ""
