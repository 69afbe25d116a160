"""A change that goes onto a branch for a pull request, from the dialog to the remote."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from tests.gui.release.changing.test_doing import planned
from tests.registry.workshop import TRIAGE, git
from workbench.domain.environments import Change

LEFT = Qt.MouseButton.LeftButton
USUAL = f"promote/{TRIAGE.replace('/', '-')}-staging"


@pytest.fixture
def remote(changing, tmp_path):
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "--template=", "remote.git")
    git(changing.team.folder, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(changing.team.folder, "push", "-q", "-u", "origin", "main")
    return tmp_path / "remote.git"


@pytest.fixture
def dialog(changing, remote, qtbot):
    return planned(changing, qtbot, Change.PROMOTE)


def done(dialog, qtbot, name=""):
    """Onto a branch."""
    dialog.form.branch.wanted.click()
    if name:
        dialog.form.branch.edit.clear()
        qtbot.keyClicks(dialog.form.branch.edit, name)
    qtbot.mouseClick(dialog.deed, LEFT)


def test_it_goes_onto_a_branch_with_a_fitting_name_and_what_is_used_stays(changing, dialog, qtbot):
    folder = changing.team.folder
    before = git(folder, "rev-parse", "main")

    done(dialog, qtbot)
    qtbot.waitUntil(dialog.steps.push.isVisible)

    assert git(folder, "rev-parse", f"{USUAL}~1") == before == git(folder, "rev-parse", "main")
    assert git(folder, "status", "--porcelain") == ""
    assert dialog.foot.words.text().endswith(f"is on the new branch {USUAL}.")
    assert changing.said[0].endswith(f" on the new branch {USUAL}.")
    assert not dialog.deed.isVisible()
    assert not dialog.form.isEnabled()


def test_the_branch_is_pushed_only_when_asked_and_leads_to_the_page(
    changing, dialog, remote, qtbot, monkeypatch
):
    page, visited = "https://github.com/acme/prompts/compare/main...mine?expand=1", []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: visited.append(url.toString()))
    syncing = changing.changing._around.services.syncing
    monkeypatch.setattr(syncing, "pull_request_url", lambda *_given: page)
    done(dialog, qtbot, "mine/one")
    qtbot.waitUntil(dialog.steps.push.isVisible)
    assert git(remote, "branch", "--list", "mine/one") == ""

    qtbot.mouseClick(dialog.steps.push, LEFT)
    qtbot.waitUntil(dialog.steps.page.isVisible)
    qtbot.mouseClick(dialog.steps.page, LEFT)

    assert git(remote, "rev-parse", "mine/one") == git(
        changing.team.folder, "rev-parse", "mine/one"
    )
    assert page in dialog.foot.words.text()
    assert visited == [page]


def test_a_second_branch_for_the_same_change_gets_a_name_of_its_own(changing, remote, qtbot):
    git(changing.team.folder, "branch", USUAL)

    dialog = planned(changing, qtbot, Change.PROMOTE)

    assert dialog.form.branch.edit.text() == f"{USUAL}-2"


def test_a_name_that_is_taken_is_told_and_another_may_be_given(changing, dialog, qtbot):
    git(changing.team.folder, "branch", "taken")

    done(dialog, qtbot, "taken")
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "There is a branch taken already" in dialog.problem.text()
    qtbot.keyClicks(dialog.form.branch.edit, "-not")
    qtbot.waitUntil(dialog.deed.isEnabled)
    qtbot.mouseClick(dialog.deed, LEFT)

    qtbot.waitUntil(dialog.steps.push.isVisible)
    assert git(changing.team.folder, "rev-parse", "taken-not")


def test_without_a_name_it_cannot_be_done_by_the_button_or_by_keys(changing, dialog, qtbot):
    before = git(changing.team.folder, "for-each-ref")
    dialog.form.branch.wanted.click()
    dialog.form.branch.edit.selectAll()
    qtbot.keyClick(dialog.form.branch.edit, Qt.Key.Key_Delete)

    qtbot.keyClick(dialog.form.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert not dialog.deed.isEnabled()
    assert git(changing.team.folder, "for-each-ref") == before


def test_a_push_that_fails_says_why_and_the_commit_stays(changing, dialog, remote, qtbot):
    done(dialog, qtbot)
    qtbot.waitUntil(dialog.steps.push.isVisible)
    remote.rename(remote.with_name("elsewhere"))

    qtbot.mouseClick(dialog.steps.push, LEFT)
    qtbot.waitUntil(dialog.problem.isVisible)

    assert "no git repository" in dialog.problem.text()
    assert dialog.foot.words.text() == "The branch is here, and was not pushed."
    assert dialog.steps.push.isEnabled()
    assert git(changing.team.folder, "rev-parse", USUAL)
