"""What is dated before what it follows, or in the future, is found."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.registry.environments import a_team
from tests.registry.test_policy_evasion import forge
from tests.registry.workshop import DANA, TRIAGE
from workbench.domain.environments import Change
from workbench.formats.registry_statements import file_digest, new_event


@pytest.fixture
def team(workshop):
    return a_team(workshop)


def found(team) -> list[str]:
    """What R10 says of files of the log and of approvals."""
    return [
        finding.message
        for finding in team.verify_errors()
        if finding.rule == "R10" and "dated" in finding.message
    ]


def test_an_event_dated_back_to_make_evidence_young_is_found(team):
    first, second = team.digests
    team.workshop.clock.go_on(days=-60)
    forge(team, "promote", "prod", second, first)

    messages = found(team)

    assert messages
    assert all("is dated 2026-09-" in each for each in messages)
    assert any("before the event before it" in each for each in messages)


def test_an_event_that_names_no_other_is_no_older_than_what_it_rests_on(team):
    approval = f"prompts/{TRIAGE}/approvals/{team.digests[1][7:19]}.dev.*"
    digest = file_digest(team.workshop.one(approval).read_bytes())
    logged, text = new_event(
        registry="acme-prompts",
        prompt=TRIAGE,
        kind="promote",
        at="2026-09-01T12:00:00Z",
        actor=DANA,
        parents=(),
        data={
            "environment": "prod",
            "to": team.digests[1],
            "from": "",
            "approvals": [digest],
            "evidence": [],
        },
    )
    name = f"2026-09-01T120000Z-promote-{logged.id[7:19]}.json"
    (team.folder / "prompts" / TRIAGE / "log" / name).write_text(text)

    assert any("before what it rests on" in each for each in found(team))


def test_an_event_in_the_future_is_found(team):
    now = datetime.now(UTC)
    team.workshop.clock.time = now + timedelta(days=3)
    forge(team, "promote", "prod", team.digests[1], "")

    assert any("is dated in the future" in each for each in found(team))


def test_an_approval_in_the_future_is_found(team):
    path = team.workshop.one(f"prompts/{TRIAGE}/approvals/{team.digests[1][7:19]}.dev.*")
    statement = json.loads(path.read_text())
    later = datetime.now(UTC) + timedelta(days=30)
    statement["predicate"]["at"] = later.strftime("%Y-%m-%dT%H:%M:%SZ")
    text = json.dumps(statement, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    path.with_name(path.name.replace(".dana.", ".eve.")).write_text(text)

    assert any("is dated in the future" in each for each in found(team))


def test_clocks_that_differ_by_hours_are_forgiven(team):
    team.workshop.clock.go_on(hours=-20)
    team.do(Change.PIN, "staging", version="2")

    assert found(team) == []
