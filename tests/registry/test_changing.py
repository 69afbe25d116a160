"""Pins that move: promoted, rolled back, shared with a canary; every change is one commit."""

from __future__ import annotations

import pytest

from tests.registry.environments import Team, a_team
from tests.registry.workshop import TRIAGE, a_release_content, git
from workbench.domain.environments import CanaryStep, Change
from workbench.domain.errors import InvalidInput, NotFound, RegistryDirty, RegistryError
from workbench.domain.prompts import Input


@pytest.fixture
def team(workshop) -> Team:
    """Two versions in dev, the second being used there."""
    return a_team(workshop)


def test_a_promotion_takes_what_the_environment_before_uses(team):
    plan = team.plan(Change.PROMOTE, "staging", note="Ready")

    done = team.change(plan)

    assert team.pin("staging").version == 2
    assert git(team.folder, "log", "-1", "--format=%H %s") == (
        f"{done.commit} Promote {TRIAGE} v2 to staging"
    )
    assert git(team.folder, "status", "--porcelain") == ""
    assert team.verify_errors() == []


def test_a_change_is_one_commit_with_one_event(team):
    plan = team.plan(Change.PROMOTE, "staging")

    team.change(plan)

    changed = git(team.folder, "show", "--format=", "--name-only", "HEAD").splitlines()
    assert sorted(changed) == sorted(file.path for file in plan.files)
    assert len(changed) == 2
    assert sum("/log/" in path for path in changed) == 1


def test_what_was_planned_is_not_written_by_planning(team):
    before = git(team.folder, "rev-parse", "HEAD")

    team.plan(Change.PROMOTE, "staging")

    assert git(team.folder, "rev-parse", "HEAD") == before
    assert git(team.folder, "status", "--porcelain") == ""


def test_the_first_environment_has_none_before_it(team):
    with pytest.raises(InvalidInput, match="dev is the first environment"):
        team.plan(Change.PROMOTE, "dev")


def test_a_version_that_skipped_an_environment_is_refused(team):
    with pytest.raises(RegistryError, match="never pinned in staging, which comes first"):
        team.plan(Change.PROMOTE, "prod", version="2")


def test_a_pin_may_skip_an_environment_unless_the_policy_says_no(team):
    team.do(Change.PIN, "prod", version="2")
    team.policy("prod", promote_from="staging")

    with pytest.raises(RegistryError, match=r"never pinned in staging, which comes first \(policy"):
        team.plan(Change.PIN, "prod", version="1")


def test_what_the_policy_asks_for_is_asked_of_a_pin(team):
    team.policy("prod", approvals=[{"count": 1}])

    with pytest.raises(RegistryError, match="lacks 1 approval by anybody"):
        team.plan(Change.PIN, "prod", version="2")


@pytest.mark.parametrize("name", ["7", "", "latest", "sha256:", "99999999999999"])
def test_what_was_not_released_cannot_be_pinned(team, name):
    with pytest.raises((InvalidInput, NotFound)):
        team.plan(Change.PIN, "staging", version=name)


def test_a_version_may_be_named_by_the_start_of_its_digest(team):
    team.do(Change.PIN, "staging", version=team.digests[0][:19])

    assert team.pin("staging").version == 1


def test_pinning_what_is_pinned_is_nothing_to_do(team):
    plan = team.plan(Change.PIN, "dev", version="2")

    assert not plan.commit_needed
    assert team.change(plan).commit == ""


def test_a_rollback_goes_to_what_was_there_before(team):
    team.do(Change.ROLLBACK, "dev", note="It promised refunds")

    pin = team.pin("dev")
    assert (pin.version, pin.previous) == (1, team.digests[1])
    assert team.event(pin).type == "rollback"
    assert team.verify_errors() == []


def test_a_second_rollback_does_not_go_back_to_what_was_bad(team):
    team.do(Change.ROLLBACK, "dev")

    with pytest.raises(InvalidInput, match="was itself rolled back to"):
        team.plan(Change.ROLLBACK, "dev")


def test_a_rollback_names_a_version_that_was_there(team):
    team.workshop.release("Third:\n{{ ticket }}")

    team.do(Change.ROLLBACK, "dev", version="1")

    assert team.pin("dev").version == 1


def test_a_rollback_to_what_never_was_there_is_refused(team):
    team.do(Change.PIN, "prod", version="2")

    with pytest.raises(RegistryError, match="never pinned in prod"):
        team.plan(Change.ROLLBACK, "prod", version="1")


def test_a_rollback_needs_no_new_evidence(team):
    team.policy("dev", evidence=[{"suite": "refunds", "min_cases": 20}])

    team.do(Change.ROLLBACK, "dev")

    assert team.pin("dev").version == 1
    assert team.verify_errors() == []


def test_a_first_pin_has_nothing_to_roll_back_to(team):
    team.do(Change.PIN, "prod", version="2")

    with pytest.raises(InvalidInput, match="Nothing was pinned in prod before v2"):
        team.plan(Change.ROLLBACK, "prod")


