"""What every store of reviews does, in memory and on disk."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import NOON, a_judgment, a_plan, a_review, an_item
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.reviews import Comment, PackRecord, ResultsRecord

ITEMS = [an_item("item-2", "run-2"), an_item("item-1", "run-1", shared=True, cells=(4,))]
DIGEST = "sha256:" + "1" * 64


@pytest.fixture
def reviews(stores):
    stores.reviews.add(a_review(), ITEMS, b"secret")
    return stores.reviews


def test_a_review_is_read_as_it_was_set_up(reviews):
    assert reviews.review("review-1") == a_review()
    assert reviews.items("review-1") == ITEMS
    assert reviews.secret("review-1") == b"secret"


def test_the_newest_review_comes_first(reviews):
    later = a_review("review-2", created_at=NOON + timedelta(minutes=1), digest=DIGEST)
    reviews.add(later, ITEMS, b"other")

    assert [review.id for review in reviews.all()] == ["review-2", "review-1"]
    assert reviews.with_digest(DIGEST) == [later]
    assert reviews.with_digest("sha256:none") == []


def test_a_review_is_renamed_with_its_items_as_they_were(reviews):
    renamed = a_review(plan=a_plan(name="Other"), closed=True)

    reviews.save(renamed)

    assert reviews.review("review-1") == renamed
    assert reviews.items("review-1") == ITEMS


def test_what_is_not_there_is_said(reviews):
    for asked in (
        lambda: reviews.review("none"),
        lambda: reviews.save(a_review("none")),
        lambda: reviews.secret("none"),
        lambda: reviews.record([a_judgment(review_id="none")]),
    ):
        with pytest.raises(NotFound):
            asked()


def test_judgments_are_kept_word_for_word_and_in_order(reviews):
    passage = Comment("half \ud83d a pair", 0, 3, 9, "passage")
    first = a_judgment(comments=(passage,), seconds=12.5, swapped=True)
    second = a_judgment("item-2", "bo", id="another", answers=(), skipped="not my field")

    recorded = reviews.record([first, second])

    assert recorded == 2
    assert reviews.judgments("review-1") == [first, second]


def test_a_judgment_is_recorded_once_and_never_changes(reviews):
    reviews.record([a_judgment()])

    again = reviews.record([a_judgment(answers=(("tone", 1),)), a_judgment(id="later")])

    assert again == 1
    assert [each.id for each in reviews.judgments("review-1")] == ["ada on item-1", "later"]
    assert reviews.judgments("review-1")[0] == a_judgment()


def test_a_judgment_of_a_foreign_item_is_refused_with_all_that_came_along(reviews):
    with pytest.raises(InvalidInput, match="no item elsewhere"):
        reviews.record([a_judgment(), a_judgment("elsewhere")])

    assert reviews.judgments("review-1") == []


def test_packs_and_results_are_remembered(reviews):
    packs = [PackRecord("review-1", name, DIGEST, NOON) for name in ("ada", "bo")]
    results = ResultsRecord("review-1", "ada", DIGEST, NOON, 1, ("sent twice",))
    for pack in (*packs, packs[0]):
        reviews.keep_pack(pack)
    reviews.record([a_judgment()], results)

    assert reviews.packs("review-1") == packs
    assert reviews.results("review-1") == [results]


def test_a_removed_review_takes_along_what_was_said_in_it(reviews):
    reviews.record([a_judgment()])

    reviews.remove("review-1")

    assert reviews.all() == []
    assert reviews.items("review-1") == []
    assert reviews.judgments("review-1") == []


def test_a_file_is_noted_with_what_was_new_in_it_or_not_at_all(reviews):
    record = ResultsRecord("review-1", "ada", DIGEST, NOON, 2)
    reviews.record([a_judgment("item-1")])

    assert reviews.record([a_judgment("item-1"), a_judgment("item-2")], record) == 1
    with pytest.raises(InvalidInput):
        reviews.record([a_judgment("item-1", id="new"), a_judgment("none")], record)

    assert [each.judgments for each in reviews.results("review-1")] == [1]
    assert len(reviews.judgments("review-1")) == 2
