"""Processes that are killed while they write: what they had announced is there."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest

from tests.builders import a_content, a_prompt
from workbench.store.maintenance import SqliteWorkspaceFile
from workbench.store.opening import make_workspace, open_workspace
from workbench.store.prompts import SqlitePrompts
from workbench.store.runs import SqliteRuns

ROUNDS = 12


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "team.workbench"
    make_workspace(path, lambda new: SqlitePrompts(new).add(a_prompt(), a_content("state -1 ")))
    return path


def writer(path, start):
    command = [sys.executable, "-m", "tests.store.writer", str(path), a_prompt().id, str(start)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def announcements_until_killed(path, start, patience):
    """What a writer said before it was killed, some of it after we last listened."""
    with writer(path, start) as process:
        heard = [process.stdout.readline() for _ in range(patience)]
        process.kill()
        heard += process.stdout.readlines()
    return [line.split() for line in heard if line.endswith("\n")]


def test_a_killed_writer_loses_nothing_it_announced(path):
    chance = random.Random(20261121)
    for number in range(ROUNDS):
        announced = announcements_until_killed(path, number * 1000, chance.randint(1, 40))

        workspace = open_workspace(path)
        prompts, runs = SqlitePrompts(workspace), SqliteRuns(workspace)
        assert SqliteWorkspaceFile(workspace).faults() == []
        said = {kind: [rest for word, *rest in announced if word == kind] for kind, *_ in announced}
        state = int(prompts.open(a_prompt().id).draft.content.text.split()[1])
        assert state >= int(said["journaled"][-1][0])
        for [recorded] in said.get("recorded", ()):
            assert runs.run(f"run-{recorded}").text == f"answer {recorded}"
        for committed, digest in said.get("committed", ()):
            assert prompts.version(a_prompt().id, int(committed)).digest == digest
        runs.interrupt_unfinished()
        assert runs.unfinished() == []
        workspace.close()


def test_two_processes_number_versions_without_a_gap_or_a_clash(path):
    with writer(path, 0) as one, writer(path, 100_000) as other:
        for process in (one, other):
            for _ in range(60):
                assert process.stdout.readline()
            process.kill()
        one.stdout.read()
        other.stdout.read()

    workspace = open_workspace(path)
    versions = SqlitePrompts(workspace).versions(a_prompt().id)
    workspace.close()
    assert [version.number for version in versions] == list(range(len(versions), 0, -1))
    assert len(versions) >= 38
    assert {int(version.note) >= 100_000 for version in versions} == {True, False}


MAKER = """
import os, signal, sys
from pathlib import Path
from workbench.store.opening import make_workspace
make_workspace(Path(sys.argv[1]), lambda workspace: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_a_killed_making_leaves_nothing_that_is_taken_for_a_workspace(tmp_path):
    path = tmp_path / "new.workbench"
    subprocess.run([sys.executable, "-c", MAKER, str(path)], check=False, timeout=60)

    assert not path.exists()
    make_workspace(path)
    open_workspace(path).close()
