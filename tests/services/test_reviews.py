from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import a_case, a_job, a_plan, a_rubric, a_run
from tests.fake_reviews import MemoryReviews, MemoryRubrics
from tests.fakes import Clock, MemoryRuns, counting
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.prompts import Message, Role, ToolCall
from workbench.domain.review_choosing import Candidate
from workbench.domain.reviews import Comment, ReviewKind
from workbench.domain.rubrics import Question, QuestionKind, Rubric
from workbench.services.events import EventBus, ReviewsChanged
from workbench.services.reviews import ReviewService
from workbench.services.rubrics import RubricService


@pytest.fixture
def runs():
    store = MemoryRuns()
    for number in range(12):
        job = a_job(
            f"run-{number}",
            model=f"demo/m{number % 2}",
            case=a_case(values=(("ticket", f"T{number}"),)),
        )
        store.record(a_run(f"run-{number}", job=job, text=f"Answer {number}."))
    return store


@pytest.fixture
def changes():
    return []


@pytest.fixture
def reviews(runs, changes):
    events = EventBus()
    events.listen(changes.append)
    drawn = counting()
    return ReviewService(
        MemoryReviews(),
        runs,
        events,
        Clock(),
        counting(),
        lambda size: drawn().encode().ljust(size),
    )


def singles(count=12):
    return [Candidate((f"run-{number}",)) for number in range(count)]


def pairs():
    return [Candidate((f"run-{n}", f"run-{n + 1}")) for n in range(0, 12, 2)]


def test_a_review_is_set_up_with_every_item_assigned(reviews, changes):
    review = reviews.create(a_plan(shared=4), singles(), author="lead")

    items = reviews.items(review.id)
    assert [item.run_ids for item in items] == [each.run_ids for each in singles()]
    assert sum(item.shared for item in items) == 4
    assert {len(item.reviewers) for item in items} == {1, 2}
    assert len({item.key for item in items}) == 12
    assert changes == [ReviewsChanged(review.id)]


def test_a_seed_is_drawn_and_recorded_where_none_is_given(reviews):
    one = reviews.create(a_plan(seed=0), singles(), author="lead")
    other = reviews.create(a_plan(seed=0), singles(), author="lead")

    assert one.plan.seed != other.plan.seed != 0


def test_the_digest_names_what_is_judged_and_asked(reviews):
    def digest(plan, candidates):
        return reviews.create(plan, candidates, author="lead").digest

    same = digest(a_plan(), singles())

    assert same == digest(a_plan(name="Called otherwise"), singles())
    assert same != digest(a_plan(), singles(11))
    assert same != digest(a_plan(rubric=a_rubric(Question("tone", "Other words"))), singles())
    assert same != digest(a_plan(seed=8), singles())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": " "}, "needs a name"),
        ({"reviewers": ()}, "at least one reviewer"),
        ({"reviewers": ("ada", " ")}, "at least one reviewer"),
        ({"reviewers": ("ada", "ada ")}, "same name"),
        ({"rubric": Rubric()}, "asks nothing"),
        ({"kind": ReviewKind.PREFER}, "pair of outputs"),
        ({"kind": ReviewKind.LABEL, "labels": ("one",)}, "at least two"),
        ({"rubric": a_rubric(Question("a", "?"), Question("a", "?"))}, "the same id"),
        ({"rubric": a_rubric(Question("preference", "?"))}, "the same id"),
        ({"rubric": a_rubric(Question("c", "?", QuestionKind.CHOICE))}, "at least two"),
        ({"needed": 3}, "More judgments"),
        ({"needed": 0}, "More judgments"),
    ],
)
def test_a_plan_that_does_not_hold_together_is_refused_in_words(reviews, wrong, told):
    with pytest.raises(InvalidInput, match=told):
        reviews.create(a_plan(**wrong), singles(), author="lead")

    assert reviews.summaries() == []


def test_nothing_to_review_is_refused(reviews):
    with pytest.raises(InvalidInput, match="no output"):
        reviews.create(a_plan(), [], author="lead")


