"""`workbench registry bundle` and `readers` in the terminal."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys

import pytest

from tests.registry.workshop import TRIAGE, a_workshop, know_a_person
from workbench.cli.exit_codes import CHECK_FAILED, DONE
from workbench.cli.registry import add_commands
from workbench.domain.errors import InvalidInput


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    know_a_person(tmp_path, monkeypatch)
    workshop = a_workshop(tmp_path / "registry")
    workshop.release()
    return workshop


@pytest.fixture
def terminal(workshop, capsys):
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())

    def give(*words) -> tuple[int, str, str]:
        args = parser.parse_args(["registry", *map(str, words)])
        status = args.command(workshop.registry, args)
        return status, *capsys.readouterr()

    return give


def test_a_bundle_is_printed_or_written(terminal, workshop, tmp_path):
    file = tmp_path / "made" / "dev.json"

    printed = terminal("bundle", "dev", "--registry", workshop.folder)
    written = terminal("bundle", "dev", "--registry", workshop.folder, "-o", file)

    assert printed[0] == written[0] == DONE
    assert written[1] == f"1 prompt of dev written to {file}\n"
    assert file.read_text(encoding="utf-8") == printed[1]
    assert list(json.loads(printed[1])["prompts"]) == [TRIAGE]
    assert [each.name for each in file.parent.iterdir()] == ["dev.json"]


def test_what_was_written_is_told_as_json(terminal, workshop, tmp_path):
    file = tmp_path / "dev.json"

    status, out, _ = terminal("bundle", "dev", "--registry", workshop.folder, "-o", file, "--json")

    assert (status, json.loads(out)["prompts"], json.loads(out)["file"]) == (DONE, 1, str(file))


def test_a_registry_that_does_not_verify_gives_no_bundle(terminal, workshop, tmp_path):
    workshop.tamper("prompts/**/versions/*.yaml", "Triage this", "Triage that")
    file = tmp_path / "dev.json"
    file.write_text("the one before")

    status, out, told = terminal("bundle", "dev", "--registry", workshop.folder, "-o", file)
    as_json = terminal("bundle", "dev", "--registry", workshop.folder, "--json")

    assert (status, out) == (CHECK_FAILED, "")
    assert "R02 error prompts/support/triage/versions/" in told
    assert "No bundle was made" in told
    assert file.read_text() == "the one before"
    assert json.loads(as_json[1])["findings"][0]["rule"]


def test_a_place_that_cannot_be_written_is_named(terminal, workshop, tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(InvalidInput, match=r"dev\.json cannot be written"):
        terminal("bundle", "dev", "--registry", workshop.folder, "-o", tmp_path / "file/dev.json")


def test_copied_readers_work_by_themselves(terminal, workshop, tmp_path):
    terminal("bundle", "dev", "--registry", workshop.folder, "-o", tmp_path / "app/dev.json")

    status, out, _ = terminal("readers", "-o", tmp_path / "app")
    called = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            "import sys; sys.path.insert(0, '.'); from prompt_registry import Registry; "
            f"call = Registry('dev.json').get('{TRIAGE}', interface=1).render(ticket='Hi'); "
            "print(call['messages'][0]['content'])",
        ],
        cwd=tmp_path / "app",
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert status == DONE
    assert sorted(each.name for each in (tmp_path / "app").glob("prompt_registry.*")) == [
        "prompt_registry.mjs",
        "prompt_registry.py",
    ]
    assert "prompt_registry.mjs" in out
    assert called.stdout == "Triage this:\nHi\n"
