from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.builders import a_content, a_job, a_prompt, a_run
from tests.store.committing import committed
from workbench.domain.errors import InvalidInput, WorkspaceError
from workbench.domain.prompts import Draft
from workbench.services.ports import Fault
from workbench.store.maintenance import SqliteWorkspaceFile
from workbench.store.opening import open_workspace
from workbench.store.prompts import SqlitePrompts


@pytest.fixture
def file(workspace, on_disk):
    on_disk.prompts.add(a_prompt(), a_content())
    version = committed(on_disk.prompts, a_prompt().id, a_content("one"))
    on_disk.runs.record(a_run(job=a_job(digest=version.digest), text="an answer"))
    return SqliteWorkspaceFile(workspace)


def test_a_backup_is_a_workspace_with_all_that_was_written(file, on_disk, tmp_path):
    on_disk.prompts.journal(Draft(a_prompt().id, a_content("just typed")))

    file.back_up(tmp_path / "copy.workbench")

    copy = open_workspace(tmp_path / "copy.workbench")
    assert SqlitePrompts(copy).open(a_prompt().id).draft.content == a_content("just typed")
    assert SqliteWorkspaceFile(copy).faults() == []
    copy.close()


def test_a_workspace_opened_for_reading_can_be_backed_up(file, workspace, tmp_path):
    reading = open_workspace(workspace.path, read_only=True)

    SqliteWorkspaceFile(reading).back_up(tmp_path / "copy.workbench")

    reading.close()
    open_workspace(tmp_path / "copy.workbench").close()


def test_a_backup_replaces_no_file(file, tmp_path):
    target = tmp_path / "copy.workbench"
    target.write_bytes(b"the only copy of something else")

    with pytest.raises(InvalidInput, match="exists already"):
        file.back_up(target)

    assert target.read_bytes() == b"the only copy of something else"


def test_a_backup_that_cannot_be_made_leaves_nothing(file, tmp_path):
    with pytest.raises(WorkspaceError, match="cannot be made"):
        file.back_up(tmp_path / "no" / "copy.workbench")


def test_a_sound_workspace_has_no_faults(file):
    assert file.faults() == []


def test_a_sound_workspace_opened_for_reading_has_no_faults(file, workspace):
    reading = open_workspace(workspace.path, read_only=True)

    assert SqliteWorkspaceFile(reading).faults() == []
    reading.close()


@pytest.mark.parametrize(
    ("harm", "place", "message"),
    [
        (
            "UPDATE snapshots SET document = replace(document, 'one', 'two')",
            "snapshot sha256:",
            "has another digest",
        ),
        ("UPDATE snapshots SET document = '{'", "snapshot sha256:", "cannot be read"),
        ("DELETE FROM drafts", "draft of greetings/hello", "is missing"),
        ("UPDATE drafts SET document = '[]'", "draft of greetings/hello", "cannot be read"),
        ("DELETE FROM snapshots", "versions row 1", "snapshots that is missing"),
        ("INSERT INTO search_versions (rowid, text) VALUES (7, 'x')", "search_versions", "2 of 1"),
        ("UPDATE search_outputs_data SET block = x'00' WHERE id > 10", "search_outputs", "damaged"),
    ],
)
def test_each_harm_is_found_and_named(file, workspace, harm, place, message):
    with closing(sqlite3.connect(workspace.path)) as db:
        db.execute("DROP TRIGGER snapshots_refuse_update")
        db.execute(harm)
        db.commit()

    faults = file.faults()

    assert any(f.place.startswith(place) and message in f.message for f in faults), faults
    assert all(isinstance(fault, Fault) for fault in faults)
