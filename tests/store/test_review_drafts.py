"""What every store of half-given answers does, in memory and on disk."""

from __future__ import annotations

import pytest

from tests.builders import a_review, an_item
from workbench.domain.errors import InvalidInput
from workbench.domain.review_drafts import ReviewDraft
from workbench.domain.reviews import Comment

HALF = ReviewDraft(
    "review-1", "ada", "item-1", (("tone", 4),), (Comment("half \ud83d a pair", 0, 3, 9),), 2.5
)


@pytest.fixture
def drafts(stores):
    stores.reviews.add(a_review(), [an_item("item-1"), an_item("item-2")], b"secret")
    return stores.review_drafts


def test_a_draft_is_read_as_it_was_given(drafts):
    drafts.keep(HALF)

    assert drafts.drafts("review-1", "ada") == [HALF]
    assert drafts.drafts("review-1", "bo") == []
    assert drafts.drafts("none", "ada") == []


def test_a_later_draft_of_the_same_item_takes_the_place(drafts):
    later = ReviewDraft("review-1", "ada", "item-1", (("tone", 2), ("true", True)))
    drafts.keep(HALF)

    drafts.keep(later)

    assert drafts.drafts("review-1", "ada") == [later]


def test_a_dropped_draft_is_gone_and_others_stay(drafts):
    other = ReviewDraft("review-1", "ada", "item-2", (("tone", 1),))
    drafts.keep(HALF)
    drafts.keep(other)

    drafts.drop("review-1", "ada", "item-1")
    drafts.drop("review-1", "ada", "item-1")

    assert drafts.drafts("review-1", "ada") == [other]


def test_an_item_that_is_not_in_the_review_has_no_draft(drafts):
    with pytest.raises(InvalidInput):
        drafts.keep(ReviewDraft("review-1", "ada", "none", (("tone", 1),)))


def test_the_drafts_of_a_review_go_with_it(stores, drafts):
    drafts.keep(HALF)

    stores.reviews.remove("review-1")

    assert drafts.drafts("review-1", "ada") == []
