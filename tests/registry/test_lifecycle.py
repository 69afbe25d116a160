"""Withdrawing, deprecating, archiving; and every way to undo or forge that by hand."""

from __future__ import annotations

import json

import pytest

from tests.registry.environments import Team, a_team
from tests.registry.workshop import TRIAGE, git
from workbench.domain.environments import CanaryStep, Change
from workbench.domain.errors import InvalidInput, RegistryError
from workbench.domain.releases import FindingSeverity

CARD = f"prompts/{TRIAGE}/prompt.yaml"


@pytest.fixture
def team(workshop) -> Team:
    return a_team(workshop)


def found(team: Team) -> set[tuple[str, str]]:
    return {(finding.rule, finding.file) for finding in team.verify_errors()}


def test_a_withdrawn_version_says_why_and_by_whom(team):
    team.do(Change.WITHDRAW, version="1", note="It promises refunds.")

    path = team.workshop.one("prompts/**/withdrawn/*.json")
    stated = json.loads(path.read_text())
    assert path.stem == team.digests[0][7:19]
    assert (stated["severity"], stated["reason"]) == ("block", "It promises refunds.")
    assert stated["actor"] == "dana@acme.example"
    assert team.workshop.verify() == []


def test_a_withdrawal_needs_a_reason(team):
    with pytest.raises(InvalidInput, match="needs a reason"):
        team.plan(Change.WITHDRAW, version="1", note=" ")


@pytest.mark.parametrize("severity", ["advisory", "block"])
def test_a_withdrawal_is_said_once(team, severity):
    team.do(Change.WITHDRAW, version="1", note="Old")

    with pytest.raises(RegistryError, match="withdrawn already"):
        team.plan(Change.WITHDRAW, version="1", note="Older", severity=severity)


def test_a_withdrawal_is_made_more_severe_by_a_statement_beside_the_first(team):
    team.do(Change.WITHDRAW, version="1", severity="advisory", note="Old")
    team.do(Change.WITHDRAW, version="1", note="Promises refunds")

    first, second = sorted(team.workshop.files("prompts/**/withdrawn/*.json"), key=len)
    assert second == first.replace(".json", ".2.json")
    assert team.workshop.verify() == []
    with pytest.raises(RegistryError, match="it was withdrawn: Promises refunds"):
        team.plan(Change.PIN, "dev", version="1")


def test_a_withdrawal_is_taken_back_and_all_statements_stay(team):
    team.do(Change.WITHDRAW, version="1", note="Promises refunds")
    team.do(Change.REINSTATE, version="1", note="It was another prompt")

    assert len(team.workshop.files("prompts/**/withdrawn/*.json")) == 2
    assert team.workshop.verify() == []
    team.do(Change.PIN, "dev", version="1")
    assert team.overview().prompts[0].pins[0].withdrawn == ""
    team.do(Change.WITHDRAW, version="1", note="It was this one", while_pinned=True)
    assert team.overview().prompts[0].pins[0].withdrawn == "block"


def test_only_what_is_withdrawn_is_taken_back_and_with_a_reason(team):
    with pytest.raises(RegistryError, match="it is not withdrawn"):
        team.plan(Change.REINSTATE, version="1", note="Why not")
    team.do(Change.WITHDRAW, version="1", note="Bad")
    with pytest.raises(InvalidInput, match="needs a reason"):
        team.plan(Change.REINSTATE, version="1")
    with pytest.raises(InvalidInput, match="Which version"):
        team.plan(Change.REINSTATE, note="Any")


@pytest.mark.parametrize("number", ["", ".2"])
def test_a_statement_removed_or_forged_is_found_whichever_it_is(team, number):
    team.do(Change.WITHDRAW, version="1", note="Bad")
    team.do(Change.REINSTATE, version="1", note="Good")
    name = f"{team.digests[0][7:19]}{number}.json"
    team.workshop.tamper(f"prompts/**/withdrawn/{name}", '"reason": "', '"reason": "Not ')

    assert {finding.rule for finding in team.verify_errors()} == {"R03", "R10"}
    (team.folder / "prompts" / TRIAGE / "withdrawn" / name).unlink()
    team.workshop.commit_all()
    assert {finding.rule for finding in team.verify_errors()} == {"R03", "R10"}


def test_a_withdrawal_taken_back_by_hand_is_found(team):
    team.do(Change.WITHDRAW, version="1", note="Bad")
    first = team.workshop.one("prompts/**/withdrawn/*.json")
    text = first.read_text().replace('"block"', '"none"')
    first.with_name(f"{first.stem}.2.json").write_text(text)
    team.workshop.commit_all()

    assert {finding.rule for finding in team.verify_errors()} == {"R10"}


