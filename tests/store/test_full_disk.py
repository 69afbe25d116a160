"""A disk that is full, made real: a file system of one megabyte, or a limit on file sizes."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager

import pytest

from tests.builders import a_content, a_prompt
from workbench.domain.errors import WorkspaceError
from workbench.domain.prompts import Draft
from workbench.store.maintenance import SqliteWorkspaceFile
from workbench.store.opening import make_workspace, open_workspace
from workbench.store.prompts import SqlitePrompts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="faults are made as on Linux")

MEGABYTE = 1024 * 1024


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a file system can only be mounted by root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def files_no_larger_than(size):
    import resource

    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


def with_a_prompt(workspace):
    SqlitePrompts(workspace).add(a_prompt(), a_content("kept"))


def fill_up(prompts):
    """Journal ever more until it is refused; the last draft that was taken."""
    taken = a_content("kept")
    for number in range(1, 400):
        content = a_content("x" * (number * 20_000))
        try:
            prompts.journal(Draft(a_prompt().id, content))
        except WorkspaceError as error:
            return taken, error
        taken = content
    raise AssertionError("The disk took eighty megabytes.")


def assert_sound(path, content):
    workspace = open_workspace(path)
    assert SqlitePrompts(workspace).open(a_prompt().id).draft.content == content
    assert SqliteWorkspaceFile(workspace).faults() == []
    workspace.close()


def test_a_full_disk_is_said_plainly_and_what_was_written_stands(small_disk):
    path = small_disk / "team.workbench"
    make_workspace(path, with_a_prompt)
    workspace = open_workspace(path)
    prompts = SqlitePrompts(workspace)

    taken, refused = fill_up(prompts)

    assert "no room on the disk" in refused.message
    assert prompts.open(a_prompt().id).draft.content == taken
    workspace.close()
    assert_sound(path, taken)


def test_no_workspace_is_made_on_a_full_disk(small_disk):
    (small_disk / "ballast").write_bytes(b"x" * (MEGABYTE - 64 * 1024))

    with pytest.raises(WorkspaceError, match=r"no room|No space left"):
        make_workspace(small_disk / "new.workbench", with_a_prompt)

    assert [file.name for file in small_disk.iterdir()] == ["ballast"]


def test_no_backup_is_left_half_made_on_a_full_disk(small_disk, tmp_path):
    path = tmp_path / "team.workbench"
    make_workspace(path, lambda new: SqlitePrompts(new).add(a_prompt(), a_content("x" * MEGABYTE)))
    workspace = open_workspace(path)

    with pytest.raises(WorkspaceError, match=r"no room|No space left"):
        SqliteWorkspaceFile(workspace).back_up(small_disk / "copy.workbench")

    workspace.close()
    assert list(small_disk.iterdir()) == []


def test_a_limit_on_the_size_of_files_is_said_and_what_was_written_stands(tmp_path):
    path = tmp_path / "team.workbench"
    make_workspace(path, with_a_prompt)
    workspace = open_workspace(path)
    prompts = SqlitePrompts(workspace)

    with files_no_larger_than(MEGABYTE):
        taken, refused = fill_up(prompts)

    assert "disk" in refused.message
    workspace.close()
    assert_sound(path, taken)
