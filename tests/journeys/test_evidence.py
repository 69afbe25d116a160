"""From judgments to a signed-off release: everything real but the models and the people."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.builders import a_case, a_job, a_plan, a_run
from tests.registry.workshop import a_release_content, know_a_person
from workbench.bootstrap import close_services, open_services
from workbench.domain.review_choosing import Candidate
from workbench.domain.reviews import Comment
from workbench.store.database import Workspace
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns

PEOPLE = ("Ada Lovelace", "Bo Diddley", "Cy Twombly")
SECRET = "The answer that nobody outside may read, number"


def record_runs(path, version, count):
    workspace: Workspace = open_workspace(path)
    try:
        for number in range(count):
            job = a_job(
                f"run-{number}",
                prompt_id=version.prompt_id,
                digest=version.digest,
                version=version.number,
                case=a_case(values=(("ticket", f"Ticket {number}"),)),
            )
            SqliteRuns(workspace).record(a_run(f"run-{number}", job=job, text=f"{SECRET} {number}"))
    finally:
        workspace.close()


@pytest.fixture
def services(tmp_path, monkeypatch):
    know_a_person(tmp_path, monkeypatch)
    services = open_services(tmp_path / "team.workbench", empty=True)
    yield services
    close_services(services)


@pytest.fixture
def version(services):
    opened = services.prompts.create("support/triage", content=a_release_content())
    version = services.prompts.commit(opened.prompt.id, note="First", author="Dana")
    record_runs(services.workspace, version, 8)
    return version


@pytest.fixture
def review(services, version):
    """Eight outputs, judged by three people who agree most of the time."""
    plan = a_plan(reviewers=PEOPLE, needed=3, name="Refund answers")
    candidates = [Candidate((f"run-{number}",)) for number in range(8)]
    review = services.reviews.create(plan, candidates, author="Dana")
    for place, person in enumerate(PEOPLE):
        for number, item in enumerate(services.reviews.items(review.id)):
            tone = 1 + (number + (place if number % 3 == 0 else 0)) % 5
            comments = (Comment("Too cold.", 0, 0, 3, "The"),) if number == 2 else ()
            answers = {"tone": tone, "true": number != 5}
            services.reviews.judge(review.id, item, person, answers, comments=comments)
    return review


def test_a_review_becomes_the_evidence_of_a_release(services, version, review, tmp_path):
    folder = tmp_path / "registry"
    services.releases.init(folder, "acme-prompts")

    report = services.review_reports.write(review.id)
    [offer] = services.evidence.of_version(version.prompt_id, version.digest)
    services.releases.approve(
        version.prompt_id, 1, note="Read it", approver="Dana", evidence=(offer.evidence,)
    )
    plan = services.releases.plan_export(version.prompt_id, 1, folder, author="Dana")
    services.releases.export(plan)
    services.reviews.remove(review.id)

    assert services.releases.verify(folder) == []
    [path] = folder.glob("prompts/**/evidence/*.json")
    stated = json.loads(path.read_text(encoding="utf-8"))["predicate"]
    assert stated["figures"]["people"] == "3"
    assert any(name.startswith("agreement") for name in stated["figures"])
    for file in (each for each in folder.rglob("*") if each.is_file()):
        text = file.read_bytes()
        assert SECRET.encode() not in text
        assert not any(person.encode() in text for person in PEOPLE)
    kept = services.review_reports.report("sha256:" + stated["digest"]["sha256"])
    assert kept == report
    assert hashlib.sha256(kept.markdown.encode()).hexdigest() == stated["digest"]["sha256"]
    [entry] = services.prompts.timeline(version.prompt_id)
    assert entry.approved_on == ("Refund answers",)


def test_a_report_tells_all_that_was_said_and_by_whom(services, review):
    report = services.review_reports.write(review.id)

    for told in (*PEOPLE, "Too cold.", f"{SECRET} 7", review.digest, "Ticket 3"):
        assert told in report.html
    assert "Krippendorff" in report.html
    assert services.review_reports.write(review.id) == report
