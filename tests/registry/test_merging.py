"""Two people at once: what git merges, what is renumbered, and what somebody chooses."""

from __future__ import annotations

import pytest

from tests.registry.two_people import two_people
from tests.registry.workshop import TRIAGE, git
from workbench.domain.environments import Change
from workbench.domain.errors import InvalidInput, RegistryDirty, RegistryError
from workbench.domain.merging import ConflictKind, MergeSide
from workbench.domain.prompts import Input
from workbench.domain.releases import ApprovalRequest
from workbench.registry import layout

OURS, THEIRS = MergeSide.OURS, MergeSide.THEIRS
PIN = f"pins/dev/{TRIAGE}.yaml"


@pytest.fixture
def people(tmp_path):
    return two_people(tmp_path)


def test_nothing_to_merge_is_no_mistake(people):
    _ada, ben = people

    plan = ben.plan()

    assert not plan.needed
    assert ben.merging.merge(plan).commit == ""


def test_who_did_nothing_only_follows(people):
    ada, ben = people
    ada.release("Triage well:\n{{ ticket }}")
    ada.push()

    plan = ben.plan()
    done = ben.merging.merge(plan)

    assert plan.fast_forward
    assert [arrival.author for arrival in plan.arrivals] == ["Dana"]
    assert done.commit == git(ada.folder, "rev-parse", "HEAD")
    assert git(ben.folder, "status", "--porcelain") == ""
    assert ben.errors() == []


def test_two_prompts_are_simply_both_there(people):
    ada, ben = people
    ada.release("One:\n{{ ticket }}", path="support/one")
    ada.push()
    ben.release("Two:\n{{ ticket }}", path="support/two")

    plan = ben.plan()
    done = ben.merging.merge(plan)

    assert (plan.conflicts, plan.renumbered, plan.files) == ((), (), ())
    assert "pins/dev/support/one.yaml" in plan.incoming
    assert len(git(ben.folder, "rev-list", "--parents", "-n1", done.commit).split()) == 3
    assert git(ben.folder, "status", "--porcelain") == ""
    assert ben.errors() == []


def test_a_number_taken_twice_is_given_anew_to_what_was_not_pushed(people):
    ada, ben = people
    theirs = ada.release("Triage well:\n{{ ticket }}")
    ada.push()
    ours = ben.release("Triage with care:\n{{ ticket }}")

    plan = ben.plan(dev=OURS)
    ben.merging.merge(plan)

    assert [(each.before, each.number, each.digest) for each in plan.renumbered] == [(2, 3, ours)]
    assert ben.versions()[1:] == [f"0002-{theirs[7:19]}", f"0003-{ours[7:19]}"]
    assert "with care" in ben.read(f"prompts/{TRIAGE}/head.yaml")
    assert "version: 3" in ben.read(PIN)
    assert f"previous: {theirs}" in ben.read(PIN)
    assert ben.errors() == []
    assert ben.errors(base="origin/main") == []
    ben.push()


def test_two_pins_of_one_environment_wait_for_somebody_to_choose(people):
    ada, ben = people
    theirs = ada.release("Triage well:\n{{ ticket }}")
    ada.push()
    ben.release("Triage with care:\n{{ ticket }}")

    plan = ben.plan()

    [conflict] = plan.conflicts
    assert (conflict.kind, conflict.file) == (ConflictKind.PIN, PIN)
    assert "v3 (promoted by dana@acme.example" in conflict.ours
    assert "v2 (promoted by dana@acme.example" in conflict.theirs
    assert "Triage this" in conflict.base_text
    assert "with care" in conflict.ours_text
    assert "Triage well" in conflict.theirs_text
    with pytest.raises(RegistryError, match="something to choose"):
        ben.merging.merge(plan)
    assert git(ben.folder, "status", "--porcelain") == ""
    ben.merge(dev=THEIRS)
    assert theirs in ben.read(PIN)
    assert ben.errors() == []
    assert ben.errors(base="origin/main") == []


def test_versions_made_after_one_that_is_renumbered_are_renumbered_too(people):
    ada, ben = people
    ada.release("Triage well:\n{{ ticket }}")
    ada.push()
    ben.release("Triage with care:\n{{ ticket }}")
    newest = ben.release("Triage with great care:\n{{ ticket }}")

    plan = ben.plan(dev=OURS)
    ben.merging.merge(plan)

    assert [(each.before, each.number) for each in plan.renumbered] == [(2, 3), (3, 4)]
    assert ben.versions()[-1] == f"0004-{newest[7:19]}"
    assert ben.errors(base="origin/main") == []


