"""What an approval rests on is stated in the registry, and verified there."""

from __future__ import annotations

import json

import pytest

from tests.registry.workshop import TRIAGE, a_release_content
from workbench.domain.errors import InvalidInput

APPROVAL = "prompts/**/approvals/*.json"
EVIDENCE = "prompts/**/evidence/*.json"
HOSTILE = "Refunds \u202e</script> é\u200b \ud83d"


def offers(workshop, version):
    found = workshop.evidence.of_version(version.prompt_id, version.digest)
    return tuple(offer.evidence for offer in found)


@pytest.fixture
def version(workshop):
    return workshop.commit(a_release_content())


@pytest.fixture
def released(workshop, version):
    """Released on the report of a review."""
    workshop.reported(version, "The secret answer.", "Another one.")
    workshop.approve(version, evidence=offers(workshop, version))
    workshop.releases.export(workshop.plan(version))
    return workshop


def test_the_evidence_of_an_approval_is_a_file_of_its_own(released, version):
    path = released.one(EVIDENCE)
    statement = json.loads(path.read_text())
    approval = json.loads(released.one(APPROVAL).read_text())

    assert path.name.startswith(f"{version.digest[7:19]}.refund-answers.")
    assert statement["subject"] == approval["subject"]
    assert statement["predicate"]["kind"] == "review report"
    assert statement["predicate"]["figures"]["people"] == "2"
    assert approval["predicate"]["evidence"][0][7:15] in path.name
    assert released.verify() == []


def test_neither_outputs_nor_reviewers_go_into_git(released):
    text = released.one(EVIDENCE).read_text()

    for told in ("secret answer", "Another", '"ada"', '"bo"', "ada,"):
        assert told not in text


def test_two_people_who_rest_on_the_same_share_its_file(released, version):
    named = offers(released, version)
    released.approve(version, approver="eve@acme.example", evidence=named)
    released.releases.export(released.plan(version))

    assert len(released.files(EVIDENCE)) == 1
    assert len(released.files(APPROVAL)) == 2
    assert released.verify() == []


def test_an_approval_without_evidence_is_stated_as_before(workshop, version):
    workshop.export(version)

    assert workshop.files(EVIDENCE) == []
    assert "evidence" not in json.loads(workshop.one(APPROVAL).read_text())["predicate"]
    assert workshop.verify() == []


def test_exporting_the_same_again_adds_nothing(released, version):
    assert not released.plan(version).commit_needed


def test_who_approves_once_more_naming_what_was_forgotten_says_so_in_the_registry(
    workshop, version
):
    workshop.export(version)
    workshop.reported(version, "One.", "Two.")
    workshop.approve(version, evidence=offers(workshop, version))
    workshop.releases.export(workshop.plan(version))

    assert len(workshop.files(APPROVAL)) == 2
    assert len(workshop.files(EVIDENCE)) == 1
    assert workshop.verify() == []
    assert not workshop.plan(version).commit_needed


def test_who_approves_once_more_with_nothing_new_adds_nothing(released, version):
    released.approve(version)
    released.approve(version, evidence=offers(released, version))

    assert not released.plan(version).commit_needed


def test_evidence_that_was_changed_is_found(released):
    path = released.tamper(EVIDENCE, '"people": "2"', '"people": "9"')

    found = {(finding.rule, finding.file) for finding in released.verify()}
    assert {rule for rule, _ in found} == {"R03", "R09", "R10"}
    assert ("R03", path.relative_to(released.folder).as_posix()) in found


def test_evidence_that_was_taken_away_is_found(released):
    released.one(EVIDENCE).unlink()
    released.commit_all()

    assert {rule for rule, _ in released.found()} == {"R03", "R09", "R10"}


def test_evidence_of_another_prompt_counts_for_nothing(released):
    evidence, approval = released.one(EVIDENCE), released.one(APPROVAL)
    old = json.loads(approval.read_text())["predicate"]["evidence"][0]
    evidence.write_text(evidence.read_text().replace(TRIAGE, "support/other"))
    from workbench.formats.registry_statements import file_digest

    approval.write_text(approval.read_text().replace(old, file_digest(evidence.read_bytes())))
    released.commit_all()

    messages = [f.message for f in released.verify() if f.rule == "R09"]
    assert any("about something else" in message for message in messages)


def test_a_hostile_name_is_written_so_that_it_can_be_seen(workshop, version):
    workshop.reported(version, "One.", name=HOSTILE)
    workshop.approve(version, evidence=offers(workshop, version))
    workshop.releases.export(workshop.plan(version))

    name = json.loads(workshop.one(EVIDENCE).read_text(encoding="utf-8"))["predicate"]["name"]
    assert name == "Refunds ⟨U+202E⟩</script> é⟨U+200B⟩ \ufffd"
    assert workshop.verify() == []


def test_a_key_in_the_name_of_a_review_is_refused_before_anything_is_written(workshop, version):
    workshop.reported(version, "One.", name="sk-ant-api03-" + "A1b2" * 10)
    workshop.approve(version, evidence=offers(workshop, version))

    with pytest.raises(InvalidInput, match="holds"):
        workshop.plan(version)
