from __future__ import annotations

import hashlib
import hmac
import json
import re
from decimal import Decimal

import pytest

from tests.builders import a_case, a_job, a_plan, a_rubric, a_run
from tests.fake_reviews import MemoryReviews
from tests.fakes import Clock, MemoryRuns, counting
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.review_choosing import Candidate
from workbench.domain.reviews import Comment, PackRecord, ReviewKind
from workbench.domain.rubrics import Rubric
from workbench.services.events import EventBus, ReviewsChanged
from workbench.services.review_packs import ReviewPackService
from workbench.services.reviews import ReviewService

CONTENT = re.compile(r'<script type="application/json" id="content">(.*?)</script>', re.DOTALL)


@pytest.fixture
def runs():
    store = MemoryRuns()
    for number in range(6):
        case = a_case(values=(("ticket", f"T{number}"),))
        job = a_job(f"secret-run-{number}", model="demo/secret-model", case=case, version=3)
        run = a_run(
            f"secret-run-{number}", job=job, text=f"Answer {number}.", cost_usd=Decimal("0.25")
        )
        store.record(run)
    return store


@pytest.fixture
def changes():
    return []


@pytest.fixture
def store():
    return MemoryReviews()


@pytest.fixture
def reviews(store, runs, changes):
    events = EventBus()
    events.listen(changes.append)
    return ReviewService(store, runs, events, Clock(), counting(), lambda size: b"s" * size)


@pytest.fixture
def packs(reviews, store, changes):
    events = EventBus()
    events.listen(changes.append)
    return ReviewPackService(reviews, store, events, Clock())


def singles(count=6):
    return [Candidate((f"secret-run-{number}",)) for number in range(count)]


def content_of(page):
    return json.loads(CONTENT.search(page)[1])


def test_a_pack_holds_what_its_reviewer_is_asked_in_that_persons_order(reviews, packs):
    review = reviews.create(a_plan(shared=2), singles(), author="lead")

    pack = content_of(packs.write(review.id, "ada"))["pack"]

    assert pack["spec"] == "review-pack/1"
    assert pack["review"] == review.digest
    assert (pack["reviewer"], pack["title"], pack["kind"]) == ("ada", "Refund answers", "rate")
    assert [item["key"] for item in pack["items"]] == [
        item.key for item in reviews.queue(review.id, "ada")
    ]
    assert [question["id"] for question in pack["questions"]] == ["tone", "true"]


def test_nothing_in_a_blind_pack_says_where_an_output_is_from(reviews, packs, store):
    review = reviews.create(a_plan(), singles(), author="lead")
    item = reviews.queue(review.id, "ada")[0]
    reviews.judge(review.id, item, "bo", {"tone": 1}, comments=(Comment("Bo's own words"),))

    page = packs.write(review.id, "ada")

    secret = store.secret(review.id).hex()
    own = CONTENT.search(page)[1]
    for hidden in ("secret-run", "secret-model", '"v3', "0.25", '"bo"', "own words", secret):
        assert hidden not in own
    assert {
        "spec",
        "review",
        "reviewer",
        "title",
        "instructions",
        "kind",
        "questions",
        "items",
    } == (set(content_of(page)["pack"]))


def test_an_open_pack_says_it(reviews, packs):
    review = reviews.create(a_plan(blind=False), singles(), author="lead")

    [output] = content_of(packs.write(review.id, "ada"))["pack"]["items"][0]["outputs"]

    assert "secret-model" in output["heading"]


def test_pairs_stand_on_the_sides_that_this_reviewer_sees(reviews, packs):
    pairs = [Candidate((f"secret-run-{n}", f"secret-run-{n + 1}")) for n in range(5)]
    plan = a_plan(kind=ReviewKind.PREFER, rubric=Rubric())
    review = reviews.create(plan, pairs, author="lead")

    pack = content_of(packs.write(review.id, "bo"))["pack"]

    shown = reviews.shown(review.id, "bo", reviews.queue(review.id, "bo"))
    assert [[output["text"] for output in item["outputs"]] for item in pack["items"]] == [
        [output.text for output in item.outputs] for item in shown
    ]
    assert any(item.swapped for item in shown)


def test_the_key_is_the_reviewers_own(reviews, packs, store):
    review = reviews.create(a_plan(), singles(), author="lead")

    written = {name: content_of(packs.write(review.id, name)) for name in ("ada", "bo")}

    expected = hmac.new(store.secret(review.id), b"ada", hashlib.sha256)
    assert written["ada"]["key"] == packs.key(review.id, "ada").hex() == expected.hexdigest()
    assert written["ada"]["key"] != written["bo"]["key"]


def test_a_pack_that_is_written_is_recorded_by_its_digest(reviews, packs, store, changes):
    review = reviews.create(a_plan(), singles(), author="lead")
    changes.clear()

    content = content_of(packs.write(review.id, "ada"))
    packs.write(review.id, "ada")

    text = json.dumps(content["pack"], sort_keys=True, separators=(",", ":"))
    digest = "sha256:" + hashlib.sha256(text.encode("ascii")).hexdigest()
    assert content["digest"] == digest
    assert store.packs(review.id) == [PackRecord(review.id, "ada", digest, Clock()())]
    assert changes == [ReviewsChanged(review.id)] * 2


def test_there_is_no_pack_for_a_stranger_for_nothing_or_when_all_is_over(reviews, packs, store):
    review = reviews.create(a_plan(rubric=a_rubric(), shared=0), singles(1), author="lead")
    idle = next(name for name in ("ada", "bo") if not reviews.queue(review.id, name))

    with pytest.raises(InvalidInput, match="no reviewer"):
        packs.write(review.id, "eve")
    with pytest.raises(InvalidInput, match="nothing for"):
        packs.write(review.id, idle)
    with pytest.raises(NotFound):
        packs.write("unknown", "ada")
    reviews.close(review.id)
    with pytest.raises(InvalidInput, match="closed"):
        packs.write(review.id, "ada")
    assert store.packs(review.id) == []
