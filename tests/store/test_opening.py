"""Opening what may not be a workspace, or not one that can be used; nothing is overwritten."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.builders import NOON, a_content, a_prompt
from workbench.domain.errors import (
    NotFound,
    WorkspaceDamaged,
    WorkspaceError,
    WorkspaceReadOnly,
    WorkspaceTooNew,
)
from workbench.domain.prompts import Draft
from workbench.store.opening import make_workspace, open_workspace, outdated
from workbench.store.prompts import SqlitePrompts
from workbench.store.schema import SCHEMA


@pytest.fixture
def path(tmp_path):
    """A workspace with one prompt, closed."""
    path = tmp_path / "team.workbench"
    make_workspace(path, with_a_prompt)
    return path


def with_a_prompt(workspace):
    SqlitePrompts(workspace).add(a_prompt(), a_content("kept"))


def paths_in(workspace):
    return [summary.prompt.path for summary in SqlitePrompts(workspace).summaries()]


@contextmanager
def opened(path, **how):
    workspace = open_workspace(path, **how)
    try:
        yield workspace
    finally:
        workspace.close()


def test_a_workspace_that_was_made_opens_with_what_was_put_in(path):
    with opened(path) as workspace:
        assert paths_in(workspace) == [a_prompt().path]


def test_a_closed_workspace_is_one_file(path):
    with opened(path) as workspace:
        SqlitePrompts(workspace).journal(Draft(a_prompt().id, a_content("more")))

    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_closed_workspace_says_so(path):
    with opened(path) as workspace:
        prompts = SqlitePrompts(workspace)

    with pytest.raises(WorkspaceError, match="is closed"):
        prompts.summaries()


def test_making_one_where_there_is_one_leaves_that_one(path):
    make_workspace(path)

    with opened(path) as workspace:
        assert paths_in(workspace) == [a_prompt().path]


def test_a_making_that_fails_leaves_nothing(tmp_path):
    def fail(workspace):
        with_a_prompt(workspace)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        make_workspace(tmp_path / "new.workbench", fail)

    assert list(tmp_path.iterdir()) == []


def test_a_workspace_cannot_be_made_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(WorkspaceError, match="cannot be made"):
        make_workspace(tmp_path / "no" / "new.workbench")


@pytest.mark.parametrize("data", [b"", b"Dear diary", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_what_is_not_a_database_is_left_as_it_is(tmp_path, data):
    path = tmp_path / "diary.workbench"
    path.write_bytes(data)

    with pytest.raises(WorkspaceDamaged, match=r"diary\.workbench is (not a workspace|damaged)"):
        open_workspace(path)

    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_a_database_of_another_program_is_left_as_it_is(tmp_path):
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")
    data = path.read_bytes()

    with pytest.raises(WorkspaceDamaged, match="a database, but not a workspace"):
        open_workspace(path)

    assert path.read_bytes() == data


def test_what_is_not_there_and_a_folder_are_named(tmp_path):
    with pytest.raises(NotFound, match="no workspace"):
        open_workspace(tmp_path / "none.workbench")
    with pytest.raises(WorkspaceError, match="is a folder"):
        open_workspace(tmp_path)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_workspace_of_a_later_release_is_left_as_it_is(path, read_only):
    with closing(sqlite3.connect(path)) as later:
        later.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    data = path.read_bytes()

    with pytest.raises(WorkspaceTooNew, match="later release"):
        open_workspace(path, read_only=read_only)

    assert path.read_bytes() == data
    assert list(path.parent.iterdir()) == [path]


def damage(path, table):
    with closing(sqlite3.connect(path)) as known:
        [size] = known.execute("PRAGMA page_size").fetchone()
        [page] = known.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", [table]
        ).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x7f" * size)


def test_a_damaged_page_is_found_before_anything_is_written(path):
    damage(path, "drafts")
    data = path.read_bytes()

    with pytest.raises(WorkspaceDamaged, match="is damaged"):
        open_workspace(path)

    assert path.read_bytes() == data


def test_damage_met_while_working_is_said_as_such(path):
    damage(path, "drafts")

    with opened(path, check=False) as workspace, pytest.raises(WorkspaceDamaged):
        SqlitePrompts(workspace).open(a_prompt().id)


def test_one_opened_for_reading_is_not_written(path):
    with opened(path, read_only=True) as workspace:
        prompts = SqlitePrompts(workspace)

        with pytest.raises(WorkspaceReadOnly):
            prompts.journal(Draft(a_prompt().id, a_content("lost")))

        assert prompts.open(a_prompt().id).draft.content == a_content("kept")


def test_reading_sees_what_another_writes(path):
    with opened(path) as writing, opened(path, read_only=True) as reading:
        SqlitePrompts(writing).add(a_prompt("b/new"), a_content())

        assert paths_in(reading) == ["b/new", a_prompt().path]


@pytest.fixture
def locked_folder(path):
    """A folder that may be entered and read, not written, by a user who is not root."""
    folder = Path(tempfile.mkdtemp())
    copy = folder / "team.workbench"
    shutil.copy(path, copy)
    copy.chmod(0o444)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def as_somebody():
    """Root may write anything; step down for a moment."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(os.name == "nt", reason="folders have no such permissions there")
