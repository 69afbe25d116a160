"""An export that is cut off, at every step it takes: the registry is never half-written."""

from __future__ import annotations

import os
from functools import partial

import pytest

from tests.registry.cut_off import KILL, killed, state
from tests.registry.environments import a_team
from tests.registry.workshop import a_release_content, git
from workbench.domain.environments import Change
from workbench.domain.errors import RegistryError

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that can be forked"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


@pytest.fixture
def planned(workshop):
    """The second version of a prompt, so that the export adds files and changes some."""
    workshop.release("Triage:\n{{ ticket }}")
    version = workshop.commit(a_release_content("Triage well:\n{{ ticket }}"))
    workshop.approve(version)
    return version, workshop.plan(version)


def test_killed_at_any_step_it_is_whole_again_afterwards(workshop, planned, cut_git):
    version, plan = planned
    before = state(workshop.folder)
    outcomes = set()
    export = partial(workshop.releases.export, plan)

    for was_killed in cut_git.killed_where_it_matters(export, workshop.folder):
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
    assert outcomes == {True, False}


def test_a_change_that_is_killed_removes_and_writes_all_or_nothing(workshop, cut_git):
    team = a_team(workshop)
    plan = team.plan(Change.ARCHIVE, while_pinned=True)
    pins = workshop.files("pins/**/*.yaml")
    before = state(workshop.folder)
    outcomes = set()

    for was_killed in cut_git.killed_where_it_matters(partial(team.change, plan), workshop.folder):
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
    assert plan.removed == tuple(pins)
    assert outcomes == {True, False}


def test_a_git_that_fails_at_any_step_leaves_everything_as_it_was(workshop, planned, cut_git):
    _version, plan = planned
    export = partial(workshop.releases.export, plan)

    cut_git.fails_where_it_matters(export, workshop.folder)


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


def test_what_was_changed_after_the_cut_is_not_overwritten(workshop, planned, cut_git):
    _version, plan = planned
    export = partial(workshop.releases.export, plan)
    head = next(file.path for file in plan.files if file.path.endswith("head.yaml"))
    base = git(workshop.folder, "rev-parse", "HEAD")
    committed = cut_git.asked_by(export, workshop.folder).index("update-ref") + 1
    cut_git.arrange(committed + 1, KILL)
    assert killed(export)
    cut_git.put_away()
    assert git(workshop.folder, "rev-parse", "HEAD") != base
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
