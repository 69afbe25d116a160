"""Names that pass for others, what a merge drops, events in another order: each has its rule."""

from __future__ import annotations

import json

import pytest

from tests.registry.environments import a_team
from tests.registry.test_policy_evasion import forge
from tests.registry.workshop import TRIAGE, git
from workbench.formats.registry_statements import file_digest, read_event

APPROVAL = f"prompts/{TRIAGE}/approvals/{{}}.dev.dana*.json"


@pytest.fixture
def team(workshop):
    return a_team(workshop)


def rules(team) -> set[str]:
    return {finding.rule for finding in team.verify_errors()}


def approve_as(team, person: str) -> None:
    """Dana's approval once more, under another name."""
    path = team.workshop.one(APPROVAL.format(team.digests[1][7:19]))
    statement = json.loads(path.read_text())
    statement["predicate"]["approver"] = person
    text = json.dumps(statement, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    path.with_name(path.name.replace(".dana", ".other")).write_text(text)
    team.workshop.commit_all()


@pytest.mark.parametrize(
    "person",
    [
        "d\u0430na@acme.example",
        "dan\u03b1@acme.example",
        "\uff44ana@acme.example",
        "da\u200bna@acme.example",
        "dana\u2060@acme.example",
        "\u202edana@acme.example",
    ],
    ids=["cyrillic", "greek", "full width", "zero width", "joiner", "bidirectional"],
)
def test_an_approver_who_looks_like_another_is_found(team, person):
    approve_as(team, person)

    assert "R14" in rules(team)


@pytest.mark.parametrize(
    "person",
    ["d\u00e1na@acme.example", "\u0434\u0430\u043d\u0430@acme.example", "\u0394\u03ac\u03bd\u03b1"],
)
def test_names_of_any_one_alphabet_are_fine(team, person):
    approve_as(team, person)

    assert rules(team) == set()


def test_an_approval_that_a_merge_dropped_is_found(team):
    git(team.folder, "checkout", "-q", "-b", "theirs")
    approve_as(team, "eve@acme.example")
    git(team.folder, "checkout", "-q", "main")
    team.workshop.release("Another\n{{ ticket }}", path="support/other")
    git(team.folder, "merge", "-q", "-s", "ours", "--no-edit", "theirs")

    [finding] = [f for f in team.verify_errors() if f.rule == "R03"]

    assert "was deleted" in finding.message
    assert finding.file.endswith(".other.json") or ".other" in finding.file


def test_events_put_into_another_order_are_found(team):
    log = team.folder / "prompts" / TRIAGE / "log"
    events = {read_event(p.read_bytes(), p.name).id: p for p in sorted(log.glob("*.json"))}
    first, last = sorted(events.values())[0], sorted(events.values())[-1]
    told = json.loads(last.read_text())
    told["parents"] = []
    last.write_text(json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    told = json.loads(first.read_text())
    told["parents"] = [file_digest(last.read_bytes())]
    first.write_text(json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    team.workshop.commit_all()

    assert {"R03", "R10"} <= rules(team)


def test_a_pin_to_what_nobody_approved_is_found(team):
    team.policy("prod", approvals=[{"count": 1}])
    forge(team, "promote", "prod", team.digests[1], "")
    team.workshop.commit_all()

    assert rules(team) == {"R08"}