class TestReadOnlyFolder:
    def test_writing_is_refused_and_says_what_can_be_done(self, locked_folder):
        with as_somebody(), pytest.raises(WorkspaceReadOnly) as refused:
            open_workspace(locked_folder / "team.workbench")

        assert "reading only" in refused.value.hint

    def test_it_can_be_read(self, locked_folder):
        with as_somebody(), opened(locked_folder / "team.workbench", read_only=True) as workspace:
            assert paths_in(workspace) == [a_prompt().path]

        assert [file.name for file in locked_folder.iterdir()] == ["team.workbench"]

    def test_changes_that_were_not_merged_are_not_passed_over(self, locked_folder, path):
        shutil.copy(path, locked_folder / "team.workbench")
        with opened(path) as workspace:
            SqlitePrompts(workspace).add(a_prompt("b/new"), a_content())
            shutil.copy(f"{path}-wal", locked_folder / "team.workbench-wal")

        with as_somebody(), pytest.raises(WorkspaceError):
            open_workspace(locked_folder / "team.workbench", read_only=True)

    def test_a_new_one_cannot_be_made_there(self, locked_folder):
        with as_somebody(), pytest.raises(WorkspaceError, match="cannot be made"):
            make_workspace(locked_folder / "new.workbench")

    def test_a_file_that_may_not_be_written_in_a_folder_that_may(self, locked_folder):
        locked_folder.chmod(0o777)

        with as_somebody(), pytest.raises(WorkspaceReadOnly):
            open_workspace(locked_folder / "team.workbench")


@pytest.mark.parametrize(
    "name", ["a b.db", "what?#mode=ro&x.db", "50%25.db", "größe 😀.db", "-x.db"]
)
def test_any_name_of_a_file_will_do(tmp_path, name):
    make_workspace(tmp_path / name, with_a_prompt)

    with opened(tmp_path / name) as workspace:
        SqlitePrompts(workspace).journal(Draft(a_prompt().id, a_content("more")))
    assert [file.name for file in tmp_path.iterdir()] == [name]

    with opened(tmp_path / name, read_only=True) as workspace:
        assert paths_in(workspace) == [a_prompt().path]


def test_times_are_kept_in_utc(path):
    with opened(path) as workspace:
        assert SqlitePrompts(workspace).prompt(a_prompt().id).created_at == NOON


def test_what_an_earlier_release_made_is_known_before_it_is_opened(path):
    assert not outdated(path)

    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA - 1}")
    assert outdated(path)

    path.write_text("a shopping list")
    assert not outdated(path)
    assert not outdated(path.with_name("nothing.workbench"))


CLOSE_IT_ELSEWHERE = """
import sys
from pathlib import Path
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns
workspace = open_workspace(Path(sys.argv[1]))
SqliteRuns(workspace).unfinished()
workspace.close()
"""


def test_opening_it_again_leaves_the_locks_of_those_who_work_on_it(path):
    """Else another process, closing it, takes itself for the last one and clears the log away."""
    with opened(path) as first:
        paths_in(first)
        with opened(path):
            words = [sys.executable, "-c", CLOSE_IT_ELSEWHERE, str(path)]
            subprocess.run(words, check=True, cwd=Path(__file__).parents[2])

            assert Path(f"{path}-wal").exists()
