"""Two people at once: what git merges, what is renumbered, and what somebody chooses."""

from __future__ import annotations

import pytest

from tests.registry.two_people import two_people
from tests.registry.workshop import TRIAGE, git
from workbench.domain.errors import RegistryError
from workbench.domain.merging import ConflictKind, MergeSide

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
    assert "v3 (promote by dana@acme.example" in conflict.ours
    assert "v2 (promote by dana@acme.example" in conflict.theirs
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
