"""What is learned from the judgments of a review, put together from what is stored."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from workbench.domain.agreements import ReviewFigures
from workbench.domain.reviews import Judgment
from workbench.services.evaluation_ports import EvaluationReader
from workbench.services.ports import RunStore
from workbench.services.reviews import ReviewService


class ReviewFiguresService:
    def __init__(
        self, reviews: ReviewService, runs: RunStore, evaluations: EvaluationReader
    ) -> None:
        self._reviews, self._runs, self._evaluations = reviews, runs, evaluations

    def figures(self, review_id: str) -> ReviewFigures:
        """Of the judgments that count by now. Takes a moment. Raises `NotFound`."""
        summary = self._reviews.summary(review_id)
        judged = [each for each in self._reviews.judgments(review_id) if each.judged]
        return ReviewFigures(
            summary.review, summary.items, summary.reviewers, seconds=_seconds(judged)
        )


def _seconds(judged: Sequence[Judgment]) -> float | None:
    taken = [each.seconds for each in judged if each.seconds > 0]
    return median(taken) if taken else None
