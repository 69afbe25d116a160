from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import contextmanager

import pytest

from tests.builders import a_content, a_job, a_prompt, a_run
from tests.store.committing import kept
from workbench.domain.runs import Outcome
from workbench.store.opening import open_workspace
from workbench.store.owners import Owner
from workbench.store.prompts import SqlitePrompts
from workbench.store.runs import SqliteRuns

HOLDER = """
import sys
from pathlib import Path
from workbench.store.owners import Owner

print(Owner(Path(sys.argv[1])).name, flush=True)
sys.stdin.read()
"""
RECORDER = """
import sys
from pathlib import Path
from tests.builders import a_job, a_run
from workbench.domain.runs import Outcome
from workbench.store.opening import open_workspace
from workbench.store.runs import SqliteRuns

runs = SqliteRuns(open_workspace(Path(sys.argv[1])))
job = a_job("theirs", digest=sys.argv[2])
runs.record(a_run(job=job, outcome=Outcome.RUNNING, text="Hel"))
print("recorded", flush=True)
sys.stdin.readline()
runs.record(a_run(job=job, outcome=Outcome.FINISHED, text="Hello"))
print("finished", flush=True)
sys.stdin.read()
"""


@contextmanager
def process(code, *arguments):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, text=True, **pipes) as started:
        try:
            yield started
        finally:
            started.kill()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "team [1].workbench"


def files_beside(path):
    return [file.name for file in path.parent.iterdir() if ".runs-" in file.name]


def test_owners_know_each_other_while_they_live(path):
    one, other = Owner(path), Owner(path)
    assert one.living() == frozenset()

    name = one.name

    assert (one.name, one.living(), other.living()) == (name, frozenset(), {name})
    one.release()
    assert other.living() == frozenset()
    assert files_beside(path) == []


def test_an_owner_that_was_killed_is_gone_and_leaves_nothing(path):
    owner = Owner(path)
    with process(HOLDER, path) as holder:
        name = holder.stdout.readline().strip()
        assert owner.living() == {name}
        holder.kill()
        holder.wait()

        assert owner.living() == frozenset()
    assert files_beside(path) == []


def test_owners_of_another_workspace_are_none_of_its_business(path):
    other = Owner(path.with_name("other.workbench"))
    assert other.name

    assert Owner(path).living() == frozenset()
    other.release()


def test_in_a_folder_that_takes_no_file_there_is_no_owner(tmp_path):
    owner = Owner(tmp_path / "no" / "team.workbench")

    assert owner.name == ""
    assert owner.living() == frozenset()
    owner.release()


def test_an_owner_that_begins_while_others_clear_away_is_not_cleared_away(path):
    begun, stop = Owner(path), threading.Event()

    def clear_away():
        while not stop.is_set():
            Owner(path).living()

    clearing = [threading.Thread(target=clear_away) for _ in range(2)]
    for thread in clearing:
        thread.start()
    try:
        for _ in range(200):
            name = begun.name
            assert name in Owner(path).living()
            begun.release()
    finally:
        stop.set()
        for thread in clearing:
            thread.join()


def test_what_another_process_works_on_is_spared_until_that_ends(workspace):
    SqlitePrompts(workspace).add(a_prompt(), a_content())
    digest = kept(SqlitePrompts(workspace), a_content())
    runs = SqliteRuns(workspace)
    with process(RECORDER, workspace.path, digest) as other:
        assert other.stdout.readline() == "recorded\n"

        assert runs.interrupt_unfinished() == 0
        assert runs.run("theirs").outcome is Outcome.RUNNING
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.stdout.readline() == "finished\n"

    assert runs.interrupt_unfinished() == 0
    assert runs.run("theirs").text == "Hello"


def test_what_a_killed_process_left_is_interrupted(workspace):
    SqlitePrompts(workspace).add(a_prompt(), a_content())
    digest = kept(SqlitePrompts(workspace), a_content())
    runs = SqliteRuns(workspace)
    with process(RECORDER, workspace.path, digest) as other:
        assert other.stdout.readline() == "recorded\n"

    assert runs.interrupt_unfinished() == 1
    assert runs.run("theirs").outcome is Outcome.INTERRUPTED
    assert runs.run("theirs").text == "Hel"


def test_closing_the_workspace_gives_its_runs_up(workspace):
    SqlitePrompts(workspace).add(a_prompt(), a_content())
    digest = kept(SqlitePrompts(workspace), a_content())
    other = open_workspace(workspace.path)
    SqliteRuns(other).record(a_run(job=a_job(digest=digest), outcome=Outcome.RUNNING))
    assert SqliteRuns(workspace).interrupt_unfinished() == 0

    other.close()

    assert SqliteRuns(workspace).interrupt_unfinished() == 1
    assert files_beside(workspace.path) == []
