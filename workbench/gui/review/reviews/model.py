"""The reviews as a list, newest first, each with its kind and how far its reviewers are."""

from __future__ import annotations

from datetime import datetime

from workbench.domain.reviews import ReviewSummary
from workbench.gui.kit.summaries_model import SummariesModel
from workbench.gui.kit.when import exactly
from workbench.gui.review.wording import KINDS, items_words, state_of, translate


class ReviewsModel(SummariesModel[ReviewSummary]):
    def id_of(self, summary: ReviewSummary) -> str:
        return summary.review.id

    def name_of(self, summary: ReviewSummary) -> str:
        return summary.review.plan.name

    def begun(self, summary: ReviewSummary) -> datetime:
        return summary.review.created_at

    def told(self, summary: ReviewSummary) -> list[str]:
        return [
            translate(KINDS[summary.review.plan.kind]),
            translate(state_of(summary).word),
            translate("{0} of {1} judged").format(f"{summary.done:,}", f"{summary.asked:,}"),
        ]

    def lines(self, summary: ReviewSummary) -> list[str]:
        review = summary.review
        each = [
            translate("{0}: {1} of {2}").format(one.name, one.judged + one.skipped, one.asked)
            for one in summary.reviewers
        ]
        kind = translate(KINDS[review.plan.kind])
        made = f"{exactly(review.created_at)} · {review.author}".removesuffix(" · ")
        return [review.plan.name, f"{kind} · {items_words(summary)}", *each, made]
