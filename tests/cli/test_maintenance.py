from __future__ import annotations

import sqlite3
from contextlib import closing

from workbench.cli.exit_codes import CHECK_FAILED, DONE, ENVIRONMENT_FAILED


def change_behind_the_guards(workspace, old: str, new: str) -> None:
    with closing(sqlite3.connect(workspace)) as connection, connection:
        guards = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'snapshots'"
        for (guard,) in connection.execute(guards).fetchall():
            connection.execute(f"DROP TRIGGER {guard}")
        connection.execute("UPDATE snapshots SET document = replace(document, ?, ?)", (old, new))


def test_a_backup_opens_as_a_workspace(workbench, tmp_path):
    copy = tmp_path / "copy.workbench"

    made = workbench("backup", copy, "--json")
    listed = workbench("list", "--json", "-w", copy)

    assert made.document["bytes"] == copy.stat().st_size
    assert listed.document == workbench("list", "--json").document


def test_a_backup_replaces_nothing(workbench, tmp_path):
    copy = tmp_path / "copy.workbench"
    copy.write_text("mine", encoding="utf-8")

    said = workbench("backup", copy)

    assert said.status != DONE
    assert copy.read_text(encoding="utf-8") == "mine"


def test_a_sound_workspace_passes_the_check(workbench):
    workbench("list")

    assert workbench("check", "--json").document == []


def test_a_text_that_no_longer_fits_its_digest_fails_the_check(workbench, workspace):
    workbench("list")
    change_behind_the_guards(workspace, "support tickets", "nothing")

    said = workbench("check", "--json")

    assert said.status == CHECK_FAILED
    assert any("digest" in fault["message"] for fault in said.document)


def test_a_file_that_is_no_workspace_is_left_alone(workbench, workspace):
    workspace.write_bytes(b"a letter to my aunt, quite long enough to be a header " * 4)

    said = workbench("list")

    assert said.status == ENVIRONMENT_FAILED
    assert workspace.read_bytes().startswith(b"a letter to my aunt")


def test_the_doctor_names_each_part(workbench):
    parts = {finding["part"] for finding in workbench("doctor", "--json").document}

    assert {"workbench", "sqlite", "git", "window", "workspace"} <= parts
