from __future__ import annotations

import subprocess
import sys

import pytest

from workbench.domain.errors import WorkspaceBusy, WorkspaceError
from workbench.store.window_lock import WindowLock

HOLDER = """
import sys
from pathlib import Path
from workbench.store.window_lock import WindowLock

lock = WindowLock(Path(sys.argv[1]))
lock.take()
print("taken", flush=True)
sys.stdin.read()
"""


def test_a_second_window_is_told_until_the_first_is_gone(tmp_path):
    path = tmp_path / "team.workbench"
    first, second = WindowLock(path), WindowLock(path)
    first.take()

    with pytest.raises(WorkspaceBusy) as refused:
        second.take()
    first.release()
    second.take()
    second.release()

    assert "reading only" in refused.value.hint


def test_a_window_that_was_killed_holds_nothing(tmp_path):
    path = tmp_path / "team.workbench"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"taken\n"
        lock = WindowLock(path)
        with pytest.raises(WorkspaceBusy):
            lock.take()
        holder.kill()

    lock.take()
    lock.release()


def test_a_window_in_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WorkspaceError, match="cannot be opened"):
        WindowLock(tmp_path / "no" / "team.workbench").take()
