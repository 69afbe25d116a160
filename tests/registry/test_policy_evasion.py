"""Ways past the policy that leave every file well-formed and the log whole."""

from __future__ import annotations

import pytest

from tests.registry.environments import a_team
from tests.registry.workshop import DANA, TRIAGE, git
from workbench.domain.environments import Change
from workbench.domain.releases import ApprovalRequest, FindingSeverity
from workbench.formats import canonical_yaml, strict_yaml
from workbench.formats.registry_files import PinFile, write_pin
from workbench.formats.registry_statements import read_event
from workbench.registry.contents import read_contents
from workbench.registry.log import next_event
from workbench.registry.tree import RegistryTree
from workbench.registry.verification import findings_in

ALICE, BOB = "alice@acme.example", "bob@acme.example"
FOLDER = f"prompts/{TRIAGE}"
KEY = "ssh-ed25519 AAAAC3Nz"


@pytest.fixture
def team(workshop):
    """Two versions in dev, the first of which is in staging and prod; prod asks for two."""
    team = a_team(workshop)
    for environment in ("staging", "prod"):
        approved(team, 1, environment, ALICE, BOB)
        team.policy(environment, approvals=[{"count": 2}], rollback_approvals=0)
        team.do(Change.PIN, environment, version="1")
    team.base = git(team.folder, "rev-parse", "HEAD")
    return team


def approved(team, number, environment, *people):
    for person in people:
        at = team.workshop.clock.go_on(minutes=1)
        request = ApprovalRequest(TRIAGE, number, environment, person, "Reads well", at)
        team.workshop.releases.approve_in_registry(team.folder, request)


def forge(team, kind, environment, to, previous, **data) -> None:
    """An event and its pin, as the workbench would write them if nothing were asked for."""
    folder = team.folder / FOLDER
    events = [read_event(p.read_bytes(), p.name) for p in folder.glob("log/*.json")]
    at = team.workshop.clock.go_on(minutes=1).strftime("%Y-%m-%dT%H:%M:%SZ")
    logged, path, text = next_event(
        events,
        registry="acme-prompts",
        folder=FOLDER,
        prompt=TRIAGE,
        kind=kind,
        at=at,
        actor=DANA,
        data={"environment": environment, "to": to, "from": previous, **data},
    )
    (team.folder / path).write_text(text)
    number = 1 + team.digests.index(to)
    pin = PinFile(
        spec="prompt-pin/1",
        prompt=TRIAGE,
        environment=environment,
        version=number,
        digest=to,
        interface=1,
        event=logged.id,
        previous=previous,
    )
    place = team.folder / "pins" / environment / f"{TRIAGE}.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(write_pin(pin))


def found(team, **options):
    if git(team.folder, "status", "--porcelain"):
        team.workshop.commit_all()
    return [
        (finding.rule, finding.message)
        for finding in team.workshop.verify(**options)
        if finding.severity is FindingSeverity.ERROR
    ]


@pytest.mark.parametrize("against_a_base", [True, False])
def test_a_return_to_what_only_the_same_change_pinned_is_found(team, against_a_base):
    first, second = team.digests
    forge(team, "promote", "prod", second, first)
    forge(team, "promote", "prod", first, second)
    forge(team, "rollback", "prod", second, first)

    problems = found(team, base=team.base if against_a_base else "")

    assert [rule for rule, _message in problems] == ["R08"]
    assert "was pinned in prod by this change alone, where it lacks 2 approvals" in problems[0][1]


def test_a_return_to_what_was_allowed_in_the_same_change_is_fine(team):
    approved(team, 2, "prod", ALICE, BOB)
    team.do(Change.PIN, "prod", version="2")
    team.do(Change.ROLLBACK, "prod")
    forge(team, "rollback", "prod", team.digests[1], team.digests[0])

    assert found(team, base=team.base) == []
    assert found(team) == []


def test_a_place_in_the_order_that_nobody_allowed_is_found(team):
    first, second = team.digests
    team.policy("prod", promote_from="staging")
    base = git(team.folder, "rev-parse", "HEAD")
    forge(team, "promote", "staging", second, first)
    forge(team, "rollback", "staging", first, second)
    forge(team, "promote", "prod", second, first)

    problems = found(team, base=base)

    assert [rule for rule, _message in problems] == ["R08"]
    assert "was pinned in staging by this change alone" in problems[0][1]


def test_many_forged_events_do_not_keep_verify_busy(team):
    first, second = team.digests
    for _again in range(12):
        forge(team, "promote", "prod", second, first)
        forge(team, "rollback", "prod", first, second)
    forge(team, "rollback", "prod", second, first)

    assert [rule for rule, _message in found(team, base=team.base)] == ["R08"]


def test_an_environment_renamed_to_lose_its_policy_is_found(team):
    _first, second = team.digests
    for name, environments in (
        ("registry.yaml", ["dev", "staging", "production"]),
        ("policy.yaml", {"staging": {}, "production": {}}),
    ):
        path = team.folder / name
        document = strict_yaml.read(path.read_bytes(), name).value
        path.write_text(canonical_yaml.write(document | {"environments": environments}))
    forge(team, "promote", "production", second, "")

    problems = found(team, base=team.base)

    assert any("asks for less than before (prod: everything)" in words for _, words in problems)


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        (f"{ALICE} {KEY}1\n{BOB} {KEY}2\n", []),
        (f'{ALICE} {KEY}1\n{ALICE} valid-before="20250101" {KEY}1\n', []),
        (f"{ALICE} {KEY}1\n{BOB} {KEY}1\n", [2]),
        (f"{ALICE},{BOB} {KEY}1\n", [1]),
        (f"*@acme.example {KEY}1\n", [1]),
        (f"*@acme.example cert-authority {KEY}1\n", []),
        (f'*@acme.example namespaces="file",cert-authority {KEY}1\n', []),
    ],
)
def test_a_key_that_speaks_for_several_people_is_told(lines, due):
    contents = read_contents(RegistryTree({"trust/allowed_signers": lines.encode()}))

    told = [finding for finding in findings_in(contents) if finding.rule == "R08"]

    assert [finding.line for finding in told] == due
    assert {finding.severity for finding in told} <= {FindingSeverity.WARNING}
