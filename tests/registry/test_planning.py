"""What an export asks before it plans, and what it makes good on the way."""

from __future__ import annotations

import pytest

from tests.registry.keys import ALICE, KeyRing, ask_for_signatures
from tests.registry.workshop import TRIAGE, a_release_content
from workbench.domain.environments import ChangeRefused, Mend
from workbench.domain.errors import InvalidInput
from workbench.domain.prompts import Input

SIGNED = """spec: prompt-policy/1
level: signed
environments:
  dev:
    approvals:
      - count: 1
  staging:
    approvals: []
  prod:
    approvals: []
"""


def with_another_input(workshop):
    inputs = (Input("ticket", required=True), Input("customer", required=True))
    text = "Triage this of {{ customer }}:\n{{ ticket }}"
    version = workshop.commit(a_release_content(text, inputs=inputs))
    workshop.approve(version)
    return version


def test_an_export_that_would_break_callers_asks_as_a_promotion_does(workshop):
    workshop.release()
    version = with_another_input(workshop)

    with pytest.raises(ChangeRefused, match="interface 2, and dev now 1") as refused:
        workshop.plan(version, callers_ready=False)

    assert [reason.mend for reason in refused.value.reasons] == [Mend.ALLOW_INTERFACE]
    assert "--allow-interface-change" in str(refused.value)


def test_once_callers_are_ready_the_export_says_what_breaks(workshop):
    workshop.release()

    plan = workshop.plan(with_another_input(workshop))

    assert plan.notes == ("Callers of interface 1 in dev break: they must pass interface 2.",)
    workshop.releases.export(plan)
    assert workshop.verify() == []


def test_the_first_export_to_an_environment_breaks_nobody(workshop):
    version = with_another_input(workshop)

    assert workshop.plan(version, callers_ready=False).notes == ()


def test_an_approval_recorded_without_a_signature_is_signed_by_who_gave_it(workshop, tmp_path):
    version = workshop.commit(a_release_content())
    workshop.approve(version, approver=ALICE)
    workshop.releases.export(workshop.plan(version, author=ALICE))
    keys = KeyRing(tmp_path / "keys")
    ask_for_signatures(workshop, keys, SIGNED)
    assert "R08" in {rule for rule, _file in workshop.found()}
    keys.use(ALICE)

    plan = workshop.plan(version, author=ALICE)

    assert [file.path for file in plan.files] == [
        f"prompts/{TRIAGE}/approvals/{version.digest[7:19]}.dev.alice.json.sig"
    ]
    workshop.releases.export(plan)
    assert [f.message for f in workshop.verify() if f.rule == "R08"] == []


def test_nobody_signs_what_somebody_else_approved(workshop, tmp_path):
    version = workshop.commit(a_release_content())
    workshop.approve(version, approver=ALICE)
    workshop.releases.export(workshop.plan(version, author=ALICE))
    keys = KeyRing(tmp_path / "keys")
    ask_for_signatures(workshop, keys, SIGNED)
    keys.use("bob@acme.example")

    plan = workshop.plan(version, author="bob@acme.example")

    assert not plan.commit_needed


def test_what_is_in_the_archive_is_not_exported(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    workshop.prompts.set_archived(version.prompt_id, True)

    with pytest.raises(InvalidInput, match="in the archive of this workspace"):
        workshop.plan(version)
