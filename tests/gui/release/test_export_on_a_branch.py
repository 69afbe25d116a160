"""Exporting onto a branch for a pull request, from the dialog to the remote."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices

from tests.gui.release.open_release import opened
from tests.registry.workshop import git
from workbench.gui.release.export_dialog import ExportDialog


@pytest.fixture
def registry(release, tmp_path):
    release.with_registry()
    release.workshop.approve(release.version)
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "--template=", "remote.git")
    git(release.folder, "remote", "add", "origin", str(tmp_path / "remote.git"))
    git(release.folder, "push", "-q", "-u", "origin", "main")
    return release.folder


@pytest.fixture
def dialog(release, registry, qtbot):
    dialog = opened(release, qtbot, ExportDialog, "release.export")
    qtbot.waitUntil(dialog.form.export.isEnabled)
    return dialog


def exported(dialog, qtbot, name=""):
    """Onto a branch."""
    dialog.form.branch.wanted.click()
    if name:
        dialog.form.branch.edit.clear()
        qtbot.keyClicks(dialog.form.branch.edit, name)
    qtbot.mouseClick(dialog.form.export, Qt.MouseButton.LeftButton)


def test_it_goes_onto_a_branch_with_a_fitting_name(dialog, registry, qtbot):
    before = git(registry, "rev-parse", "main")

    exported(dialog, qtbot)
    qtbot.waitUntil(dialog.form.foot.steps.push.isVisible)

    assert "on the new branch release/support-triage-v1" in dialog.form.foot.words.text()
    assert git(registry, "rev-parse", "release/support-triage-v1~1") == before
    assert git(registry, "rev-parse", "main") == before
    assert not dialog.form.export.isVisible()


def test_the_branch_is_pushed_only_when_asked_and_leads_to_the_page(
    dialog, release, registry, qtbot, tmp_path, monkeypatch
):
    page = "https://github.com/acme/prompts/compare/main...mine?expand=1"
    visited = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: visited.append(url.toString()))
    syncing = type(release.presenter._syncing)
    monkeypatch.setattr(syncing, "pull_request_url", lambda *_given: page)
    exported(dialog, qtbot, "mine/one")
    qtbot.waitUntil(dialog.form.foot.steps.push.isVisible)
    assert git(tmp_path / "remote.git", "branch", "--list", "mine/one") == ""

    qtbot.mouseClick(dialog.form.foot.steps.push, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.form.foot.steps.page.isVisible)
    qtbot.mouseClick(dialog.form.foot.steps.page, Qt.MouseButton.LeftButton)

    assert git(tmp_path / "remote.git", "rev-parse", "mine/one")
    assert page in dialog.form.foot.words.text()
    assert visited == [page]


def test_a_push_that_fails_says_why_and_may_be_tried_again(dialog, registry, qtbot, tmp_path):
    exported(dialog, qtbot)
    qtbot.waitUntil(dialog.form.foot.steps.push.isVisible)
    (tmp_path / "remote.git").rename(tmp_path / "elsewhere")

    qtbot.mouseClick(dialog.form.foot.steps.push, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.form.problem.isVisible)
    assert "no git repository" in dialog.form.problem.text()
    (tmp_path / "elsewhere").rename(tmp_path / "remote.git")
    qtbot.mouseClick(dialog.form.foot.steps.push, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not dialog.form.foot.steps.push.isVisible())
    assert "was pushed to" in dialog.form.foot.words.text()
    assert not dialog.form.foot.steps.page.isVisible()


def test_a_name_that_is_taken_is_told_and_another_may_be_given(dialog, registry, qtbot):
    git(registry, "branch", "taken")

    exported(dialog, qtbot, "taken")
    qtbot.waitUntil(dialog.form.problem.isVisible)
    assert "There is a branch taken already" in dialog.form.problem.text()
    qtbot.keyClicks(dialog.form.branch.edit, "-not")
    qtbot.waitUntil(dialog.form.export.isEnabled)
    qtbot.mouseClick(dialog.form.export, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(dialog.form.foot.steps.push.isVisible)
    assert git(registry, "rev-parse", "taken-not")


def test_without_a_name_nothing_can_be_exported(dialog, qtbot):
    dialog.form.branch.wanted.click()
    dialog.form.branch.edit.selectAll()
    qtbot.keyClick(dialog.form.branch.edit, Qt.Key.Key_Delete)

    assert not dialog.form.export.isEnabled()


def test_control_return_exports_from_anywhere_as_soon_as_it_can_be(dialog, registry, qtbot):
    folder, name = dialog.form.folder, dialog.form.branch.edit
    before = git(registry, "rev-parse", "main")
    dialog.form.branch.wanted.click()
    name.selectAll()
    qtbot.keyClick(name, Qt.Key.Key_Delete)

    qtbot.keyClick(folder, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Nothing is written yet" in dialog.form.foot.words.text()
    qtbot.keyClicks(name, "mine")
    qtbot.keyClick(folder, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(dialog.form.foot.steps.push.isVisible)
    assert git(registry, "rev-parse", "mine~1") == before
