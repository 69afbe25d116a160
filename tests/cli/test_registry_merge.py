from __future__ import annotations

import argparse
import json
from types import SimpleNamespace

import pytest

from tests.registry.two_people import both_released
from tests.registry.workshop import TRIAGE, git, know_a_person
from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.registry import add_commands
from workbench.domain.errors import InvalidInput

PIN = f"pins/dev/{TRIAGE}.yaml"


@pytest.fixture
def ben(tmp_path, monkeypatch):
    know_a_person(tmp_path, monkeypatch)
    return both_released(tmp_path)


@pytest.fixture
def terminal(ben, capsys):
    """Gives a command; its status, and what it printed."""
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    program = SimpleNamespace(open_merging=lambda: ben.merging)

    def give(*words: str) -> tuple[int, str]:
        args = parser.parse_args(["registry", *words, "--registry", str(ben.folder)])
        assert args.needs == "program"
        status = args.command(program, args)
        return status, capsys.readouterr().out

    return give


def test_what_is_to_be_chosen_is_told_and_nothing_written(terminal, ben):
    before = git(ben.folder, "rev-parse", "HEAD")

    status, out = terminal("merge")

    assert status == CHECK_FAILED
    assert "1 commit to come in from origin/main:" in out
    assert f"TO BE CHOSEN  {PIN}" in out
    assert f"{TRIAGE} v2 becomes v3" in out
    assert git(ben.folder, "rev-parse", "HEAD") == before


def test_what_is_chosen_is_merged(terminal, ben):
    status, out = terminal("merge", "--choose", f"{PIN}=ours")

    assert status == DONE
    assert f"Committed as {git(ben.folder, 'rev-parse', 'HEAD')}" in out
    assert f"Chosen: {PIN}: ours, v3" in git(ben.folder, "log", "-1", "--format=%B")
    assert ben.errors() == []
    assert terminal("merge") == (DONE, "There is nothing to merge.\n")


def test_a_file_under_its_old_number_is_told_as_removed(terminal):
    _, out = terminal("merge", "--choose", f"{PIN}=ours", "--dry-run")

    assert f"removed  prompts/{TRIAGE}/versions/0002-" in out
    assert f"new      prompts/{TRIAGE}/versions/0003-" in out


def test_a_merge_can_be_read_by_programs(terminal):
    _, out = terminal("merge", "--dry-run", "--json")

    told = json.loads(out)
    [gone] = told["removed"]
    assert gone.startswith(f"prompts/{TRIAGE}/versions/0002-")
    assert told["with"] == "origin/main"
    assert [each["version"] for each in told["renumbered"]] == [3]
    assert [(each["file"], each["choice"]) for each in told["conflicts"]] == [(PIN, None)]
    assert told["commit"] == ""


def test_a_choice_that_chooses_nothing_is_refused(terminal):
    with pytest.raises(InvalidInput, match="chooses nothing"):
        terminal("merge", "--choose", f"{PIN}=mine")


def test_numbers_that_stand_twice_are_parted(terminal, ben):
    git(ben.folder, "merge", "-q", "-X", "ours", "-m", "By the forge", "origin/main")

    status, out = terminal("renumber", TRIAGE)

    assert (status, f"{TRIAGE} v2 becomes v3" in out) == (DONE, True)
    assert ben.errors() == []
    assert terminal("renumber", TRIAGE)[1] == (
        f"Every version of {TRIAGE} has a number of its own.\n"
    )
