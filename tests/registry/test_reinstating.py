"""A withdrawal is taken back only by somebody who may pin where the version is used."""

from __future__ import annotations

import pytest

from tests.registry.environments import Team, a_team
from tests.registry.workshop import DANA, TRIAGE, git
from workbench.domain.environments import Change
from workbench.domain.errors import RegistryError
from workbench.domain.releases import FindingSeverity
from workbench.formats.registry_statements import file_digest, new_event, read_event

EVE = "eve@acme.example"
REINSTATED = f"prompts/{TRIAGE}/log/*-reinstate-*"


@pytest.fixture
def stopped(workshop) -> Team:
    """What dev uses is withdrawn; only Dana may pin there."""
    team = a_team(workshop)
    team.policy("dev", may_pin=[DANA])
    team.do(Change.WITHDRAW, version="2", note="It promises refunds", while_pinned=True)
    return team


def forge(team: Team) -> None:
    """What the workbench would have written for Eve if she might, in one commit."""
    start = git(team.folder, "rev-parse", "HEAD")
    team.policy("dev", may_pin=[DANA, EVE])
    team.do(Change.REINSTATE, version="2", note="It does not", actor=EVE)
    git(team.folder, "reset", "-q", "--soft", start)
    git(team.folder, "checkout", "-q", start, "--", "policy.yaml")
    team.workshop.commit_all()


def told(team: Team, **options) -> list[tuple[str, FindingSeverity]]:
    return [
        (finding.rule, finding.severity)
        for finding in team.workshop.verify(**options)
        if "reinstate" in finding.file
    ]


def test_who_may_not_pin_where_it_runs_cannot_take_a_withdrawal_back(stopped):
    with pytest.raises(RegistryError) as refused:
        stopped.plan(Change.REINSTATE, version="2", note="It does not", actor=EVE)

    assert "pinned in dev, where eve@acme.example may not pin" in str(refused.value)
    assert "policy.yaml:" in str(refused.value)
    stopped.do(Change.REINSTATE, version="2", note="It does not", actor=DANA)
    assert stopped.verify_errors() == []


def test_what_is_pinned_nowhere_is_taken_back_by_anybody(stopped):
    stopped.do(Change.WITHDRAW, version="1", note="Old")
    stopped.do(Change.REINSTATE, version="1", note="Still good", actor=EVE)

    assert told(stopped) == []


def test_anybody_can_stop_a_version(stopped):
    stopped.do(Change.REINSTATE, version="2", note="It does not", actor=DANA)
    stopped.do(Change.WITHDRAW, version="2", note="It does", actor=EVE, while_pinned=True)

    assert stopped.verify_errors() == []


@pytest.mark.parametrize("base", ["", "HEAD~1"])
def test_a_withdrawal_taken_back_by_who_may_not_is_found(stopped, base):
    forge(stopped)

    assert told(stopped, base=base) == [("R08", FindingSeverity.ERROR)]


def test_a_milder_statement_is_as_much_as_taking_it_back(stopped):
    forge(stopped)
    statement = stopped.workshop.one("prompts/**/withdrawn/*.2.json")
    old = file_digest(statement.read_bytes())
    statement.write_text(statement.read_text().replace('"none"', '"advisory"'))
    event = stopped.workshop.one(REINSTATED)
    logged = read_event(event.read_bytes(), event.name).event
    data = {**logged.data, "severity": "block", "statement": file_digest(statement.read_bytes())}
    assert old != data["statement"]
    renewed, text = new_event(
        registry=logged.registry,
        prompt=logged.prompt,
        kind="withdraw",
        at=logged.at,
        actor=logged.actor,
        parents=(),
        data=data,
    )
    event.unlink()
    time = logged.at.replace(":", "")
    event.with_name(f"{time}-withdraw-{renewed.id[7:19]}.json").write_text(text)
    stopped.workshop.commit_all()

    assert [
        f.message for f in stopped.workshop.verify(base="HEAD~2")
        if f.rule == "R08" and "pinned in dev, where eve@" in f.message
    ]  # fmt: skip


def test_who_may_pin_since_the_same_change_may_not_take_a_withdrawal_back_in_it(stopped):
    stopped.policy("dev", may_pin=[DANA, EVE])
    stopped.do(Change.REINSTATE, version="2", note="It does not", actor=EVE)

    assert told(stopped, base="HEAD~2") == [("R08", FindingSeverity.ERROR)]


def test_a_touched_policy_does_not_make_a_warning_of_it(stopped):
    forge(stopped)
    stopped.policy("staging", may_pin=[DANA])

    assert ("R08", FindingSeverity.ERROR) in told(stopped)