def test_a_card_that_both_edited_elsewhere_is_merged_as_text(people):
    ada, ben = people
    card = f"prompts/{TRIAGE}/prompt.yaml"
    edit(ada, card, "spec: prompt-card/1\n", "spec: prompt-card/1\n# The team's own\n")
    ada.push()
    edit(ben, card, "status: active\n", "status: active\nowners:\n  - ben@acme.example\n")

    ben.merge()

    assert "# The team's own" in ben.read(card)
    assert "ben@acme.example" in ben.read(card)
    assert ben.errors() == []


def test_a_card_that_both_edited_at_one_place_is_chosen(people):
    ada, ben = people
    card = f"prompts/{TRIAGE}/prompt.yaml"
    edit(ada, card, "status: active\n", "status: active\nowners:\n  - ada@acme.example\n")
    ada.push()
    edit(ben, card, "status: active\n", "status: active\nowners:\n  - ben@acme.example\n")

    [conflict] = ben.plan().conflicts
    ben.merging.merge(ben.merging.plan(ben.folder, {card: THEIRS}))

    assert (conflict.kind, conflict.prompt) == (ConflictKind.CARD, TRIAGE)
    assert "Dana" in conflict.ours
    assert "ada@acme.example" in ben.read(card)
    assert "ben@acme.example" not in ben.read(card)
    assert ben.errors() == []


def test_what_both_let_an_environment_use_is_no_conflict(people):
    ada, ben = people
    ada.do(Change.PROMOTE, "staging")
    ada.push()
    ben.do(Change.PROMOTE, "staging")

    plan = ben.plan()
    ben.merging.merge(plan)

    assert plan.conflicts == ()
    assert plan.notes == (f"Both let staging use the same {TRIAGE}.",)
    assert ben.errors() == []


def test_who_only_warned_of_a_version_does_not_stop_the_other(people):
    ada, ben = people
    ada.do(Change.WITHDRAW, version="1", note="Wordy", severity="advisory")
    ada.push()
    ben.do(Change.PROMOTE, "staging")

    plan = ben.plan()
    ben.merging.merge(plan)

    assert plan.conflicts == ()
    assert ben.errors() == []


def test_a_pin_of_what_was_withdrawn_meanwhile_may_not_be_merged(people):
    ada, ben = people
    ada.release("Triage well:\n{{ ticket }}")
    ada.push()
    ben.merge()
    ada.do(Change.WITHDRAW, version="1", note="It is wrong")
    ada.push()
    ben.do(Change.PIN, "staging", version="1")

    [conflict] = ben.plan().conflicts

    assert "withdrawn" in conflict.reason
    assert conflict.options == (THEIRS,)
    assert (conflict.ours[:2], conflict.theirs) == ("v1", "not pinned")
    ben.merge(staging=THEIRS)
    assert not (ben.folder / f"pins/staging/{TRIAGE}.yaml").exists()
    assert ben.errors() == []
    ben.do(Change.PIN, "staging", version="2")
    assert ben.errors() == []


def test_a_pin_of_a_prompt_that_was_archived_meanwhile_goes_when_that_is_chosen(people):
    ada, ben = people
    ada.do(Change.ARCHIVE, while_pinned=True)
    ada.push()
    ben.do(Change.PIN, "staging", version="1")
    ben.do(Change.PIN, "dev", version="1")

    plan = ben.plan()

    [staging] = plan.conflicts
    assert staging.options == (THEIRS,)
    ben.merge(staging=THEIRS)
    assert ben.workshop.files("pins/**/*") == []
    assert ben.errors() == []


def test_a_choice_that_may_not_be_is_refused(people):
    ada, ben = people
    ada.do(Change.ARCHIVE, while_pinned=True)
    ada.push()
    ben.do(Change.PIN, "staging", version="1")

    with pytest.raises(InvalidInput, match="archived"):
        ben.plan(staging=OURS)
    with pytest.raises(InvalidInput, match="nothing to choose"):
        ben.plan(prod=OURS)


def test_a_policy_that_asks_for_more_meanwhile_holds_for_what_was_not_pushed(people):
    ada, ben = people
    ada.team.policy("staging", approvals=[{"count": 1}])
    ada.push()
    ben.do(Change.PROMOTE, "staging")

    [conflict] = ben.plan().conflicts

    assert conflict.file == f"pins/staging/{TRIAGE}.yaml"
    assert "lacks" in conflict.reason
    ben.merge(staging=THEIRS)
    assert ben.errors(base="origin/main") == []