def test_a_blind_reviewer_sees_inputs_and_outputs_and_nothing_else(reviews):
    review = reviews.create(a_plan(kind=ReviewKind.PREFER), pairs(), author="lead")
    items = reviews.queue(review.id, "ada")

    shown = reviews.shown(review.id, "ada", items)

    assert {each.swapped for each in shown} == {True, False}
    for item, each in zip(items, shown, strict=True):
        numbers = [run_id.removeprefix("run-") for run_id in item.run_ids]
        texts = [f"Answer {number}." for number in numbers]
        assert [output.text for output in each.outputs] == (texts[::-1] if each.swapped else texts)
        assert [output.heading for output in each.outputs] == ["", ""]
        assert dict(each.inputs)["ticket"] == f"T{numbers[0]}"
        assert "demo/" not in repr(each)


def test_an_open_review_says_version_and_model(reviews):
    review = reviews.create(a_plan(blind=False), singles(1), author="lead")

    [shown] = reviews.shown(review.id, "ada", reviews.items(review.id))

    assert "demo/m0" in shown.outputs[0].heading


def test_tools_that_were_called_and_what_was_said_before_are_shown(reviews, runs):
    turns = (Message(Role.USER, "Hello"), Message(Role.ASSISTANT, "Hi"))
    call = ToolCall("1", "refund", '{"order": 7}')
    job = replace(a_job("run-t"), turns=turns)
    runs.record(a_run("run-t", job=job, text="", tool_calls=(call,)))
    review = reviews.create(a_plan(), [Candidate(("run-t",))], author="lead")

    [shown] = reviews.shown(review.id, "ada", reviews.items(review.id))

    assert shown.outputs[0].text == 'refund({"order": 7})'
    assert dict(shown.inputs)["conversation"] == "user: Hello\n\nassistant: Hi"


def test_the_newest_judgment_counts_and_earlier_ones_stay(reviews, changes):
    review = reviews.create(a_plan(), singles(), author="lead")
    item = reviews.queue(review.id, "ada")[0]
    reviews.judge(review.id, item, "ada", {"tone": 2, "true": False}, seconds=8.04)

    newest = reviews.judge(
        review.id, item, "ada", {"tone": 3, "true": True}, comments=[Comment("better")]
    )

    assert reviews.judgments(review.id) == [newest]
    assert [each.answer("tone") for each in reviews.everything_said(review.id)] == [2, 3]
    assert reviews.everything_said(review.id)[0].seconds == 8.0
    assert reviews.summary(review.id).done == 1
    assert changes[-1] == ReviewsChanged(review.id)


def test_what_was_said_can_be_taken_back(reviews):
    review = reviews.create(a_plan(), singles(), author="lead")
    item = reviews.queue(review.id, "ada")[0]
    reviews.judge(review.id, item, "ada", {"tone": 2})

    reviews.judge(review.id, item, "ada", {})

    assert reviews.judgments(review.id) == []
    assert reviews.summary(review.id).done == 0


def test_a_stranger_is_no_reviewer(reviews):
    review = reviews.create(a_plan(), singles(), author="lead")

    with pytest.raises(InvalidInput, match="eve is no reviewer"):
        reviews.queue(review.id, "eve")


def test_a_review_is_renamed_closed_and_removed(reviews):
    review = reviews.create(a_plan(), singles(), author="lead")

    reviews.rename(review.id, "Another name")
    reviews.close(review.id)
    kept = reviews.review(review.id)
    reviews.remove(review.id)

    assert (kept.plan.name, kept.closed, kept.digest) == ("Another name", True, review.digest)
    assert reviews.summaries() == []


def test_a_changed_rubric_is_its_next_version_and_an_unchanged_one_is_not():
    rubrics = RubricService(MemoryRubrics(), EventBus(), counting())
    first = rubrics.save(Rubric(name="Quality", questions=a_rubric().questions))

    same = rubrics.save(first)
    changed = rubrics.save(replace(first, questions=first.questions[:1]))

    assert same == first
    assert changed.version == 2
    assert rubrics.rubrics() == [changed]
    assert rubrics.rubric(first.id, 1) == first


@pytest.mark.parametrize("name", ["a" * 201, "half \ud83d"])
def test_a_name_that_could_not_come_back_signed_is_refused(reviews, name):
    with pytest.raises(InvalidInput, match="A reviewer's name is too long or no text"):
        reviews.create(a_plan(reviewers=("ada", name)), singles(), author="lead")


def test_a_review_is_found_by_its_name_its_id_or_the_beginning_of_that(reviews):
    review = reviews.create(a_plan(name="Refunds"), singles(), author="lead")

    assert reviews.named("Refunds") == reviews.named(review.id) == review
    with pytest.raises(NotFound, match="There is no review 'Other'"):
        reviews.named("Other")
