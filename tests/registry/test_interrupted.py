"""An export that is cut off, at every step it takes: the registry is never half-written."""

from __future__ import annotations

import os
import shutil
import signal
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.registry.environments import a_team
from tests.registry.workshop import a_release_content, git
from workbench.domain.environments import Change
from workbench.domain.errors import RegistryError

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
LOOKING = 14
"""How many times git is asked about the repository before anything is written."""
MOST_STEPS = 80
WRAPPER = """#!/bin/sh
echo x >> "{count}"
if [ "$(wc -l < "{count}")" -eq {step} ]; then {action}; fi
exec "{git}" "$@"
"""


@pytest.fixture
def git_at_step(tmp_path, monkeypatch):
    """A `git` in front of the real one that acts when it is called for the nth time."""
    real = shutil.which("git")
    folder = tmp_path / "bin"
    folder.mkdir()
    count = tmp_path / "count"
    path = os.environ["PATH"]

    def arrange(step: int, action: str) -> None:
        script = folder / "git"
        script.write_text(WRAPPER.format(count=count, step=step, action=action, git=real))
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        count.write_text("")
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{path}")

    def put_away() -> int:
        monkeypatch.setenv("PATH", path)
        return len(count.read_text().splitlines())

    return arrange, put_away


@pytest.fixture
def planned(workshop):
    """The second version of a prompt, so that the export adds files and changes some."""
    workshop.release("Triage:\n{{ ticket }}")
    version = workshop.commit(a_release_content("Triage well:\n{{ ticket }}"))
    workshop.approve(version)
    return version, workshop.plan(version)


def state(folder: Path) -> tuple[dict[str, bytes], str, str]:
    """Every file, the commit, and what git sees as changed."""
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }
    return files, git(folder, "rev-parse", "HEAD"), git(folder, "status", "--porcelain")


def killed(work: Callable[[], object]) -> bool:
    """Done in a process of its own; whether it was killed."""
    child = os.fork()
    if child == 0:
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def test_killed_at_any_step_it_is_whole_again_afterwards(workshop, planned, git_at_step, tmp_path):
    arrange, put_away = git_at_step
    version, plan = planned
    fresh = tmp_path / "fresh"
    shutil.copytree(workshop.folder, fresh)
    before = state(workshop.folder)
    outcomes = set()

    for step in range(LOOKING, MOST_STEPS):
        shutil.rmtree(workshop.folder)
        shutil.copytree(fresh, workshop.folder)
        arrange(step, "kill -KILL $PPID; exit 1")
        was_killed = killed(partial(workshop.releases.export, plan))
        put_away()

        workshop.releases.status(workshop.folder)

        after = state(workshop.folder)
        assert after[2] == ""
        outcomes.add(after[1] == before[1])
        if after[1] == before[1]:
            assert after == before
        workshop.releases.export(workshop.plan(version))
        assert git(workshop.folder, "rev-list", "--count", "HEAD") == "3"
        if not was_killed:
            assert workshop.verify() == []
            break
    else:
        pytest.fail("the export never ended")
    assert outcomes == {True, False}


def test_a_change_that_is_killed_removes_and_writes_all_or_nothing(workshop, git_at_step, tmp_path):
    arrange, put_away = git_at_step
    team = a_team(workshop)
    plan = team.plan(Change.ARCHIVE, while_pinned=True)
    pins = workshop.files("pins/**/*.yaml")
    fresh = tmp_path / "fresh"
    shutil.copytree(workshop.folder, fresh)
    before = state(workshop.folder)
    outcomes = set()

    for step in range(LOOKING, MOST_STEPS):
        shutil.rmtree(workshop.folder)
        shutil.copytree(fresh, workshop.folder)
        arrange(step, "kill -KILL $PPID; exit 1")
        was_killed = killed(partial(team.change, plan))
        put_away()

        workshop.releases.status(workshop.folder)

        after = state(workshop.folder)
        outcomes.add(after[1] == before[1])
        assert after[2] == ""
        if after[1] == before[1]:
            assert after == before
        else:
            assert workshop.files("pins/**/*.yaml") == []
        if not was_killed:
            assert team.verify_errors() == []
            break
    else:
        pytest.fail("the change never ended")
    assert plan.removed == tuple(pins)
    assert outcomes == {True, False}


def test_a_git_that_fails_at_any_step_leaves_everything_as_it_was(workshop, planned, git_at_step):
    arrange, put_away = git_at_step
    _version, plan = planned
    before = state(workshop.folder)

    for step in range(LOOKING, MOST_STEPS):
        arrange(step, 'echo "fatal: no space left on device" >&2; exit 128')
        try:
            done = workshop.releases.export(plan)
        except RegistryError:
            put_away()
            assert state(workshop.folder) == before
        else:
            called = put_away()
            if called < step:
                break
            assert done.commit
            git(workshop.folder, "reset", "-q", "--hard", before[1])
    else:
        pytest.fail("the export never ended")
    assert git(workshop.folder, "rev-parse", "HEAD") == done.commit


def test_a_file_that_cannot_be_written_takes_the_commit_back(workshop):
    version = workshop.commit(a_release_content())
    workshop.approve(version)
    (workshop.folder / ".git" / "info").mkdir(exist_ok=True)
    (workshop.folder / ".git" / "info" / "exclude").write_text("/pins\n")
    (workshop.folder / "pins").write_text("in the way\n")
    plan = workshop.plan(version)
    before = state(workshop.folder)

    with pytest.raises(RegistryError, match="cannot be written"):
        workshop.releases.export(plan)

    assert state(workshop.folder) == before
    (workshop.folder / "pins").unlink()
    assert workshop.releases.export(workshop.plan(version)).commit
    assert workshop.verify() == []


def test_what_was_changed_after_the_cut_is_not_overwritten(workshop, planned, git_at_step):
    arrange, put_away = git_at_step
    _version, plan = planned
    head = next(file.path for file in plan.files if file.path.endswith("head.yaml"))
    base = git(workshop.folder, "rev-parse", "HEAD")
    for step in range(LOOKING, MOST_STEPS):
        arrange(step, "kill -KILL $PPID; exit 1")
        assert killed(partial(workshop.releases.export, plan))
        put_away()
        if git(workshop.folder, "rev-parse", "HEAD") != base:
            break
    (workshop.folder / head).write_text("mine\n")

    status = workshop.releases.status(workshop.folder)

    assert (workshop.folder / head).read_text() == "mine\n"
    assert status.changed == (head,)
    assert set(status.recovered) == {file.path for file in plan.files} - {head}


def test_two_exports_at_once_wait_for_each_other(workshop):
    first = workshop.commit(a_release_content(), "support/one")
    second = workshop.commit(a_release_content(), "support/two")
    plans = []
    for version in (first, second):
        workshop.approve(version)
        plans.append(workshop.plan(version))
    children = []
    for plan in plans:
        child = os.fork()
        if child == 0:
            try:
                workshop.releases.export(plan)
            except RegistryError:
                os._exit(9)
            os._exit(0)
        children.append(child)

    endings = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)

    assert endings == [0, 9]
    assert git(workshop.folder, "rev-list", "--count", "HEAD") == "2"
    assert workshop.verify() == []
