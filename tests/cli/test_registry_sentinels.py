"""Sentinel runs by the command as CI gives it: a real registry, a real engine, the demo model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.registry.workshop import know_a_person
from workbench.bootstrap import close_services, open_services
from workbench.cli.exit_codes import DONE

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
