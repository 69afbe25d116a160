from __future__ import annotations

from tests.builders import a_review, an_item
from tests.fake_reviews import MemoryReviewDrafts, MemoryReviews
from workbench.domain.review_drafts import ReviewDraft
from workbench.services.review_drafts import ReviewDraftService

HALF = ReviewDraft("review-1", "ada", "item-1", (("tone", 4),))


def made():
    reviews = MemoryReviews()
    reviews.add(a_review(), [an_item("item-1")], b"secret")
    return ReviewDraftService(MemoryReviewDrafts(reviews))


def test_drafts_are_found_by_their_item():
    drafts = made()

    drafts.keep(HALF)

    assert drafts.drafts("review-1", "ada") == {"item-1": HALF}


def test_a_draft_that_says_nothing_is_no_draft():
    drafts = made()
    drafts.keep(HALF)

    drafts.keep(ReviewDraft("review-1", "ada", "item-1", seconds=9))

    assert drafts.drafts("review-1", "ada") == {}
