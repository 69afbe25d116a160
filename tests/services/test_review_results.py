"""Results that come back, on a real workspace: what is refused, flagged, left out and kept."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import NOON, a_case, a_job, a_plan, a_rubric, a_run
from tests.fake_reviews import MemoryReviews
from tests.fakes import Clock, MemoryRuns, counting
from tests.review_reviewer import a_key, a_pack, answered, pack_digest, said, signed, written
from workbench.domain.errors import DoubtfulResults, FileProblem, InvalidInput
from workbench.domain.review_choosing import Candidate
from workbench.domain.reviews import Comment, JudgmentSource, PackRecord, ReviewKind
from workbench.domain.rubrics import FIRST, SECOND, TIE, Question, QuestionKind, Rubric
from workbench.services.events import EventBus, ReviewsChanged
from workbench.services.review_packs import ReviewPackService
from workbench.services.review_results import ReviewResultsService
from workbench.services.reviews import ReviewService
from workbench.store.opening import make_workspace, open_workspace
from workbench.store.reviews import SqliteReviews

SECRET = b"s" * 32
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def on_disk(tmp_path):
    path = tmp_path / "team.workbench"
    make_workspace(path)
    workspace = open_workspace(path)
    yield SqliteReviews(workspace)
    workspace.close()


@pytest.fixture(params=["memory", "disk"])
def store(request):
    on_disk = request.param == "disk"
    return request.getfixturevalue("on_disk") if on_disk else MemoryReviews()


def place_over(store):
    """The services over a store; `results` is what is tried."""
    runs, events, clock, heard = MemoryRuns(), EventBus(), Clock(LATER), []
    for number in range(6):
        job = a_job(f"run-{number}", case=a_case(values=(("ticket", f"T{number}"),)))
        runs.record(a_run(f"run-{number}", job=job, text=f"Answer {number} is 😀 fine."))
    reviews = ReviewService(
        store, runs, events, Clock(NOON), counting(), lambda size: SECRET[:size]
    )
    packs = ReviewPackService(reviews, store, events, clock)
    results = ReviewResultsService(reviews, store, packs.key, events, clock)
    events.listen(heard.append)
    return SimpleNamespace(
        store=store, reviews=reviews, packs=packs, results=results, clock=clock, heard=heard
    )


@pytest.fixture
def place(store):
    return place_over(store)


def singles(count=6):
    return [Candidate((f"run-{number}",)) for number in range(count)]


def pairs():
    return [Candidate((f"run-{number}", f"run-{number + 1}")) for number in range(5)]


class Sent:
    """A review with one pack that went out, and the browser that it was opened in."""

    def __init__(self, place, plan=None, candidates=None, reviewer="ada"):
        self.place, self.reviewer = place, reviewer
        self.review = place.reviews.create(plan or a_plan(), candidates or singles(), author="lead")
        self.queue = place.reviews.queue(self.review.id, reviewer)
        self.keys = [item.key for item in self.queue]
        self.pack = a_pack(self.review.digest, reviewer, self.keys)
        self.key = a_key(SECRET, reviewer)
        self.keep_pack()

    def keep_pack(self):
        digest = pack_digest(self.pack)
        self.place.store.keep_pack(PackRecord(self.review.id, self.reviewer, digest, NOON))

    def answers(self, answers, **fields):
        return written(answered(self.pack, self.key, answers, **fields))

    def read(self, data, **fields):
        return self.place.results.read(data, "ada.json", **fields)

    def take(self, data, **fields):
        plan = self.read(data, **fields)
        self.place.results.take(plan)
        return plan

    def standing(self):
        return {each.item: each for each in self.place.reviews.judgments(self.review.id)}


@pytest.fixture
def sent(place):
    return Sent(place)


GOOD = {"tone": 4, "true": True}


def test_reading_tells_what_would_be_taken_and_changes_nothing(sent):
    plan = sent.read(sent.answers(dict.fromkeys(sent.keys[:3], GOOD)))

    assert plan.sentence == "3 new answers from ada."
    assert (plan.review.id, plan.reviewer, plan.notes) == (sent.review.id, "ada", ())
    assert sent.place.reviews.everything_said(sent.review.id) == []
    assert sent.place.results.taken(sent.review.id) == []


def test_what_is_taken_in_counts_and_the_file_is_noted(sent):
    data = sent.answers(dict.fromkeys(sent.keys[:3], GOOD))
    sent.place.heard.clear()

    record = sent.place.results.take(sent.read(data))

    judgments = sent.place.reviews.judgments(sent.review.id)
    assert [judgment.item for judgment in judgments] == sent.keys[:3]
    assert {judgment.source for judgment in judgments} == {JudgmentSource.PACK}
    assert judgments[0].answers == (("tone", 4), ("true", True))
    assert judgments[0].seconds == 12
    assert sent.place.results.taken(sent.review.id) == [record]
    assert (record.judgments, record.reviewer, record.at) == (3, "ada", LATER)
    assert sent.place.heard == [ReviewsChanged(sent.review.id)]


def test_the_same_file_again_brings_nothing_new_and_says_so(sent):
    data = sent.answers(dict.fromkeys(sent.keys, GOOD))
    sent.take(data)
    sent.place.heard.clear()

    again = sent.take(data)

    assert again.sentence == (
        "Nothing new from ada: this file was taken in on 2026-11-21 at 13:00 UTC."
    )
    assert len(sent.place.results.taken(sent.review.id)) == 1
    assert sent.place.heard == []


def test_the_same_answers_in_another_file_are_known(sent):
    data = sent.answers(dict.fromkeys(sent.keys, GOOD))
    sent.take(data)

    plan = sent.take(b"> " + data.replace(b"\n", b"\n> "))

    assert plan.sentence == "Nothing new from ada: all of it is known already."
    assert len(sent.place.reviews.everything_said(sent.review.id)) == len(sent.keys)


def test_of_a_file_that_holds_more_only_the_new_is_taken(sent):
    sent.take(sent.answers(dict.fromkeys(sent.keys[:2], GOOD)))

    plan = sent.take(sent.answers(dict.fromkeys(sent.keys[:5], GOOD)))

    assert plan.sentence == "3 new answers from ada, 2 known already."
    assert len(sent.standing()) == 5


def test_a_later_answer_counts_and_the_earlier_one_is_kept(sent):
    item = sent.keys[0]
    sent.take(sent.answers([said(item, GOOD, number=1)]))
    changed = said(item, {"tone": 1, "true": False}, number=2, at=NOON + timedelta(minutes=5))

    plan = sent.take(sent.answers([changed]))

    assert plan.sentence == "1 new answer from ada, 1 in the place of an earlier one."
    assert sent.standing()[item].answer("tone") == 1
    assert len(sent.place.reviews.everything_said(sent.review.id)) == 2


def test_the_same_answer_given_again_changes_nothing(sent):
    item = sent.keys[0]
    sent.take(sent.answers([said(item, GOOD, number=1)]))

    plan = sent.take(sent.answers([said(item, GOOD, number=2, at=NOON + timedelta(minutes=5))]))

    assert plan.sentence == "1 new answer from ada."
    assert len(sent.standing()) == 1


def test_what_is_older_than_what_was_said_since_does_not_count(sent):
    item = sent.keys[0]
    sent.take(sent.answers([said(item, GOOD, number=2, at=NOON + timedelta(minutes=5))]))

    plan = sent.take(sent.answers([said(item, {"tone": 1, "true": True}, number=1)]))

    assert (plan.changed, plan.outdated) == (0, 1)
    assert "1 older than what ada said since" in plan.sentence
    assert sent.standing()[item].answer("tone") == 4


def test_files_of_several_reviewers_come_together(place):
    ada = Sent(place)
    bo = object.__new__(Sent)
    bo.__dict__ |= {**vars(ada), "reviewer": "bo", "key": a_key(SECRET, "bo")}
    bo.pack = a_pack(ada.review.digest, "bo", ada.keys)
    bo.keep_pack()

    ada.take(ada.answers(dict.fromkeys(ada.keys, GOOD)))
    bo.take(bo.answers([said(key, GOOD, number=n) for n, key in enumerate(bo.keys, 1)]))

    said_by = [judgment.reviewer for judgment in place.reviews.judgments(ada.review.id)]
    assert sorted(said_by) == ["ada"] * 6 + ["bo"] * 6


def test_an_answer_may_be_taken_back(sent):
    item = sent.keys[0]
    sent.take(sent.answers([said(item, GOOD, number=1)]))

    sent.take(sent.answers([said(item, number=2, at=NOON + timedelta(minutes=1))]))

    assert sent.standing() == {}


def test_a_reason_for_skipping_comes_back(sent):
    sent.take(sent.answers([said(sent.keys[0], skipped="not my field")]))

    assert sent.standing()[sent.keys[0]].skipped == "not my field"


def test_an_older_pack_of_the_same_review_is_still_good(sent):
    data = sent.answers({sent.keys[0]: GOOD})
    sent.pack = {**sent.pack, "title": "New title"}
    sent.keep_pack()

    assert sent.take(data).judgments
    assert sent.take(sent.answers([said(sent.keys[1], GOOD)])).judgments


def test_answers_to_a_review_of_somewhere_else_are_refused_by_its_name(sent):
    foreign = {**sent.pack, "review": "sha256:" + "f" * 64}

    with pytest.raises(InvalidInput) as refused:
        sent.read(written(answered(foreign, sent.key, {})))

    assert not isinstance(refused.value, DoubtfulResults)
    assert "not in this workspace (sha256:ffffffffffff…)" in refused.value.message
    assert "answers of ada, saved on 2026-11-21" in refused.value.message


def test_a_known_pack_that_names_another_review_was_changed(sent):
    data = json.loads(sent.answers({}))

    with pytest.raises(InvalidInput, match="a pack of Refund answers, but says that it belongs"):
        sent.read(written({**data, "review": "sha256:" + "f" * 64}))


def test_somebody_who_is_no_reviewer_is_refused(sent):
    stranger = {**sent.pack, "reviewer": "eve"}

    with pytest.raises(InvalidInput) as refused:
        sent.read(written(answered(stranger, a_key(SECRET, "eve"), {})))

    assert refused.value.message == "eve is no reviewer of Refund answers."
    assert "Its reviewers are ada, bo." in refused.value.hint


def test_answers_that_were_changed_are_refused_with_what_that_means(sent):
    document = json.loads(sent.answers({sent.keys[0]: GOOD}))
    document["judgments"][0]["answers"]["tone"] = 5

    with pytest.raises(DoubtfulResults) as refused:
        sent.read(written(document))

    assert (
        "they were changed after they were saved, or made somewhere else" in refused.value.message
    )
    assert "Ask ada for the file as it was saved" in refused.value.hint


def test_answers_that_were_changed_are_taken_in_flagged_where_somebody_insists(sent):
    document = json.loads(sent.answers({sent.keys[0]: GOOD}))
    document["judgments"][0]["answers"]["tone"] = 5

    plan = sent.take(written(document), insist=True)

    assert len(plan.doubts) == 1
    assert sent.standing()[sent.keys[0]].answer("tone") == 5
    [record] = sent.place.results.taken(sent.review.id)
    assert "signature of ada's answers to Refund answers does not hold" in record.notes[0]


def test_answers_under_somebody_elses_name_are_refused(sent):
    document = json.loads(sent.answers({sent.keys[0]: GOOD}))

    with pytest.raises(DoubtfulResults, match="The pack was written for ada, not for bo"):
        sent.read(written(signed({**document, "reviewer": "bo"}, sent.key)))


def test_a_pack_that_was_never_written_is_refused(sent):
    other = {**sent.pack, "title": "Made at home"}

    with pytest.raises(DoubtfulResults, match="No such pack was written for Refund answers"):
        sent.read(written(answered(other, sent.key, {sent.keys[0]: GOOD})))


def test_of_two_reviews_that_ask_the_same_the_one_whose_pack_it_is_gets_the_answers(place):
    one = Sent(place)
    other = Sent(place)
    other.keep_pack()
    assert one.review.digest == other.review.digest
    alone = {**one.pack, "title": "Only of the first"}
    digest = pack_digest(alone)
    place.store.keep_pack(PackRecord(one.review.id, "ada", digest, NOON))

    plan = one.read(written(answered(alone, one.key, {one.keys[0]: GOOD})))

    assert plan.review.id == one.review.id


def test_a_closed_review_takes_nothing_in(sent):
    sent.place.reviews.close(sent.review.id)

    with pytest.raises(InvalidInput, match="is closed"):
        sent.read(sent.answers({sent.keys[0]: GOOD}))


def test_what_is_no_results_file_is_refused_with_its_name(sent):
    with pytest.raises(FileProblem, match=r"^ada\.json: is empty"):
        sent.read(b"")


@pytest.mark.parametrize(
    ("answers", "left", "note"),
    [
        ({"tone": 9, "true": True}, {"true": True}, "9 is not from 1 to 5: that answer is left"),
        ({"tone": 4, "true": 1}, {"tone": 4}, "1 is neither yes nor no: that answer is left out"),
        ({**GOOD, "odd": "x"}, GOOD, "odd was not asked: that answer is left out"),
        ({"tone": 4}, {"tone": 4}, "“Is it true?” was left unanswered; the rest counts"),
    ],
)
def test_an_answer_that_is_not_allowed_is_left_out_and_named(sent, answers, left, note):
    plan = sent.take(sent.answers([said(sent.keys[0], answers)]))

    assert dict(sent.standing()[sent.keys[0]].answers) == left
    assert any(note in each and each.startswith("No. 1: ") for each in plan.notes)


def test_a_judgment_of_which_nothing_is_left_takes_nothing_back(sent):
    item = sent.keys[0]
    sent.take(sent.answers([said(item, GOOD, number=1)]))
    worse = said(item, {"tone": 77}, number=2, at=NOON + timedelta(minutes=1))

    plan = sent.take(sent.answers([worse]))

    assert not plan.judgments
    assert "nothing that can be used is left of it: left out" in plan.notes[-1]
    assert sent.standing()[item].answer("tone") == 4


def test_an_item_that_the_person_was_not_asked_about_is_left_out(sent):
    plan = sent.take(sent.answers({"ffff": GOOD, sent.keys[0]: GOOD}))

    assert [judgment.item for judgment in plan.judgments] == [sent.keys[0]]
    assert plan.notes == ("ada was not asked about ffff: left out",)


def test_an_entry_that_is_there_with_another_answer_is_never_changed(sent):
    item = sent.keys[0]
    sent.take(sent.answers([said(item, GOOD, number=1)]))

    plan = sent.take(sent.answers([said(item, {"tone": 1, "true": True}, number=1)]))

    assert plan.notes == ("No. 1: the same entry is there with another answer: left out",)
    assert sent.standing()[item].answer("tone") == 4


def test_times_in_the_future_count_as_of_now(sent):
    first, second = sent.keys[:2]
    ahead = NOON + timedelta(days=900)
    data = sent.answers([said(first, GOOD, at=ahead), said(second, GOOD)])

    plan = sent.take(data)

    assert plan.notes == ("1 answer is from the future: taken as given now",)
    assert sent.standing()[first].at == LATER
    assert sent.take(data + b"\n").known == 2


def test_times_from_before_the_review_are_told(sent):
    plan = sent.take(sent.answers([said(sent.keys[0], GOOD, at=NOON - timedelta(days=400))]))

    assert "that clock was wrong" in plan.notes[0]
    assert sent.standing()


def test_very_many_remarks_are_cut_short(sent):
    answers = {f"{number:012x}": GOOD for number in range(300)}

    plan = sent.read(sent.answers(answers))

    assert len(plan.notes) == 101
    assert plan.notes[-1] == "and 200 more of this kind"
    assert plan.sentence == "Nothing new from ada: it holds no answer that can be used."


def commenting(item, *comments):
    return said(item, GOOD, comments=list(comments))


def test_comments_keep_their_passage_by_code_points(sent):
    comment = {"output": 0, "start": 9, "end": 13, "quote": "is 😀", "text": "a face"}

    plan = sent.take(sent.answers([commenting(sent.keys[0], comment)]))

    [kept] = sent.standing()[sent.keys[0]].comments
    assert (kept, plan.notes) == (Comment("a face", 0, 9, 13, "is 😀"), ())


@pytest.mark.parametrize(
    ("comment", "found"),
    [
        ({"start": 0, "end": 4, "quote": "is 😀"}, (9, 13)),
        ({"start": 0, "end": 4, "quote": "nowhere"}, (0, 0)),
        ({"start": 5, "end": 2, "quote": ""}, (0, 0)),
        ({"start": 900, "end": 904, "quote": "is 😀"}, (9, 13)),
        ({"output": 1, "start": 0, "end": 2, "quote": "An"}, (0, 0)),
    ],
)
def test_a_passage_that_is_not_where_it_said_is_looked_for_by_its_words(sent, comment, found):
    whole = {"output": 0, "text": "what?", **comment}
    start = sent.place.reviews.shown(sent.review.id, "ada", sent.queue[:1])[0].outputs[0].text
    assert start.index("is 😀") == 9

    plan = sent.take(sent.answers([commenting(sent.keys[0], whole)]))

    [kept] = sent.standing()[sent.keys[0]].comments
    assert (kept.output, kept.start, kept.end) == (0, *found)
    assert kept.quote == comment["quote"]
    assert plan.notes == ("No. 1: the passage of a comment was not where it said",)


@pytest.mark.parametrize("shown", [FIRST, SECOND, TIE])
def test_what_was_shown_is_turned_back_into_the_order_of_the_item(place, shown):
    plan = a_plan(kind=ReviewKind.PREFER, rubric=Rubric())
    sent = Sent(place, plan, pairs())
    comment = {"output": 0, "start": 0, "end": 0, "quote": "", "text": "the one shown first"}

    sent.take(
        sent.answers([said(key, {"preference": shown}, comments=[comment]) for key in sent.keys])
    )

    views = place.reviews.shown(sent.review.id, "ada", sent.queue)
    assert {view.swapped for view in views} == {True, False}
    for view in views:
        judgment = sent.standing()[view.key]
        turned = {FIRST: SECOND, SECOND: FIRST}.get(shown, shown)
        assert judgment.answer("preference") == (turned if view.swapped else shown)
        assert judgment.comments[0].output == int(view.swapped)
        assert judgment.swapped is view.swapped


def test_corrections_and_choices_come_back_word_for_word(place):
    rubric = a_rubric(Question("why", "Why?", QuestionKind.TEXT, required=False))
    sent = Sent(place, a_plan(kind=ReviewKind.CORRECT, rubric=rubric))
    texts = ["", " as it\r\nshould be ", "\u202eturned\x00"]

    sent.take(
        sent.answers(
            {
                key: {"correction": text, "why": " "}
                for key, text in zip(sent.keys, texts, strict=False)
            }
        )
    )

    kept = [sent.standing()[key].answers for key in sent.keys[:3]]
    assert kept == [(("correction", text),) for text in texts]


def test_nothing_is_taken_where_it_cannot_be_written_to_the_end(on_disk, monkeypatch):
    place = place_over(on_disk)
    sent = Sent(place)
    plan = sent.read(sent.answers(dict.fromkeys(sent.keys, GOOD)))

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr("workbench.store.reviews._keep_results", fail)
    with pytest.raises(OSError, match="disk full"):
        place.results.take(plan)

    assert place.reviews.everything_said(sent.review.id) == []


def test_the_packs_own_key_is_that_of_the_description(sent):
    assert sent.place.packs.key(sent.review.id, "ada") == a_key(SECRET, "ada")


ANYTHING = st.booleans() | st.integers(-9, 9) | st.sampled_from(["", "x", "first", "tie"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.data())
def test_whatever_is_answered_what_counts_is_allowed_and_nothing_is_said_twice(data):
    sent = Sent(place_over(MemoryReviews()))
    names = st.sampled_from([*sent.keys[:3], "ffff"])
    numbers = st.integers(1, 5)
    asked = st.dictionaries(st.sampled_from(["tone", "true", "odd"]), ANYTHING)
    entry = st.builds(
        lambda item, answers, number, minutes: said(
            item, answers, number=number, at=NOON + timedelta(minutes=minutes)
        ),
        names,
        asked,
        numbers,
        st.integers(0, 99),
    )
    file = sent.answers(data.draw(st.lists(entry, max_size=6)))

    plan = sent.take(file)

    kept = sent.place.reviews.everything_said(sent.review.id)
    assert kept == list(plan.judgments)
    for judgment in kept:
        answers = dict(judgment.answers)
        assert type(answers.get("tone", 1)) is int
        assert answers.get("tone", 1) in range(1, 6)
        assert answers.get("true", True) in (True, False)
        assert set(answers) <= {"tone", "true"}
    assert not sent.take(file + b" ").judgments
