from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from tests.fakes import Clock
from tests.registry.environments import Team, a_team
from tests.registry.workshop import TRIAGE, a_workshop, git, know_a_person
from workbench.bootstrap.syncing import open_syncing
from workbench.cli.exit_codes import DONE, ENVIRONMENT_FAILED, exit_code_of
from workbench.cli.registry import add_commands
from workbench.domain.errors import RegistryError


@pytest.fixture
def team(tmp_path, monkeypatch) -> Team:
    know_a_person(tmp_path, monkeypatch)
    return a_team(a_workshop(tmp_path / "registry", Clock(datetime.now(UTC))))


@pytest.fixture
def terminal(team, capsys):
    """Gives a command; its status, and what it printed."""
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())

    def give(*words: str) -> tuple[int, str]:
        args = parser.parse_args(["registry", *words, "--registry", str(team.folder)])
        registry = team.workshop.registry
        program = SimpleNamespace(open_registry=lambda: registry, open_syncing=open_syncing)
        status = args.command(registry if args.needs == "registry" else program, args)
        return status, capsys.readouterr().out

    return give


def test_a_promotion_shows_its_files_and_its_commit(terminal, team):
    status, out = terminal("promote", TRIAGE, "--env", "staging", "-m", "Ready")

    assert status == DONE
    assert f"new      pins/staging/{TRIAGE}.yaml" in out
    assert f"Promote {TRIAGE} v2 to staging\n\nReady\n" in out
    assert f"Committed as {git(team.folder, 'rev-parse', 'HEAD')}" in out


def test_a_dry_run_writes_nothing(terminal, team):
    before = git(team.folder, "rev-parse", "HEAD")

    status, out = terminal("rollback", TRIAGE, "--env", "dev", "--dry-run")

    assert (status, "Nothing was written." in out) == (DONE, True)
    assert f"Roll back dev to {TRIAGE} v1" in out
    assert git(team.folder, "rev-parse", "HEAD") == before


def test_a_change_can_be_read_by_programs(terminal, team):
    _, out = terminal("pin", f"{TRIAGE}@1", "--env", "prod", "--json")

    told = json.loads(out)
    assert (told["change"], told["environment"], told["version"]) == ("pin", "prod", 1)
    assert told["digest"] == team.digests[0]
    assert told["commit"] == git(team.folder, "rev-parse", "HEAD")


def test_pinning_again_says_that_there_is_nothing_to_do(terminal):
    _, out = terminal("pin", f"{TRIAGE}@2", "--env", "dev")

    assert out == "There is nothing to do.\n"


def test_a_rollback_may_name_the_version(terminal, team):
    terminal("rollback", TRIAGE, "--env", "dev", "--to", "1")

    assert team.pin("dev").version == 1


def test_a_canary_from_begin_to_end(terminal, team):
    terminal("canary", f"{TRIAGE}@1", "--env", "dev", "--weight", "10")
    _, shared = terminal("status")
    terminal("canary", TRIAGE, "--env", "dev", "--stop")

    assert "v2 +10% v1 dana@acme.example" in shared
    assert team.pin("dev").rollout == []


def test_withdrawn_deprecated_archived(terminal, team):
    terminal("withdraw", f"{TRIAGE}@1", "-m", "It promises refunds.")
    terminal("deprecate", TRIAGE)
    _, out = terminal("archive", TRIAGE, "--while-pinned")

    assert f"removed  pins/dev/{TRIAGE}.yaml" in out
    assert team.verify_errors() == []


def test_back_from_withdrawn_and_archived(terminal, team):
    terminal("withdraw", f"{TRIAGE}@1", "-m", "Bad")
    terminal("archive", TRIAGE, "--while-pinned")

    terminal("reinstate", f"{TRIAGE}@1", "-m", "It was another")
    terminal("activate", TRIAGE)
    terminal("pin", f"{TRIAGE}@1", "--env", "dev")

    assert team.pin("dev").version == 1
    assert team.verify_errors() == []


def test_what_is_refused_is_told_in_full(terminal, team):
    terminal("withdraw", f"{TRIAGE}@1", "-m", "Bad")

    with pytest.raises(RegistryError) as refused:
        terminal("promote", f"{TRIAGE}@1", "--env", "prod")

    assert refused.value.message == (
        f"promote of {TRIAGE} v1 in prod."
        "\n- it was never pinned in staging, which comes first\n- it was withdrawn: Bad"
    )
    assert refused.value.title == "Refused"
    assert refused.value.hint == (
        f"Next: workbench registry promote {TRIAGE}@1 --env staging. Nothing was written."
    )
    assert exit_code_of(refused.value) == ENVIRONMENT_FAILED


def test_status_shows_what_runs_where(terminal):
    terminal("pin", f"{TRIAGE}@1", "--env", "prod", "--author", "olga@acme.example")

    _, out = terminal("status")
    _, document = terminal("status", "--json")

    assert "prompt          dev " in out
    assert "dev/prod: v2 and v1, texts" in out
    told = json.loads(document)
    assert told["environments"] == ["dev", "staging", "prod"]
    [row] = told["matrix"]
    assert [(pin["environment"], pin["version"]) for pin in row["pins"]] == [
        ("dev", 2),
        ("prod", 1),
    ]
    assert row["pins"][1]["by"] == "olga@acme.example"
    assert row["differences"][0]["differs"] == "v2 and v1, texts"


def test_status_shows_the_difference_of_neighbours(terminal):
    terminal("pin", f"{TRIAGE}@1", "--env", "prod")

    _, out = terminal("status", "--diff", TRIAGE)
    _, document = terminal("status", "--diff", TRIAGE, "--json")

    assert "--- dev v2\n+++ prod v1\n" in out
    assert "-        Triage this well:\n+        Triage this:\n" in out
    assert json.loads(document)[0]["to"] == "prod"


def test_neighbours_that_are_the_same_are_said_to_be(terminal):
    _, alone = terminal("status", "--diff", TRIAGE)
    terminal("promote", TRIAGE, "--env", "staging")

    _, out = terminal("status", "--diff", TRIAGE)

    assert alone == "Only dev uses it.\n"
    assert out == "dev and staging use the same.\n"


def test_status_shows_whom_a_component_would_change(terminal, team):
    team.workshop.component("Be friendly.")
    team.workshop.release('{% include "tone/friendly" %} {{ ticket }}', path="support/reply")
    _, before = terminal("status", "--component", "tone/friendly")
    terminal("promote", "support/reply", "--env", "staging")
    team.workshop.component("Be very friendly.")
    team.workshop.release('{% include "tone/friendly" %} Now {{ ticket }}', path="support/reply")

    _, out = terminal("status", "--component", "tone/friendly")
    _, document = terminal("status", "--component", "tone/friendly", "--json")

    assert before.startswith("Every pinned version")
    assert out.splitlines()[1].split() == ["staging", "support/reply", "1", "1", "2"]
    assert json.loads(document)[0]["includes"] == 1