def test_a_version_in_use_is_withdrawn_after_a_rollback_or_all_the_same(team):
    with pytest.raises(RegistryError, match="dev uses it: roll back there first"):
        team.plan(Change.WITHDRAW, version="2", note="Bad")

    team.do(Change.WITHDRAW, version="2", note="Bad", while_pinned=True)

    assert found(team) == set()
    assert ("R06", f"pins/dev/{TRIAGE}.yaml") in team.workshop.found()
    team.do(Change.ROLLBACK, "dev")
    assert team.verify_errors() == []


def test_a_warning_does_not_ask_for_a_rollback(team):
    plan = team.plan(Change.WITHDRAW, version="2", severity="advisory", note="Wordy")

    assert plan.notes == ("dev uses it: move the pin.",)


def test_a_withdrawn_version_goes_nowhere(team):
    team.do(Change.WITHDRAW, version="1", note="Bad")

    for change, options in (
        (Change.PIN, {}),
        (Change.ROLLBACK, {}),
        (Change.CANARY, {"weight": 10}),
    ):
        with pytest.raises(RegistryError, match="it was withdrawn: Bad"):
            team.plan(change, "dev", version="1", **options)


def test_a_version_that_one_is_warned_of_is_noted(team):
    team.do(Change.WITHDRAW, version="1", severity="advisory", note="Wordy")

    plan = team.plan(Change.ROLLBACK, "dev")

    assert plan.notes == ("v1: it was withdrawn: Wordy",)


def test_a_deprecated_prompt_names_what_replaces_it_and_may_still_be_pinned(team):
    team.workshop.release(path="support/better")
    card = team.folder / CARD
    card.write_text("# Ours\n" + card.read_text())
    team.workshop.commit_all()

    team.do(Change.DEPRECATE, replaced_by="support/better")

    text = card.read_text()
    assert text.startswith("# Ours\n")
    assert "status: deprecated\nreplaced_by: support/better\n" in text
    plan = team.plan(Change.PROMOTE, "staging")
    assert plan.notes == ("support/triage is deprecated: use support/better.",)
    assert team.workshop.verify() == []


@pytest.mark.parametrize("other", [TRIAGE, "support/nowhere"])
def test_what_replaces_a_prompt_is_another_prompt_of_the_registry(team, other):
    with pytest.raises(RegistryError, match="replace"):
        team.plan(Change.DEPRECATE, replaced_by=other)


def test_a_deprecation_survives_the_next_export(team):
    team.do(Change.DEPRECATE)

    team.workshop.release("Third:\n{{ ticket }}")

    assert "status: deprecated" in (team.folder / CARD).read_text()


def test_an_archived_prompt_is_pinned_nowhere_and_cannot_be(team):
    team.do(Change.PROMOTE, "staging")
    with pytest.raises(RegistryError, match="dev, staging uses it"):
        team.plan(Change.ARCHIVE)

    plan = team.plan(Change.ARCHIVE, while_pinned=True)
    team.change(plan)

    assert plan.removed == tuple(f"pins/{name}/{TRIAGE}.yaml" for name in ("dev", "staging"))
    assert team.workshop.files("pins/**/*") == []
    assert git(team.folder, "status", "--porcelain") == ""
    assert team.workshop.verify() == []
    with pytest.raises(RegistryError, match="the prompt is archived"):
        team.plan(Change.PIN, "dev", version="1")


def test_a_pin_put_back_after_its_prompt_was_archived_is_found(team):
    team.do(Change.ARCHIVE, while_pinned=True)

    git(team.folder, "checkout", "-q", "HEAD~1", "--", "pins", CARD)
    team.workshop.commit_all()

    assert found(team) == {("R10", f"pins/dev/{TRIAGE}.yaml"), ("R10", CARD)}


def test_a_deleted_statement_is_found(team):
    team.do(Change.WITHDRAW, version="1", note="Bad")
    team.workshop.one("prompts/**/withdrawn/*.json").unlink()
    team.workshop.commit_all()

    assert {finding.rule for finding in team.verify_errors()} == {"R03", "R10"}


def test_a_statement_made_milder_is_found(team):
    team.do(Change.WITHDRAW, version="1", note="Bad")
    team.workshop.tamper("prompts/**/withdrawn/*", '"block"', '"advisory"')

    assert {finding.rule for finding in team.verify_errors()} == {"R03", "R10"}


def test_a_statement_that_the_log_does_not_know_is_a_warning(team):
    folder = team.folder / "prompts" / TRIAGE / "withdrawn"
    folder.mkdir()
    text = json.dumps({"reason": "Because", "severity": "block"}, indent=1, sort_keys=True)
    (folder / f"{team.digests[0][7:19]}.json").write_text(text + "\n")
    team.workshop.commit_all()

    [finding] = team.workshop.verify()

    assert (finding.rule, finding.severity) == ("R10", FindingSeverity.WARNING)
    assert "the log does not say" in finding.message


