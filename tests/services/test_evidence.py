"""What speaks for a version, and what an approval may name of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import a_column
from tests.registry.workshop import Workshop, a_release_content
from tests.services.evaluated import a_cell, evaluated
from workbench.domain.approvals import EvidenceKind
from workbench.domain.errors import InvalidInput, NotFound
from workbench.domain.evaluations import EvaluationState
from workbench.services.evidence import MOST_EVALUATIONS


@pytest.fixture
def workshop(tmp_path):
    return Workshop(tmp_path)


@pytest.fixture
def version(workshop):
    return workshop.commit(a_release_content())


@pytest.fixture
def other(workshop, version):
    return workshop.commit(a_release_content("Sort this:\n{{ ticket }}"))


def offers(workshop, version):
    return workshop.evidence.of_version(version.prompt_id, version.digest)


def an_evaluation_of(workshop, version, letters="ppff", **fields):
    column = a_column(
        prompt_id=version.prompt_id, digest=version.digest, version=version.number, model="demo/a"
    )
    known = {"state": EvaluationState.FINISHED, **fields}
    return evaluated(workshop.evaluations, [column], letters, **known)


def test_a_report_speaks_for_the_versions_whose_outputs_were_judged(workshop, version, other):
    report = workshop.reported(version, "One.", "Two.")

    [offer] = offers(workshop, version)

    assert offer.evidence.digest == report.digest
    assert offer.evidence.kind is EvidenceKind.REVIEW
    assert offer.fresh
    assert dict(offer.evidence.figures)["people"] == "2"
    assert offers(workshop, other) == []


def test_of_a_review_the_newest_report_is_offered(workshop, version):
    review = workshop.reviewed(version, "One.")
    workshop.reports.write(review.id)
    workshop.say(review, "ada", tone=1)
    newer = workshop.reports.write(review.id)

    [offer] = offers(workshop, version)

    assert offer.evidence.digest == newer.digest


def test_a_report_is_stale_once_more_was_said(workshop, version):
    review = workshop.reviewed(version, "One.")
    workshop.reports.write(review.id)
    workshop.say(review, "bo", tone=2)

    [offer] = offers(workshop, version)

    assert not offer.fresh
    assert "write the report again" in offer.note


def test_finished_evaluations_speak_with_their_figures(workshop, version, other):
    made = an_evaluation_of(workshop, version)

    [offer] = offers(workshop, version)

    assert offer.evidence.kind is EvidenceKind.EVALUATION
    assert offer.evidence.id == made.id
    assert "demo/a passes 50 %" in offer.evidence.summary
    assert offers(workshop, other) == []


def test_an_evaluation_that_is_not_over_does_not_speak(workshop, version):
    an_evaluation_of(workshop, version, "ppww", state=EvaluationState.RUNNING)

    assert offers(workshop, version) == []


def test_only_the_newest_evaluations_are_looked_through(workshop, version):
    for number in range(MOST_EVALUATIONS + 3):
        an_evaluation_of(workshop, version, id=f"e{number}")

    found = offers(workshop, version)

    assert len(found) == MOST_EVALUATIONS
    assert [offer.fresh for offer in found] == [True] + [False] * (MOST_EVALUATIONS - 1)


def test_an_approval_names_what_was_there(workshop, version):
    workshop.reported(version, "One.")
    an_evaluation_of(workshop, version)
    named = tuple(offer.evidence for offer in offers(workshop, version))

    approval = workshop.approve(version, evidence=(*named, named[0]))

    assert approval.evidence == named
    assert workshop.releases.approvals(version.prompt_id)[0].evidence == named


def test_evidence_about_another_version_is_refused(workshop, version, other):
    workshop.reported(version, "One.")
    an_evaluation_of(workshop, version)

    for offer in offers(workshop, version):
        with pytest.raises(InvalidInput, match="about another version"):
            workshop.approve(other, evidence=(offer.evidence,))
    assert workshop.releases.approvals(version.prompt_id) == []


def test_evidence_that_is_not_there_is_refused(workshop, version):
    report = workshop.reported(version, "One.")
    made = an_evaluation_of(workshop, version)
    found = offers(workshop, version)
    workshop.reviews.remove(report.record.review_id)
    workshop.evaluations.remove(made.id)

    for offer in found:
        with pytest.raises(InvalidInput, match="is not there"):
            workshop.approve(version, evidence=(offer.evidence,))


def test_evidence_that_says_more_than_its_report_is_refused(workshop, version):
    workshop.reported(version, "One.")
    [offer] = offers(workshop, version)

    with pytest.raises(InvalidInput, match="is not there"):
        workshop.approve(version, evidence=(replace(offer.evidence, name="Better"),))


def test_figures_that_changed_since_they_were_looked_at_are_refused(workshop, version):
    made = an_evaluation_of(workshop, version)
    [offer] = offers(workshop, version)
    workshop.evaluations.record_cells(made.id, [a_cell(0, "f")])

    with pytest.raises(InvalidInput, match="have changed"):
        workshop.approve(version, evidence=(offer.evidence,))


def test_evidence_of_an_evaluation_says_only_what_was_measured(workshop, version):
    an_evaluation_of(workshop, version)
    [offer] = offers(workshop, version)
    forged = replace(offer.evidence, figures=(("pass rate, demo/a", "100 %"),))

    with pytest.raises(InvalidInput):
        workshop.approve(version, evidence=(forged,))


def test_a_renamed_evaluation_is_the_same_evidence(workshop, version):
    made = an_evaluation_of(workshop, version)
    [offer] = offers(workshop, version)
    workshop.evaluations.save(replace(made, name="Renamed"))

    workshop.evidence.check((replace(offer.evidence, name="Renamed"),), version.digest)
    assert offers(workshop, version)[0].evidence.digest == offer.evidence.digest


def test_evidence_is_named_by_name_id_or_the_start_of_its_digest(workshop, version):
    report = workshop.reported(version, "One.")
    place = (version.prompt_id, version.digest)

    for reference in ("Refund answers", report.record.review_id, report.digest[:19]):
        assert workshop.evidence.named(reference, *place).digest == report.digest
    with pytest.raises(InvalidInput, match="no evidence called 'x'") as refused:
        workshop.evidence.named("x", *place)
    assert "Refund answers" in refused.value.hint


def test_evidence_can_be_read_as_one_page(workshop, version):
    report = workshop.reported(version, "One.")
    made = an_evaluation_of(workshop, version)
    first, second = (offer.evidence for offer in offers(workshop, version))

    assert workshop.evidence.page(first) == report.html
    assert made.name in workshop.evidence.page(second)
    with pytest.raises(NotFound):
        workshop.evidence.page(replace(first, digest="sha256:none"))


def test_a_report_that_an_approval_names_is_read_after_its_review_is_gone(workshop, version):
    report = workshop.reported(version, "One.")
    [offer] = offers(workshop, version)
    workshop.approve(version, evidence=(offer.evidence,))

    workshop.reviews.remove(report.record.review_id)

    assert workshop.evidence.page(offer.evidence) == report.html
    assert offers(workshop, version)[0].fresh
