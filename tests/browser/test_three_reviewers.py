"""From a review to packs, through real browsers, and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from selenium.webdriver.common.keys import Keys

from tests.builders import a_case, a_job, a_plan, a_run
from tests.fake_reviews import MemoryReviews
from tests.fakes import MemoryRuns, counting
from workbench.domain.errors import WorkbenchError
from workbench.domain.review_choosing import Candidate
from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import FIRST, SECOND, Rubric
from workbench.services.events import EventBus
from workbench.services.review_packs import ReviewPackService
from workbench.services.review_results import ReviewResultsService
from workbench.services.reviews import ReviewService

OUTPUTS = 40


def now():
    """A browser has no other clock."""
    return datetime.now(UTC)


class Desk:
    """Where a review is set up and its results are taken in."""

    def __init__(self) -> None:
        runs, store, events = MemoryRuns(), MemoryReviews(), EventBus()
        for number in range(OUTPUTS):
            case = a_case(values=(("ticket", f"Ticket {number}."),))
            text = f"{'Good' if number % 2 else 'Bad'} answer 😀 {number}."
            runs.record(a_run(f"run-{number}", job=a_job(f"run-{number}", case=case), text=text))
        self.runs = runs
        self.reviews = ReviewService(store, runs, events, now, counting(), lambda n: b"s" * n)
        self.packs = ReviewPackService(self.reviews, store, events, now)
        key = self.packs.key
        self.results = ReviewResultsService(self.reviews, store, key, events, now)


@pytest.fixture
def desk():
    return Desk()


def test_two_packs_and_the_window_make_one_review(desk, reviewer):
    plan = a_plan(reviewers=("ada", "bo", "cy"))
    candidates = [Candidate((f"run-{number}",)) for number in range(OUTPUTS)]
    review = desk.reviews.create(plan, candidates, author="lead")

    for name, high in (("ada", "5"), ("bo", "4")):
        reviewer.open(desk.packs.write(review.id, name))
        reviewer.begin()
        for _ in range(OUTPUTS):
            good = "Good" in reviewer.text("[data-output]")
            reviewer.press(high if good else "1", "1" if good else "2", Keys.ENTER)
        reviewer.save()
        read = desk.results.read(reviewer.saved, reviewer.saved_as)
        assert (len(read.judgments), read.notes, read.doubts) == (OUTPUTS, (), ())
        desk.results.take(read)
    for item in desk.reviews.queue(review.id, "cy"):
        desk.reviews.judge(review.id, item, "cy", {"tone": 3, "true": True})

    judgments = desk.reviews.judgments(review.id)
    assert len(judgments) == 3 * OUTPUTS
    runs = {item.key: int(item.run_ids[0][4:]) for item in desk.reviews.items(review.id)}
    for judgment in (each for each in judgments if each.reviewer == "bo"):
        good = runs[judgment.item] % 2 == 1
        assert dict(judgment.answers) == {"tone": 4 if good else 1, "true": good}


def test_who_is_better_is_told_of_the_item_whichever_side_it_stood_on(desk, reviewer):
    plan = a_plan(kind=ReviewKind.PREFER, rubric=Rubric(), reviewers=("ada",))
    pairs = [Candidate((f"run-{n}", f"run-{n + 1}")) for n in range(0, 20, 2)]
    review = desk.reviews.create(plan, pairs, author="lead")
    reviewer.open(desk.packs.write(review.id, "ada"))
    reviewer.begin()
    sides = set()
    for _ in pairs:
        right = "Good" in reviewer.text('[data-output="1"]')
        sides.add(right)
        reviewer.select("Good answer 😀", output=int(right))
        reviewer.press("c", *"Yes")
        reviewer.press_with(Keys.CONTROL, Keys.ENTER)
        reviewer.press(Keys.ARROW_RIGHT if right else Keys.ARROW_LEFT, Keys.ENTER)
    reviewer.save()

    read = desk.results.read(reviewer.saved, reviewer.saved_as)

    assert sides == {True, False}
    assert read.notes == ()
    assert {each.answer("preference") for each in read.judgments} == {SECOND} != {FIRST}
    assert {(c.output, c.start, c.end) for j in read.judgments for c in j.comments} == {(1, 0, 13)}


def test_one_changed_answer_is_noticed(desk, reviewer):
    review = desk.reviews.create(a_plan(), [Candidate(("run-1",))], author="lead")
    reviewer.open(desk.packs.write(review.id, "ada"))
    reviewer.begin()
    reviewer.press("1", "2", Keys.ENTER)
    results = reviewer.save()
    results["judgments"][0]["answers"]["tone"] = 5

    with pytest.raises(WorkbenchError, match="signature"):
        desk.results.read(json.dumps(results).encode(), "changed.json")


def test_what_was_sent_and_then_undone_no_longer_counts_but_is_kept(desk, reviewer):
    review = desk.reviews.create(a_plan(), [Candidate(("run-3",))], author="lead")
    reviewer.open(desk.packs.write(review.id, "ada"))
    reviewer.begin()
    reviewer.press("1", "2", Keys.ENTER)
    reviewer.save()
    desk.results.take(desk.results.read(reviewer.saved, reviewer.saved_as))
    assert [each.judged for each in desk.reviews.judgments(review.id)] == [True]

    reviewer.click(".back")
    reviewer.press("u")
    reviewer.save()
    read = desk.results.read(reviewer.saved, reviewer.saved_as)
    desk.results.take(read)

    assert read.notes == ()
    assert not any(each.judged for each in desk.reviews.judgments(review.id))
    assert len(desk.reviews.everything_said(review.id)) == 2


def test_hostile_outputs_come_back_with_their_comments_and_corrections(desk, reviewer):
    plan = a_plan(kind=ReviewKind.CORRECT, rubric=Rubric(), reviewers=("ada",))
    text = "a\u202eb \x00 \ud800 </script>\r\n😀 end"
    desk.runs.record(a_run("run-x", job=a_job("run-x"), text=text))
    review = desk.reviews.create(plan, [Candidate(("run-x",))], author="lead")
    reviewer.open(desk.packs.write(review.id, "ada"))
    reviewer.begin()
    reviewer.select("⟨U+D800⟩ </script>")
    reviewer.press("c", *"Odd")
    reviewer.press_with(Keys.CONTROL, Keys.ENTER)
    reviewer.click(".right")
    reviewer.save()

    read = desk.results.read(reviewer.saved, reviewer.saved_as)

    [judgment] = read.judgments
    assert judgment.answer("correction") == text.replace("\ud800", "\ufffd")
    [comment] = judgment.comments
    assert text[comment.start : comment.end] == "\ud800 </script>"
