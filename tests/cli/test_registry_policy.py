from __future__ import annotations

import argparse
import json
from types import SimpleNamespace

import pytest

from tests.registry.keys import ALICE, KeyRing, ask_for_signatures
from tests.registry.workshop import TRIAGE, a_workshop, know_a_person
from workbench.bootstrap.syncing import open_syncing
from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.registry import add_commands
from workbench.domain.errors import InvalidInput


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    know_a_person(tmp_path, monkeypatch)
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    workshop = a_workshop(tmp_path / "registry")
    keys = KeyRing(tmp_path / "keys")
    ask_for_signatures(workshop, keys)
    workshop.release()
    keys.use(ALICE)
    workshop.author = ALICE
    return workshop


@pytest.fixture
def give(workshop, capsys):
    services = SimpleNamespace(
        releases=workshop.releases,
        syncing=open_syncing(),
        settings=SimpleNamespace(author=lambda: ALICE),
    )
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())

    def run(*words: str) -> tuple[int, str]:
        args = parser.parse_args(["registry", *words, "--registry", str(workshop.folder)])
        given = workshop.registry if args.needs == "registry" else services
        status = args.command(given, args)
        return status, capsys.readouterr().out

    return run


def test_the_policy_of_an_environment_is_told(give):
    status, out = give("policy")

    assert status == DONE
    assert out.startswith("prod (level signed) asks for:\n  1 approval by the role owner, signed\n")
    assert "pinned in dev before" in out


def test_what_a_version_lacks_is_told_and_then_less_of_it(give):
    before, told = give("policy", f"{TRIAGE}@1", "--json")
    approved, words = give("approve", f"{TRIAGE}@1", "--env", "prod", "-m", "Reads well")
    after, less = give("policy", f"{TRIAGE}@1")

    assert (before, approved, after) == (CHECK_FAILED, DONE, CHECK_FAILED)
    assert [each["rule"] for each in json.loads(told)["missing"]] == ["R08", "R08"]
    assert f"approved and signed for prod by {ALICE}" in words
    assert f"approved by {ALICE}" in less
    assert "role owner (policy" not in less


def test_a_version_that_the_registry_does_not_hold_is_no_version(give):
    with pytest.raises(InvalidInput, match="does not hold support/triage v9"):
        give("approve", f"{TRIAGE}@9", "--env", "prod")
