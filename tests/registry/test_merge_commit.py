"""A merge is written whole or not at all, wherever it is cut off, and whatever git is at."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess

import pytest

from tests.registry.test_interrupted import MOST_STEPS, git_at_step, state
from tests.registry.two_people import two_people
from tests.registry.workshop import TRIAGE, git
from workbench.domain.errors import RegistryDirty, WorkbenchError
from workbench.domain.merging import MergeSide

__all__ = ["git_at_step"]

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
LOOKING = 12
"""How many times git is asked about the repository before anything is written."""
PIN = f"pins/dev/{TRIAGE}.yaml"
CHOSEN = {PIN: MergeSide.OURS}


@pytest.fixture
def ben(tmp_path):
    """Has released what Ada released, too, and fetched what she pushed."""
    ada, ben = two_people(tmp_path)
    ada.release("Triage well:\n{{ ticket }}")
    ada.push()
    ben.release("Triage with care:\n{{ ticket }}")
    ben.fetch()
    return ben


def killed(person, plan) -> bool:
    """Merge in a process of its own; whether it was killed."""
    child = os.fork()
    if child == 0:
        person.merging.merge(plan)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def begin_in_git(person) -> None:
    done = subprocess.run(
        ["git", "merge", "-q", "origin/main"], cwd=person.folder, capture_output=True, check=False
    )
    assert done.returncode == 1


def test_killed_at_any_step_it_is_as_before_or_merged(ben, git_at_step, tmp_path):
    arrange, put_away = git_at_step
    fresh = shutil.copytree(ben.folder, tmp_path / "fresh")
    before = state(ben.folder)
    plan = ben.merging.plan(ben.folder, CHOSEN)
    outcomes = set()

    for step in range(LOOKING, MOST_STEPS):
        shutil.rmtree(ben.folder)
        shutil.copytree(fresh, ben.folder)
        arrange(step, "kill -KILL $PPID; exit 1")
        was_killed = killed(ben, plan)
        put_away()

        ben.workshop.releases.status(ben.folder)

        after = state(ben.folder)
        assert after[2] == ""
        outcomes.add(after[1] == before[1])
        if after[1] == before[1]:
            assert after == before
        else:
            assert git(ben.folder, "rev-list", "--parents", "-n1", "HEAD").count(" ") == 2
            assert ben.versions()[-1].startswith("0003-")
        if not was_killed:
            break
    else:
        pytest.fail("the merge never ended")
    assert outcomes == {True, False}
    assert ben.errors(base="origin/main") == []


def test_a_git_that_fails_at_any_step_leaves_everything_as_it_was(ben, git_at_step):
    arrange, put_away = git_at_step
    plan = ben.merging.plan(ben.folder, CHOSEN)
    before = state(ben.folder)

    for step in range(LOOKING, MOST_STEPS):
        arrange(step, 'echo "fatal: no space left on device" >&2; exit 128')
        try:
            done = ben.merging.merge(plan)
        except WorkbenchError:
            put_away()
            assert state(ben.folder) == before
        else:
            if put_away() < step:
                break
            assert done.commit
            git(ben.folder, "reset", "-q", "--hard", before[1])
    else:
        pytest.fail("the merge never ended")
    assert git(ben.folder, "rev-parse", "HEAD") == done.commit


def test_a_merge_that_git_left_in_the_middle_is_finished_by_choosing(ben):
    begin_in_git(ben)

    [conflict] = (plan := ben.merging.plan(ben.folder)).conflicts
    done = ben.merging.merge(ben.merging.plan(ben.folder, CHOSEN))

    assert plan.under_way
    assert conflict.file == PIN
    assert git(ben.folder, "rev-list", "--parents", "-n1", done.commit).count(" ") == 2
    assert git(ben.folder, "status", "--porcelain") == ""
    assert not (ben.folder / ".git/MERGE_HEAD").exists()
    assert ben.errors(base="origin/main") == []


def test_what_was_mended_by_hand_in_git_s_merge_is_not_overwritten(ben):
    begin_in_git(ben)
    pin = ben.folder / PIN
    pin.write_text("mine\n")

    with pytest.raises(RegistryDirty, match="by hand in pins/dev") as refused:
        ben.merging.merge(ben.merging.plan(ben.folder, CHOSEN))

    assert "git merge --abort" in refused.value.hint
    assert pin.read_text() == "mine\n"


def test_killed_while_git_s_merge_is_taken_over_nothing_is_lost(ben, git_at_step, tmp_path):
    arrange, put_away = git_at_step
    begin_in_git(ben)
    fresh = shutil.copytree(ben.folder, tmp_path / "fresh")
    plan = ben.merging.plan(ben.folder, CHOSEN)

    for step in range(LOOKING, 3 * MOST_STEPS, 7):
        shutil.rmtree(ben.folder)
        shutil.copytree(fresh, ben.folder)
        arrange(step, "kill -KILL $PPID; exit 1")
        was_killed = killed(ben, plan)
        put_away()

        ben.workshop.releases.status(ben.folder)
        again = ben.merging.plan(ben.folder)
        if again.needed:
            ben.merging.merge(ben.merging.plan(ben.folder, CHOSEN))

        assert git(ben.folder, "status", "--porcelain") == ""
        assert ben.versions()[-1].startswith("0003-")
        if not was_killed:
            break
    else:
        pytest.fail("the merge never ended")
    assert ben.errors(base="origin/main") == []


def test_files_of_one_s_own_where_others_would_come_are_never_overwritten(ben, tmp_path):
    (ben.folder / ".git/info/exclude").write_text("/notes\n")
    ada = tmp_path / "ada"
    (ada / "notes").write_text("hers\n")
    git(ada, "add", "-A")
    git(ada, "commit", "-q", "-m", "Notes")
    git(ada, "push", "-q", "origin", "main")
    ben.fetch()
    (ben.folder / "notes").write_text("mine\n")
    before = state(ben.folder)

    with pytest.raises(RegistryDirty, match="notes"):
        ben.merging.merge(ben.merging.plan(ben.folder, CHOSEN))

    assert state(ben.folder) == before
