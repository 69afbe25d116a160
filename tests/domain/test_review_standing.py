from __future__ import annotations

from datetime import timedelta

from tests.builders import NOON, a_judgment, a_plan, an_item
from workbench.domain.review_standing import progress, standing
from workbench.domain.reviews import ReviewerProgress

LATER = NOON + timedelta(minutes=1)


def test_the_newest_answer_of_a_person_counts_whenever_it_arrived():
    first = a_judgment(id="first")
    second = a_judgment(id="second", at=LATER, answers=(("tone", 1),))
    of_another = a_judgment(reviewer="bo")

    assert standing([second, of_another, first]) == [of_another, second]


def test_of_two_at_one_moment_the_one_that_came_later_counts():
    assert standing([a_judgment(id="a"), a_judgment(id="b")]) == [a_judgment(id="b")]


def test_what_was_taken_back_does_not_count():
    taken_back = a_judgment(id="undone", at=LATER, answers=())

    assert standing([a_judgment(), taken_back]) == []


def test_progress_counts_what_each_was_asked():
    items = [an_item("item-1"), an_item("item-2"), an_item("item-3", reviewers=("bo",))]
    said = [
        a_judgment("item-1", "ada"),
        a_judgment("item-3", "ada"),
        a_judgment("item-1", "bo", answers=(), skipped="no idea"),
        a_judgment("item-2", "bo"),
    ]

    assert progress(a_plan(), items, said) == (
        ReviewerProgress("ada", asked=2, judged=1, skipped=0),
        ReviewerProgress("bo", asked=3, judged=1, skipped=1),
    )
