from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import (
    NOON,
    a_content,
    a_prompt,
    a_report_record,
    a_review,
    a_saved_report,
)
from tests.store.committing import committed
from workbench.domain.approvals import Approval, Evidence, EvidenceKind
from workbench.domain.errors import NotFound

FIRST, SECOND = "sha256:" + "a" * 64, "sha256:" + "b" * 64
ONE, OTHER = "sha256:" + "1" * 64, "sha256:" + "2" * 64


@pytest.fixture
def reviewed(stores):
    stores.reviews.add(a_review(), [], b"secret")
    return stores


def approve_on(stores, digest):
    stores.prompts.add(a_prompt(), a_content())
    version = committed(stores.prompts, a_prompt().id, a_content("one"))
    evidence = (Evidence(EvidenceKind.REVIEW, "Refund answers", digest),)
    stores.approvals.add(
        Approval("a1", a_prompt().id, version.digest, 1, "Ada", "", NOON, evidence=evidence)
    )


def test_a_report_is_read_as_it_was_written(reviewed):
    report = replace(a_saved_report(), markdown="half \ud83d, whole 😀\n\x00", html="<p>é</p>")

    reviewed.review_reports.keep(report)

    assert reviewed.review_reports.report(FIRST) == report


def test_the_same_report_is_kept_once(reviewed):
    reviewed.review_reports.keep(a_saved_report())
    reviewed.review_reports.keep(replace(a_saved_report(), html="other"))

    assert reviewed.review_reports.report(FIRST).html == "<p>"
    assert len(reviewed.review_reports.of_review("review-1")) == 1


def test_reports_are_listed_newest_judgments_first(reviewed):
    later = a_saved_report(SECOND, at=NOON + timedelta(hours=1))
    reviewed.review_reports.keep(later)
    reviewed.review_reports.keep(a_saved_report())

    found = reviewed.review_reports.of_review("review-1")

    assert [record.digest for record in found] == [SECOND, FIRST]
    assert found[0] == later.record


def test_reports_are_found_by_the_contents_whose_outputs_were_judged(reviewed):
    reviewed.review_reports.keep(a_saved_report(versions=(ONE, OTHER, ONE)))
    reviewed.review_reports.keep(a_saved_report(SECOND, versions=(OTHER,)))

    assert [r.digest for r in reviewed.review_reports.of_version(ONE)] == [FIRST]
    assert {r.digest for r in reviewed.review_reports.of_version(OTHER)} == {FIRST, SECOND}
    assert reviewed.review_reports.of_version("sha256:none") == []


def test_a_report_of_no_review_is_refused(stores):
    with pytest.raises(NotFound):
        stores.review_reports.keep(a_saved_report())


def test_a_report_that_is_not_there_is_said_to_be_missing(stores):
    with pytest.raises(NotFound):
        stores.review_reports.report(FIRST)


def test_reports_go_with_their_review(reviewed):
    reviewed.review_reports.keep(a_saved_report())

    reviewed.reviews.remove("review-1")

    assert reviewed.review_reports.of_version(ONE) == []
    with pytest.raises(NotFound):
        reviewed.review_reports.report(FIRST)


def test_a_report_that_an_approval_names_stays_when_its_review_is_removed(reviewed):
    reviewed.review_reports.keep(a_saved_report())
    reviewed.review_reports.keep(a_saved_report(SECOND))
    approve_on(reviewed, FIRST)

    reviewed.reviews.remove("review-1")

    assert reviewed.review_reports.report(FIRST) == a_saved_report()
    assert reviewed.review_reports.of_version(ONE) == [a_report_record()]
    assert reviewed.review_reports.of_review("review-1") == []
    with pytest.raises(NotFound):
        reviewed.review_reports.report(SECOND)
