"""Every schema ever shipped opens, and opens as today's; a later step is taken whole or not."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from sqlite_utils import Database, Migrations

from tests.builders import a_content, a_prompt
from workbench.domain.errors import WorkspaceError, WorkspaceReadOnly
from workbench.store import migrations, opening
from workbench.store.opening import make_workspace, open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.store.schema import SCHEMA

STEPS = [step.name for step in migrations.schema.pending(Database(memory=True))]


def schema_of(path):
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name")
        return [row[0] for row in rows]


def version_of(path):
    with closing(sqlite3.connect(path)) as db:
        return db.execute("PRAGMA user_version").fetchone()[0]


def with_a_prompt(workspace):
    SqlitePrompts(workspace).add(a_prompt(), a_content("kept"))


@pytest.fixture
def one_step_more(monkeypatch):
    """Makes this release the next one: its schema has one step more."""

    def extend(step):
        later = Migrations("workbench")
        for known in migrations.schema._migrations:
            later(name=known.name)(known.fn)
        later(name="m999_the_next")(step)
        monkeypatch.setattr(migrations, "schema", later)
        monkeypatch.setattr(opening, "SCHEMA", SCHEMA + 1)

    return extend


def add_a_table(db):
    db.execute("CREATE TABLE later (id TEXT) STRICT")
    db.execute(f"PRAGMA user_version = {SCHEMA + 1}")


def test_the_schema_number_is_that_of_the_last_step(tmp_path):
    path = tmp_path / "new.workbench"
    make_workspace(path)

    assert version_of(path) == SCHEMA == len(STEPS)


@pytest.mark.parametrize("number", range(1, SCHEMA + 1))
def test_a_workspace_from_any_earlier_release_is_brought_up_to_date(tmp_path, number):
    path, new = tmp_path / "old.workbench", tmp_path / "new.workbench"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        later = STEPS[number:]
        migrations.schema.apply(Database(connection), stop_before=later[0] if later else None)
    make_workspace(new)

    open_workspace(path).close()

    assert schema_of(path) == schema_of(new)
    assert version_of(path) == SCHEMA


def test_an_earlier_workspace_is_copied_before_it_is_changed(tmp_path, one_step_more):
    path = tmp_path / "team.workbench"
    make_workspace(path, with_a_prompt)
    one_step_more(add_a_table)

    workspace = open_workspace(path)
    workspace.close()

    copy = tmp_path / f"team.before-{SCHEMA + 1:04}.workbench"
    assert (version_of(path), version_of(copy)) == (SCHEMA + 1, SCHEMA)
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT path FROM prompts").fetchall() == [(a_prompt().path,)]


def test_a_copy_that_is_there_already_is_not_replaced(tmp_path, one_step_more):
    path = tmp_path / "team.workbench"
    make_workspace(path)
    copy = tmp_path / f"team.before-{SCHEMA + 1:04}.workbench"
    copy.write_bytes(b"from the first attempt")
    one_step_more(add_a_table)

    open_workspace(path).close()

    assert copy.read_bytes() == b"from the first attempt"
    assert version_of(path) == SCHEMA + 1


def test_an_earlier_workspace_cannot_be_read_only(tmp_path, one_step_more):
    path = tmp_path / "team.workbench"
    make_workspace(path)
    one_step_more(add_a_table)

    with pytest.raises(WorkspaceReadOnly, match="earlier release"):
        open_workspace(path, read_only=True)

    assert version_of(path) == SCHEMA


def test_a_step_that_fails_leaves_the_workspace_as_it_was(tmp_path, one_step_more):
    path = tmp_path / "team.workbench"
    make_workspace(path, with_a_prompt)
    before = schema_of(path)

    def fail(db):
        add_a_table(db)
        db.execute("INSERT INTO nowhere VALUES (1)")

    one_step_more(fail)

    with pytest.raises(WorkspaceError):
        open_workspace(path)

    assert schema_of(path) == before
    assert version_of(path) == SCHEMA


KILLED = """
import os, signal, sys
from pathlib import Path
from workbench.store import migrations, opening
from workbench.store.opening import open_workspace

def die(db):
    db.execute("CREATE TABLE later (id TEXT) STRICT")
    db.execute("DELETE FROM drafts")
    os.kill(os.getpid(), signal.SIGKILL)

migrations.schema(name="m999_the_next")(die)
opening.SCHEMA += 1
open_workspace(Path(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_process_killed_in_a_step_leaves_the_workspace_as_it_was(tmp_path):
    path = tmp_path / "team.workbench"
    make_workspace(path, with_a_prompt)

    killed = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, timeout=60)

    assert killed.returncode == -signal.SIGKILL
    workspace = open_workspace(path)
    assert SqlitePrompts(workspace).open(a_prompt().id).draft.content == a_content("kept")
    workspace.close()
    assert version_of(path) == SCHEMA
