"""The bar over Release: a real registry and a real bare remote."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

from tests.gui.release.place_fixtures import made_registry, open_place, registry, services
from tests.registry.sharing import a_program, add, colleague_pushes
from tests.registry.workshop import git
from workbench.gui.release.sync.bar import SyncBar

__all__ = ["made_registry", "open_place", "registry", "services"]


@pytest.fixture
def bare(registry, tmp_path):
    folder = tmp_path / "remote.git"
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "--template=", str(folder))
    git(registry, "remote", "add", "origin", str(folder))
    git(registry, "push", "-q", "-u", "origin", "main")
    return folder


def bar_of(opened) -> SyncBar:
    return opened.place.findChild(SyncBar, "sync")


def press(qtbot, opened, command):
    """Once it can be pressed."""
    qtbot.waitUntil(opened.actions[command].isEnabled)
    button = opened.place.findChild(object, f"sync.{opened.actions[command].objectName()}")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    opened.settle(qtbot)


def test_what_the_remote_has_is_fetched_and_brought_in(qtbot, open_place, registry, bare, tmp_path):
    colleague_pushes(bare, tmp_path / "eve", "theirs.txt")
    opened = open_place()
    bar = bar_of(opened)
    assert (bar.branch.text(), bar.standing.text()) == ("main  →  origin/main", "in step")
    assert not opened.actions["registry.update"].isEnabled()

    press(qtbot, opened, "registry.fetch")
    assert bar.standing.text() == "1 to bring in"
    assert bar.fetched.text() == "fetched just now"
    press(qtbot, opened, "registry.update")

    assert bar.standing.text() == "in step"
    assert (registry / "theirs.txt").exists()


def test_a_push_gives_the_commits_and_offers_the_page_of_a_pull_request(
    qtbot, open_place, registry, bare, services, monkeypatch
):
    page = "https://github.com/acme/prompts/compare/main...mine?expand=1"
    visited = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: visited.append(url.toString()))
    monkeypatch.setattr(type(services.syncing), "pull_request_url", lambda *_given: page)
    commit = add(registry, "mine.txt")
    opened = open_place()
    bar = bar_of(opened)
    assert bar.standing.text() == "1 to push"

    press(qtbot, opened, "registry.push")

    assert git(bare, "rev-parse", "main") == commit
    assert page in bar.told
    for button in bar.findChildren(QPushButton):
        if button.text() in ("Open", "Copy address"):
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert visited == [page]
    assert QGuiApplication.clipboard().text() == page
    assert not opened.actions["registry.push"].isEnabled()


def test_both_sides_having_commits_leads_to_the_merge(qtbot, open_place, registry, bare, tmp_path):
    colleague_pushes(bare, tmp_path / "eve", "theirs.txt")
    add(registry, "mine.txt")
    opened = open_place()
    bar = bar_of(opened)
    assert not bar.merge.isVisible()

    press(qtbot, opened, "registry.fetch")

    assert bar.standing.text() == "1 to push · 1 to bring in"
    assert bar.merge.isVisible()
    assert not opened.actions["registry.push"].isEnabled()
    assert not opened.actions["registry.update"].isEnabled()


def test_a_push_that_is_too_late_offers_to_fetch(qtbot, open_place, registry, bare, tmp_path):
    colleague_pushes(bare, tmp_path / "eve", "theirs.txt")
    add(registry, "mine.txt")
    opened = open_place()
    bar = bar_of(opened)

    press(qtbot, opened, "registry.push")

    assert "has commits that are not here" in bar.told
    [fetch] = [each for each in bar.findChildren(QPushButton) if each.text() == "Fetch"]
    qtbot.mouseClick(fetch, Qt.MouseButton.LeftButton)
    opened.settle(qtbot)
    assert bar.told == ""
    assert bar.merge.isVisible()


def test_a_remote_that_hangs_can_be_cancelled(
    qtbot, open_place, registry, bare, tmp_path, monkeypatch
):
    monkeypatch.setenv("GIT_SSH_COMMAND", str(a_program(tmp_path / "hang", "sleep 1000")))
    git(registry, "remote", "set-url", "origin", "git@example.test:x.git")
    opened = open_place()
    bar = bar_of(opened)
    qtbot.waitUntil(opened.actions["registry.fetch"].isEnabled)

    opened.actions.run("registry.fetch")
    qtbot.waitUntil(bar.cancel.isVisible)
    assert not opened.actions["registry.fetch"].isEnabled()
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    opened.settle(qtbot)

    assert not bar.cancel.isVisible()
    assert bar.told == ""
    assert opened.actions["registry.fetch"].isEnabled()


def test_closing_does_not_wait_for_a_remote_that_hangs(
    qtbot, open_place, registry, bare, tmp_path, monkeypatch
):
    monkeypatch.setenv("GIT_SSH_COMMAND", str(a_program(tmp_path / "hang", "sleep 1000")))
    git(registry, "remote", "set-url", "origin", "git@example.test:x.git")
    opened = open_place()
    qtbot.waitUntil(opened.actions["registry.fetch"].isEnabled)
    opened.actions.run("registry.fetch")

    opened.background.close()

    assert bar_of(opened).cancel.isVisible()


def test_what_goes_wrong_is_told_in_place_with_the_way_to_mend_it(
    qtbot, open_place, registry, bare
):
    bare.rename(bare.with_name("elsewhere"))
    opened = open_place()
    bar = bar_of(opened)

    press(qtbot, opened, "registry.fetch")

    assert "There is no git repository at" in bar.told
    assert "Look at the address" in bar.told
    assert opened.ask.errors == []
    bar.close_notice()
    assert bar.told == ""


def test_without_a_remote_it_says_so(open_place, registry):
    opened = open_place()

    assert bar_of(opened).standing.text() == "There is no remote"
    assert not opened.actions["registry.fetch"].isEnabled()


def test_before_a_push_there_is_no_page(open_place, registry, bare):
    opened = open_place()

    assert not opened.actions["registry.pull_request"].isEnabled()


def test_how_long_ago_it_was_fetched_goes_on_as_time_passes(qtbot, open_place, bare):
    opened = open_place()
    press(qtbot, opened, "registry.fetch")
    bar = bar_of(opened)

    bar.show_time(datetime.now(UTC) + timedelta(minutes=5))

    assert bar.fetched.text() == "fetched 5 min ago"