def test_a_removed_withdrawal_event_is_found(team):
    team.do(Change.WITHDRAW, version="1", note="Bad")
    team.workshop.one("prompts/**/log/*-withdraw-*").unlink()
    team.workshop.commit_all()

    assert {finding.rule for finding in team.verify_errors()} == {"R03"}
    assert any("does not say" in finding.message for finding in team.workshop.verify())


def test_a_replacement_that_is_gone_is_a_warning(team):
    team.workshop.tamper(CARD, "status: active", "status: deprecated\nreplaced_by: support/gone")

    warned = [f.rule for f in team.workshop.verify() if f.severity is FindingSeverity.WARNING]

    assert warned == ["R06"]


@pytest.mark.parametrize("change", [Change.DEPRECATE, Change.ARCHIVE])
def test_a_prompt_comes_back_from_either(team, change):
    team.do(change, **({"while_pinned": True} if change is Change.ARCHIVE else {}))

    plan = team.plan(Change.ACTIVATE, note="Still asked for")
    team.change(plan)

    assert "status: active\n" in (team.folder / CARD).read_text()
    assert any("pinned nowhere" in note for note in plan.notes) is (change is Change.ARCHIVE)
    assert team.workshop.verify() == []
    team.do(Change.PIN, "dev", version="1")
    with pytest.raises(RegistryError, match="it is active already"):
        team.plan(Change.ACTIVATE)


@pytest.mark.parametrize("status", ["archived", "deprecated"])
def test_a_status_set_by_hand_is_found_and_a_change_makes_it_good(team, status):
    team.do(Change.PROMOTE, "staging")
    path = team.workshop.tamper(CARD, "status: active", f"status: {status}")
    line = path.read_text().split("\n").index(f"status: {status}") + 1

    [finding] = [f for f in team.verify_errors() if f.file == CARD]

    assert (finding.rule, finding.line) == ("R10", line)
    assert finding.message == f"says {status}, and the log active: a status is set by a change"
    change = Change.ARCHIVE if status == "archived" else Change.DEPRECATE
    team.do(change, while_pinned=True)
    assert team.verify_errors() == []


def test_a_prompt_brought_back_by_hand_is_found(team):
    team.do(Change.ARCHIVE, while_pinned=True)

    team.workshop.tamper(CARD, "status: archived", "status: active")

    assert found(team) == {("R10", CARD)}


def test_another_replacement_than_was_decided_is_found(team):
    team.workshop.release(path="support/better")
    team.do(Change.DEPRECATE)

    team.workshop.tamper(
        CARD, "status: deprecated\n", "status: deprecated\nreplaced_by: support/better\n"
    )

    assert found(team) == {("R10", CARD)}


@pytest.mark.parametrize(
    ("old", "new", "rules"),
    [
        ("weight: 10", "weight: 90", {"R10"}),
        ("weight: 10", "weight: 101", {"R06", "R10"}),
        ("weight: 10", "weight: 0", {"R06", "R10"}),
        ("weight: 10", 'weight: "10"', {"R06", "R10"}),
        ("rollout:", "rollback:", {"R10"}),
    ],
    ids=["more", "too many", "none", "a word", "removed"],
)
def test_a_share_changed_by_hand_is_found(team, old, new, rules):
    team.do(Change.CANARY, "dev", version="1", weight=10)

    team.workshop.tamper(f"pins/dev/{TRIAGE}.yaml", old, new)

    assert {finding.rule for finding in team.verify_errors()} == rules


def test_a_canary_that_was_withdrawn_is_found(team):
    team.do(Change.CANARY, "dev", version="1", weight=10)

    team.do(Change.WITHDRAW, version="1", note="Bad", while_pinned=True)

    assert found(team) == set()
    assert ("R06", f"pins/dev/{TRIAGE}.yaml") in team.workshop.found()
    team.do(Change.CANARY, "dev", step=CanaryStep.STOP)
    assert team.verify_errors() == []


def test_a_removed_promotion_is_found(team):
    team.do(Change.PROMOTE, "staging")
    event = team.pin("staging").event[7:19]
    team.workshop.one(f"prompts/**/log/*-{event}.json").unlink()
    team.workshop.commit_all()

    assert ("R10", f"pins/staging/{TRIAGE}.yaml") in found(team)


def test_a_pin_moved_in_an_environment_of_the_teams_own_is_found(team):
    team.environments("dev", "live")
    team.do(Change.PROMOTE, "live")
    pin = f"pins/live/{TRIAGE}.yaml"

    team.workshop.tamper(pin, f"digest: {team.digests[1]}\n", f"digest: {team.digests[0]}\n")

    assert ("R10", pin) in found(team)
