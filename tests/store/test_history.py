"""The timeline of a prompt: versions and runs brought together by digest."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.builders import NOON, a_content, a_job, a_prompt, a_run
from tests.store.committing import committed, kept
from workbench.domain.approvals import Approval, Evidence, EvidenceKind
from workbench.domain.runs import Outcome
from workbench.store.history import RUNS_BY_DIGEST
from workbench.store.runs import OF_DIGEST


@pytest.fixture
def prompt_id(stores):
    stores.prompts.add(a_prompt(), a_content())
    return a_prompt().id


def test_a_version_stands_with_how_its_runs_did(stores, prompt_id):
    version = committed(stores.prompts, prompt_id, a_content("one"))
    for number, (outcome, cost) in enumerate(
        [
            (Outcome.FINISHED, Decimal("0.0001")),
            (Outcome.FINISHED, Decimal("0.0002")),
            (Outcome.FAILED, None),
            (Outcome.RUNNING, None),
        ]
    ):
        job = a_job(f"run-{number}", digest=version.digest)
        stores.runs.record(a_run(job=job, outcome=outcome, cost_usd=cost))

    [entry] = stores.prompts.timeline(prompt_id)

    assert (entry.version, entry.runs, entry.finished, entry.running) == (version, 4, 2, 1)
    assert entry.cost_usd == Decimal("0.0003")


def test_a_state_that_was_only_run_stands_between_the_versions(stores, prompt_id):
    first = committed(stores.prompts, prompt_id, a_content("one"))
    second = committed(stores.prompts, prompt_id, a_content("two"), at=NOON + timedelta(hours=2))
    between = kept(stores.prompts, a_content("one and a half"))
    job = a_job(digest=between)
    stores.runs.record(a_run(job=job, created_at=NOON + timedelta(hours=1)))

    timeline = stores.prompts.timeline(prompt_id)

    assert [entry.digest for entry in timeline] == [second.digest, between, first.digest]
    assert timeline[1].version is None
    assert timeline[1].at == NOON + timedelta(hours=1)
    assert timeline[1].cost_usd is None


def test_a_prompt_nobody_ran_has_no_history(stores, prompt_id):
    assert stores.prompts.timeline(prompt_id) == []


def test_a_version_names_who_approved_it(on_disk):
    on_disk.prompts.add(a_prompt(), a_content())
    version = committed(on_disk.prompts, a_prompt().id, a_content("one"))
    given = [("Ada", "dev"), ("Grace", "dev"), ("Ada", "prod")]
    for number, (approver, environment) in enumerate(given):
        on_disk.approvals.add(
            Approval(
                f"a{number}", a_prompt().id, version.digest, 1, approver, "", NOON, environment
            )
        )

    [entry] = on_disk.prompts.timeline(a_prompt().id)

    assert entry.approved_by == "Ada, Grace"
    assert entry.approved_for == ("dev", "prod")
    assert entry.approved_on == ()


def test_a_version_names_what_its_approvals_rest_on(on_disk):
    on_disk.prompts.add(a_prompt(), a_content())
    version = committed(on_disk.prompts, a_prompt().id, a_content("one"))
    named = (
        Evidence(EvidenceKind.REVIEW, "Refund answers \ud83d", "sha256:1"),
        Evidence(EvidenceKind.EVALUATION, "Regression", "sha256:2"),
    )
    for number, evidence in enumerate((named, named[:1])):
        approval = Approval(
            f"a{number}", a_prompt().id, version.digest, 1, "Ada", "", NOON, evidence=evidence
        )
        on_disk.approvals.add(approval)

    [entry] = on_disk.prompts.timeline(a_prompt().id)

    assert entry.approved_on == ("Refund answers \ud83d", "Regression")


def test_what_was_edited_or_run_last_was_worked_on_last(stores):
    assert stores.prompts.last_worked_on() is None
    for number, path in enumerate(("a/first", "a/second", "a/third")):
        born = NOON + timedelta(hours=number)
        stores.prompts.add(a_prompt(path, id=path, created_at=born), a_content())
    assert stores.prompts.last_worked_on() == "a/third"

    draft = stores.prompts.open("a/first").draft
    stores.prompts.journal(replace(draft, edited_at=NOON + timedelta(hours=5)))
    assert stores.prompts.last_worked_on() == "a/first"

    job = a_job(digest=kept(stores.prompts, a_content()), prompt_id="a/second")
    stores.runs.record(a_run(job=job, created_at=NOON + timedelta(hours=6)))
    assert stores.prompts.last_worked_on() == "a/second"


def test_what_is_archived_is_not_offered_again(stores):
    stores.prompts.add(a_prompt(archived=True), a_content())

    assert stores.prompts.last_worked_on() is None


def test_the_cost_of_many_runs_is_told_to_the_digit(stores, prompt_id):
    version = committed(stores.prompts, prompt_id, a_content("one"))
    costs = [Decimal("0.1"), Decimal("0.0000007"), *[Decimal("0.0000013")] * 9]
    for number, cost in enumerate(costs):
        job = a_job(f"run-{number}", digest=version.digest)
        stores.runs.record(a_run(job=job, cost_usd=cost))

    [entry] = stores.prompts.timeline(prompt_id)

    assert entry.cost_usd == sum(costs)


def test_a_state_is_asked_of_its_own_index(on_disk, workspace):
    """A prompt may have a hundred thousand runs, and one of its states a few."""
    asked = "SELECT * {} AND digest = ? ORDER BY created_at DESC, row DESC LIMIT 1"

    with workspace.reading() as db:
        plan = db.execute(f"EXPLAIN QUERY PLAN {asked.format(OF_DIGEST)}", ["", ""]).fetchall()
        tally = db.execute(f"EXPLAIN QUERY PLAN {RUNS_BY_DIGEST}", [""]).fetchall()

    assert plan[0]["detail"] == "SEARCH runs USING INDEX runs_by_digest (prompt_id=? AND digest=?)"
    using = [row["detail"] for row in tally if " USING " in row["detail"]]
    assert using
    assert all("USING COVERING INDEX runs_by_digest" in each for each in using)
