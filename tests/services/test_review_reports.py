from __future__ import annotations

import hashlib
import json

import pytest

from tests.registry.workshop import Workshop, a_release_content
from workbench.domain.errors import NotFound
from workbench.services.events import ReviewsChanged


@pytest.fixture
def workshop(tmp_path):
    return Workshop(tmp_path)


@pytest.fixture
def review(workshop):
    version = workshop.commit(a_release_content())
    return workshop.reviewed(version, "The first answer.", "The second \ud83d answer.")


def test_a_report_is_kept_under_the_digest_of_its_markdown(workshop, review):
    saved = workshop.reports.write(review.id)

    assert saved.digest == "sha256:" + hashlib.sha256(saved.markdown.encode()).hexdigest()
    assert workshop.reports.report(saved.digest) == saved
    assert workshop.reports.of_review(review.id) == [saved.record]
    assert workshop.published[-1] == ReviewsChanged(review.id)


def test_the_same_judgments_have_the_same_digest_whenever_it_is_written(workshop, review):
    first = workshop.reports.write(review.id)
    workshop.clock.go_on(minutes=500)
    second = workshop.reports.write(review.id)

    assert second == first
    assert len(workshop.reports.of_review(review.id)) == 1


def test_another_judgment_makes_another_report(workshop, review):
    first = workshop.reports.write(review.id)
    workshop.say(review, "ada", tone=1)
    second = workshop.reports.write(review.id)

    assert second.digest != first.digest
    assert second.record.at > first.record.at
    assert [each.digest for each in workshop.reports.of_review(review.id)] == [
        second.digest,
        first.digest,
    ]


def test_a_report_tells_where_each_output_is_from(workshop, review):
    saved = workshop.reports.write(review.id)
    [one, _] = json.loads(saved.figures)["outputs"]

    assert one["prompt"] == "support/triage"
    assert one["version"] == 1
    assert one["version_digest"] in saved.record.versions
    assert one["text_digest"] == "sha256:" + hashlib.sha256(b"The first answer.").hexdigest()
    assert "The first answer." in saved.html
    assert "The first answer." not in saved.figures


def test_without_texts_the_outputs_are_left_out(workshop, review):
    for told in workshop.reports.without_texts(review.id):
        assert "The first answer." not in told
    assert workshop.reports.of_review(review.id) == []


def test_a_report_is_fresh_until_more_is_said(workshop, review):
    record = workshop.reports.write(review.id).record
    assert workshop.reports.is_fresh(record)

    workshop.say(review, "bo")

    assert not workshop.reports.is_fresh(record)


def test_a_review_that_nobody_judged_has_a_report(workshop, review):
    fresh = workshop.reviews.create(review.plan, [_candidate(workshop, review)], author="lead")

    saved = workshop.reports.write(fresh.id)

    assert saved.record.at == fresh.created_at
    assert saved.record.people == 0


def test_a_report_of_no_review_is_refused(workshop):
    with pytest.raises(NotFound):
        workshop.reports.write("nobody")


def _candidate(workshop, review):
    from workbench.domain.review_choosing import Candidate

    return Candidate(workshop.reviews.items(review.id)[0].run_ids)
