"""A merge is written whole or not at all, wherever it is cut off, and whatever git is at."""

from __future__ import annotations

import os
import subprocess
from functools import partial

import pytest

from tests.registry.cut_off import state
from tests.registry.two_people import both_released
from tests.registry.workshop import TRIAGE, git
from workbench.domain.errors import RegistryDirty
from workbench.domain.merging import MergeSide

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]
PIN = f"pins/dev/{TRIAGE}.yaml"
CHOSEN = {PIN: MergeSide.OURS}


@pytest.fixture
def ben(tmp_path):
    return both_released(tmp_path)


def begin_in_git(person) -> None:
    done = subprocess.run(
        ["git", "merge", "-q", "origin/main"], cwd=person.folder, capture_output=True, check=False
    )
    assert done.returncode == 1


def test_killed_at_any_step_it_is_as_before_or_merged(ben, cut_git):
    before = state(ben.folder)
    merge = partial(ben.merging.merge, ben.merging.plan(ben.folder, CHOSEN))
    outcomes = set()

    for _was_killed in cut_git.killed_where_it_matters(merge, ben.folder):
        ben.workshop.releases.status(ben.folder)

        after = state(ben.folder)
        assert after[2] == ""
        outcomes.add(after[1] == before[1])
        if after[1] == before[1]:
            assert after == before
        else:
            assert git(ben.folder, "rev-list", "--parents", "-n1", "HEAD").count(" ") == 2
            assert ben.versions()[-1].startswith("0003-")
    assert outcomes == {True, False}
    assert ben.errors(base="origin/main") == []


def test_a_git_that_fails_at_any_step_leaves_everything_as_it_was(ben, cut_git):
    merge = partial(ben.merging.merge, ben.merging.plan(ben.folder, CHOSEN))

    cut_git.fails_where_it_matters(merge, ben.folder)


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


def test_killed_while_git_s_merge_is_taken_over_nothing_is_lost(ben, cut_git):
    begin_in_git(ben)
    merge = partial(ben.merging.merge, ben.merging.plan(ben.folder, CHOSEN))

    for _was_killed in cut_git.killed_where_it_matters(merge, ben.folder, stride=3):
        ben.workshop.releases.status(ben.folder)
        if ben.merging.plan(ben.folder).needed:
            ben.merging.merge(ben.merging.plan(ben.folder, CHOSEN))

        assert git(ben.folder, "status", "--porcelain") == ""
        assert ben.versions()[-1].startswith("0003-")
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
