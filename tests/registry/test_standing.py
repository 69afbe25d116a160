"""What is still needed before an environment may use a version, demand by demand."""

from __future__ import annotations

import subprocess

import pytest

from tests.registry.environments import a_team
from tests.registry.keys import ALICE, BOB
from tests.registry.workshop import DANA, TRIAGE
from workbench.domain.errors import InvalidInput
from workbench.domain.releases import ApprovalRequest
from workbench.domain.standing import DemandState
from workbench.registry.standing import GitStandings
from workbench.services.standings import StandingService

MET, MISSING, RULE = DemandState.MET, DemandState.MISSING, DemandState.RULE


def standing_of(workshop, environment="prod", version=None, author=""):
    service = StandingService(GitStandings(lambda: author), workshop.clock)
    return service.standing(workshop.folder, TRIAGE, version, environment)


def approve(workshop, keys, person):
    keys.use(person)
    workshop.clock.go_on(minutes=1)
    request = ApprovalRequest(TRIAGE, None, "prod", person, "", workshop.clock())
    workshop.releases.approve_in_registry(workshop.folder, request)


def test_each_demand_says_what_is_there_what_is_missing_and_its_line(strict, keys):
    approve(strict, keys, ALICE)

    standing = standing_of(strict)

    found = {demand.words: demand for demand in standing.demands}
    owner = found["1 approval by the role owner, signed"]
    reviewer = found["1 approval by the role reviewer, signed"]
    assert (owner.state, owner.there) == (MET, (f"{ALICE} as owner, 2026-11-21",))
    assert (reviewer.state, reviewer.lacking) == (
        MISSING,
        ("lacks 1 approval by the role reviewer",),
    )
    assert found["pinned in dev before"].there == ("it was pinned in dev",)
    assert found["nobody approves a version of their own"].state is RULE
    policy = (strict.folder / "policy.yaml").read_text().splitlines()
    assert "role: reviewer" in policy[reviewer.line - 1]
    assert standing.missing == (reviewer,)


def test_who_may_not_approve_is_told_before_asking(strict):
    assert "may not approve for prod (policy.yaml:" in standing_of(strict, author=DANA).refused
    assert standing_of(strict, author=ALICE).refused == ""
    assert standing_of(strict, author=ALICE).roles == ("owner",)


def test_the_author_of_a_version_is_told_that_it_would_not_count(workshop):
    team = a_team(workshop)
    team.policy("staging", not_author=True)

    assert "is the author of the version" in standing_of(workshop, "staging", author=DANA).refused


def test_an_approval_that_does_not_count_says_why(strict, keys):
    approve(strict, keys, ALICE)
    strict.one("prompts/**/*.prod.*.sig").unlink()

    [why] = standing_of(strict).uncounted

    assert why.startswith(f"the approval of {ALICE} is not signed (policy.yaml:")


def test_evidence_is_told_with_its_figures(workshop):
    team = a_team(workshop)
    team.policy("prod", evidence=[{"suite": "refunds", "min_cases": 20}])

    [demand] = standing_of(workshop).demands

    assert demand.lacking == ("has no evidence of refunds on openai/gpt-4o-mini",)


def test_a_version_that_is_not_there_is_said(strict):
    with pytest.raises(InvalidInput, match="does not hold support/triage v9"):
        standing_of(strict, version=9)


def test_the_key_that_would_sign_is_named(strict, keys):
    keys.use(BOB)

    signing = standing_of(strict, author=BOB).signing

    assert (signing.key, signing.problem) == (f"SSH key {BOB}", "")
    assert standing_of(strict, author=BOB).signed


def test_a_key_that_the_registry_does_not_know_is_said_to_count_for_nothing(strict, keys):
    keys.use("eve@acme.example")

    problem = standing_of(strict, author="eve@acme.example").signing.problem

    assert problem == (
        "The registry knows no key of eve@acme.example: the signature would not count."
    )


def test_no_key_is_said_with_the_way_to_one(strict, keys):
    keys.use_none()

    signing = standing_of(strict, author=ALICE).signing

    assert signing.problem == "There is no key to sign with."
    assert "user.signingkey" in signing.hint


def test_a_key_that_is_gone_is_said(strict, keys):
    keys.use(ALICE)
    keys.make(ALICE).unlink()

    problem = standing_of(strict, author=ALICE).signing.problem

    assert problem == "Git names a key that is not there."


@pytest.mark.parametrize("literal", [False, True], ids=["passphrase", "agent's own"])
def test_a_missing_agent_is_a_clear_word(strict, keys, literal):
    file = keys.make(ALICE)
    if literal:
        key = file.with_name(f"{ALICE}.pub").read_text().strip()
    else:
        words = ["-q", "-p", "-P", "", "-N", "a long secret", "-f", str(file)]
        subprocess.run(["ssh-keygen", *words], check=True, timeout=60)
        key = str(file)
    keys.config.write_text(f'[gpg]\n\tformat = ssh\n[user]\n\tsigningkey = "{key}"\n')

    signing = standing_of(strict, author=ALICE).signing

    assert signing.problem == "The key is to come from ssh-agent, and none is running."
    assert ALICE in signing.key
