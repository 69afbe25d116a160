"""What counts of all that was said in a review, and how far everybody is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.domain.reviews import (
    Comment,
    Judgment,
    Review,
    ReviewerProgress,
    ReviewItem,
    ReviewPlan,
    ReviewSummary,
)
from workbench.domain.rubrics import Answer


@dataclass(frozen=True, slots=True)
class HeardReview:
    """A review with all that counts of it at one moment: whatever is told of it fits together."""

    review: Review
    items: tuple[ReviewItem, ...]
    said: tuple[Judgment, ...]
    """Those that count, by time."""

    @property
    def summary(self) -> ReviewSummary:
        done = progress(self.review.plan, self.items, self.said)
        return ReviewSummary(self.review, len(self.items), done)


def standing(judgments: Iterable[Judgment]) -> list[Judgment]:
    """Of each person and item the newest judgment, unless it takes back what was said.

    In the order of time; of two at the same moment the one that was recorded later counts.
    """
    newest: dict[tuple[str, str], Judgment] = {}
    for judgment in judgments:
        place = judgment.reviewer, judgment.item
        if place not in newest or judgment.at >= newest[place].at:
            newest[place] = judgment
    return sorted(
        (each for each in newest.values() if not each.taken_back), key=lambda each: each.at
    )


Said = tuple[tuple[tuple[str, Answer], ...], tuple[Comment, ...], str]


def what_was_said(judgment: Judgment) -> Said:
    """Whenever, wherever and however long it took."""
    return judgment.answers, judgment.comments, judgment.skipped


def progress(
    plan: ReviewPlan, items: Sequence[ReviewItem], judgments: Iterable[Judgment]
) -> tuple[ReviewerProgress, ...]:
    """Of each reviewer of the plan, in its order."""
    counted = standing(judgments)
    asked = {(name, item.key) for item in items for name in item.reviewers}
    judged = {(each.reviewer, each.item) for each in counted if each.judged}
    skipped = {(each.reviewer, each.item) for each in counted if each.skipped}
    return tuple(
        ReviewerProgress(
            name,
            sum(who == name for who, _ in asked),
            sum(who == name for who, _ in asked & judged),
            sum(who == name for who, _ in asked & skipped),
        )
        for name in plan.reviewers
    )
