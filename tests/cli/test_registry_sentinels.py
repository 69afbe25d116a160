"""Sentinel runs by the command as CI gives it: a real registry, a real engine, the demo model."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.registry.workshop import know_a_person
from workbench.bootstrap import close_services, open_services
from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns

TICKETS = "Everyday tickets"
COULD_NOT_LOOK = 2


@pytest.fixture
def registry(tmp_path, monkeypatch, workbench):
    """With the samples' triage v3, approved on an evaluation and pinned to dev."""
    know_a_person(tmp_path, monkeypatch)
    folder = tmp_path / "registry"
    workbench("registry", "init", folder)
    workbench("eval", "support/triage@3", "-d", TICKETS, "-m", "demo/json", "--name", "first")
    workbench(
        "registry", "approve", "support/triage@3", "--evidence", "first", "--approver", "dana"
    )
    assert workbench("registry", "export", "support/triage@3", "--registry", folder).status == DONE
    return folder


def test_a_pinned_version_is_run_again_and_held_against_its_evidence(workbench, registry):
    said = workbench("registry", "drift", "--registry", registry, "--sentinel", TICKETS, "--json")

    assert said.status == DONE
    [told] = said.document["sentinels"]
    assert (told["prompt"], told["version"], told["model"]) == ("support/triage", 3, "demo/json")
    assert (told["verdict"], told["cases"], told["more_cases"]) == ("can't tell yet", 6, 29)
    assert told["against_evidence"] is True
    assert ("D5", "can't tell yet") in {
        (each["area"], each["kind"]) for each in said.document["findings"]
    }
    assert "sentinels of support/triage v3" in workbench("eval", "--list").out


def test_what_cannot_be_run_again_is_said(workbench, registry):
    told = {
        words: workbench("registry", "drift", "--registry", registry, *words.split("|"))
        for words in (
            "--sentinel|Meetings",
            "--sentinel|Nothing of the kind",
            f"--sentinel|{TICKETS}|--env|moon",
            f"--sentinel|{TICKETS}|--prompt|support/other",
            f"--sentinel|{TICKETS}|--margin|0",
        )
    }

    assert {each.status for each in told.values()} == {COULD_NOT_LOOK}
    assert "support/other is not pinned" in told[f"--sentinel|{TICKETS}|--prompt|support/other"].err


def test_cases_with_the_label_are_the_sentinels(workbench, workspace, registry):
    services = open_services(workspace)
    dataset = services.datasets.named(TICKETS)
    first, *rest = dataset.cases
    services.datasets.save(replace(dataset, cases=(replace(first, labels=("sentinel",)), *rest)))
    close_services(services)

    said = workbench("registry", "drift", "--registry", registry, "--sentinel", TICKETS, "--json")

    assert said.document["sentinels"][0]["cases"] == 1


def test_another_name_that_the_provider_answers_under_since_the_evidence_is_told(
    workbench, workspace, registry
):
    services = open_services(workspace)
    [evaluation] = [each.evaluation for each in services.evaluations.summaries()]
    opened = open_workspace(workspace)
    store = SqliteRuns(opened)
    for number, run in services.evaluations.runs_of(evaluation.id, range(6)):
        store.record(replace(run, resolved_model="json-1", system_fingerprint="fp_1"))
        job = replace(run.job, run_id=f"later-{number}", evaluation="")
        at = evaluation.created_at + timedelta(days=1)
        store.record(replace(run, job=job, created_at=at, resolved_model="json-2"))
    opened.close()
    close_services(services)

    said = workbench("registry", "drift", "--registry", registry, "--json")

    found = {each["kind"]: each["message"] for each in said.document["findings"]}
    assert said.status == CHECK_FAILED
    assert "answered as json-2 on" in found["another model"]
    assert "as json-1 / fp_1 in the evidence" in found["another model"]