def test_a_changed_interface_is_refused_unless_callers_are_ready(team):
    inputs = (Input("ticket", required=True), Input("company", required=True))
    team.do(Change.PROMOTE, "staging")
    team.workshop.release("For {{ company }}:\n{{ ticket }}", inputs=inputs)

    with pytest.raises(RegistryError, match="interface 2, and staging now 1"):
        team.plan(Change.PROMOTE, "staging")
    team.do(Change.PROMOTE, "staging", allow_interface_change=True)

    assert team.pin("staging").interface == 2
    assert team.verify_errors() == []


def test_a_canary_gets_its_share_and_the_pin_stays(team):
    team.do(Change.ROLLBACK, "dev")

    team.do(Change.CANARY, "dev", version="2", weight=10)

    pin = team.pin("dev")
    assert (pin.version, pin.rollout) == (1, [{"digest": team.digests[1], "weight": 10}])
    assert pin.previous == team.digests[1]
    assert team.verify_errors() == []


def test_the_share_of_a_canary_grows_until_all_get_it(team):
    team.do(Change.ROLLBACK, "dev")
    team.do(Change.CANARY, "dev", version="2", weight=10)

    team.do(Change.CANARY, "dev", weight=50)
    grown = team.pin("dev").rollout
    team.do(Change.CANARY, "dev", step=CanaryStep.FINISH)

    pin = team.pin("dev")
    assert grown == [{"digest": team.digests[1], "weight": 50}]
    assert (pin.version, pin.rollout, pin.previous) == (2, [], team.digests[0])
    assert team.verify_errors() == []


@pytest.mark.parametrize(
    ("change", "options"),
    [(Change.CANARY, {"step": CanaryStep.STOP}), (Change.ROLLBACK, {})],
    ids=["stop", "rollback"],
)
def test_a_canary_is_stopped_by_one_action(team, change, options):
    team.do(Change.PIN, "staging", version="1")
    team.do(Change.CANARY, "staging", version="2", weight=10)

    team.do(change, "staging", **options)

    pin = team.pin("staging")
    assert (pin.version, pin.rollout, pin.previous) == (1, [], "")
    assert team.event(pin).type == "rollback"
    assert team.verify_errors() == []


def test_nothing_else_is_pinned_while_a_canary_runs(team):
    team.workshop.release("Third:\n{{ ticket }}")
    team.do(Change.CANARY, "dev", version="1", weight=10)

    for change, options in ((Change.PIN, {}), (Change.CANARY, {"weight": 20})):
        with pytest.raises(RegistryError, match="a canary of v1 is under way in dev"):
            team.plan(change, "dev", version="2", **options)


@pytest.mark.parametrize("weight", [-1, 0, 100, 1000])
def test_a_share_is_a_whole_per_cent_between_none_and_all(team, weight):
    with pytest.raises(InvalidInput, match="1 to 99"):
        team.plan(Change.CANARY, "dev", version="1", weight=weight)


def test_a_canary_with_another_interface_is_refused(team):
    inputs = (Input("ticket", required=True), Input("company", required=True))
    team.workshop.release("For {{ company }}:\n{{ ticket }}", inputs=inputs)

    with pytest.raises(RegistryError, match="beside which it would run"):
        team.plan(Change.CANARY, "dev", version="2", weight=10)


def test_a_canary_is_held_to_the_policy_and_what_stays_is_not_asked_again(team):
    team.do(Change.PIN, "staging", version="1")
    team.policy("staging", approvals=[{"count": 1}])

    with pytest.raises(RegistryError, match="lacks 1 approval by anybody"):
        team.plan(Change.CANARY, "staging", version="2", weight=10)


def test_a_dirty_work_tree_is_refused(team):
    (team.folder / "new.txt").write_text("x\n")

    with pytest.raises(RegistryDirty, match=r"uncommitted changes in new\.txt"):
        team.plan(Change.PROMOTE, "staging")


def test_a_registry_that_moved_since_is_refused(team):
    plan = team.plan(Change.PROMOTE, "staging")
    team.do(Change.PIN, "prod", version="1")

    with pytest.raises(RegistryDirty, match="moved since"):
        team.change(plan)
    assert not (team.folder / f"pins/staging/{TRIAGE}.yaml").exists()


def test_an_environment_that_there_is_not_is_refused(team):
    with pytest.raises(InvalidInput, match="no environment 'production'") as refused:
        team.plan(Change.PIN, "production", version="2")

    assert refused.value.hint == "It has: dev, staging, prod."


def test_a_prompt_that_there_is_not_is_refused(team):
    with pytest.raises(NotFound, match="no prompt support/other"):
        team.plan(Change.PIN, "dev", prompt="support/other", version="2")


def test_environments_are_the_teams_in_name_and_order(team):
    team.environments("lab", "dev", "live-eu")

    team.do(Change.PROMOTE, "live-eu")
    team.workshop.commit(a_release_content("Third:\n{{ ticket }}"))

    assert team.pin("live-eu").version == 2
    assert team.verify_errors() == []


def test_who_changes_it_is_whom_git_names(team):
    plan = team.plan(Change.PROMOTE, "staging", actor="")

    assert "By: dana@acme.example" in plan.message


def test_an_export_does_not_end_a_canary_unseen(team):
    team.do(Change.CANARY, "dev", version="1", weight=10)

    with pytest.raises(InvalidInput, match="A canary of support/triage is under way in dev"):
        team.workshop.release("Third:\n{{ ticket }}")