def test_approvals_of_one_person_from_two_machines_are_both_kept(people):
    ada, ben = people
    for person in (ada, ben):
        approve_in_registry(person)
    ada.push()

    ben.merge()

    assert len(ben.workshop.files(f"prompts/{TRIAGE}/approvals/*staging*")) == 2
    assert ben.errors() == []
    assert ben.errors(base="origin/main") == []


def test_two_withdrawals_of_one_version_are_both_kept_and_the_harder_one_holds(people):
    ada, ben = people
    ada.do(Change.WITHDRAW, version="1", note="Hard", while_pinned=True, severity="block")
    ada.push()
    ben.do(Change.WITHDRAW, version="1", note="Soft", severity="advisory")

    plan = ben.plan()
    ben.merging.merge(plan)

    statements = ben.workshop.files(f"prompts/{TRIAGE}/withdrawn/*")
    said = [ben.read(path) for path in sorted(statements, key=layout.statement_of)]
    assert [("Hard" in text, "block" in text) for text in said] == [
        (True, True), (False, False), (True, True),
    ]  # fmt: skip
    [warned] = [each for each in ben.workshop.verify() if each.rule == "R06"]
    assert "Hard" in warned.message
    assert ben.errors(base="origin/main") == []


def test_interfaces_that_two_people_changed_apart_get_numbers_apart(people):
    ada, ben = people
    ticket = Input("ticket", required=True)
    ada.release("{{ company }}: {{ ticket }}", inputs=(ticket, Input("company", required=True)))
    ada.push()
    ben.release("{{ language }}: {{ ticket }}", inputs=(ticket, Input("language", required=True)))

    plan = ben.plan(dev=OURS)
    ben.merging.merge(plan)

    [moved] = plan.renumbered
    assert (moved.number, moved.interface_before, moved.interface) == (3, 2, 3)
    assert "interface: 3" in ben.read(PIN)
    assert ben.errors(base="origin/main") == []


def test_histories_with_nothing_in_common_are_refused(people, tmp_path):
    ada, _ben = people
    git(ada.folder, "checkout", "-q", "--orphan", "other")
    git(ada.folder, "commit", "-q", "-m", "Another beginning")
    git(ada.folder, "checkout", "-q", "main")

    with pytest.raises(RegistryError, match="nothing in common"):
        ada.merging.plan(ada.folder, other="other")


def test_what_is_not_committed_stands_in_the_way(people):
    ada, ben = people
    ada.release("Triage well:\n{{ ticket }}")
    ada.push()
    (ben.folder / PIN).write_text("mine\n")

    with pytest.raises(RegistryDirty, match=f"(?i)uncommitted changes in {PIN}"):
        ben.plan()


def test_a_registry_that_moved_since_the_plan_is_looked_at_again(people):
    ada, ben = people
    ada.release("One:\n{{ ticket }}", path="support/one")
    ada.push()
    ben.release("Two:\n{{ ticket }}", path="support/two")
    plan = ben.plan()
    edit(ben, "registry.yaml", "spec:", "# Ours\nspec:")

    with pytest.raises(RegistryDirty, match="moved since"):
        ben.merging.merge(plan)


def edit(person, path, old, new):
    text = person.read(path)
    assert old in text
    (person.folder / path).write_text(text.replace(old, new))
    person.workshop.commit_all()


def approve_in_registry(person):
    at = person.workshop.clock.go_on(minutes=1)
    request = ApprovalRequest(TRIAGE, 1, "staging", "dana@acme.example", "Reads well", at)
    person.workshop.releases.approve_in_registry(person.folder, request)


def test_whichever_card_is_chosen_the_log_decides_whether_a_prompt_is_active(people):
    ada, ben = people
    card = f"prompts/{TRIAGE}/prompt.yaml"
    ada.do(Change.DEPRECATE)
    ada.push()
    edit(ben, card, "status: active\n", "status: active\nowners:\n  - ben@acme.example\n")

    ben.fetch()
    ben.merging.merge(ben.merging.plan(ben.folder, {card: OURS}))

    assert "ben@acme.example" in ben.read(card)
    assert "status: deprecated" in ben.read(card)
    assert ben.errors() == []
