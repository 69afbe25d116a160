from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from dataclasses import replace

import psutil
import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton
from sqlite_utils import Database

from tests.gui.shell.conftest import close
from tests.gui.shell.frames import ScriptedAsk
from workbench import bootstrap
from workbench.domain.errors import (
    WorkspaceBusy,
    WorkspaceDamaged,
    WorkspaceReadOnly,
    WorkspaceTooNew,
)
from workbench.gui.commands import COMMANDS
from workbench.gui.kit.engine import EngineState
from workbench.store import migrations, opening


@pytest.fixture
def assembled(qtbot, open_frame, workspace):
    frame = open_frame(workspace)
    qtbot.waitUntil(lambda: frame.assembly.opened is not None, timeout=30_000)
    return frame


def shown_problem(qtbot, frame):
    with qtbot.waitSignal(frame.assembly.failed, timeout=30_000) as failed:
        pass
    return failed.args[0]


def test_a_first_start_makes_the_samples_and_shows_write(qtbot, assembled):
    window = assembled.window

    assert window.place == "go.write"
    assert window.status.workspace.text() == "workspace: default"
    qtbot.waitUntil(
        lambda: assembled.assembly.opened.engine.state is EngineState.READY, timeout=20_000
    )
    assert window.status.engine.text() == "engine ready"


def test_every_command_has_a_handler_once_every_place_was_shown(qtbot, assembled):
    actions = assembled.window.actions_

    actions.run("go.evaluate")
    actions.run("go.review")
    actions.run("go.release")

    qtbot.waitUntil(lambda: all(actions.has_handler(c.id) for c in COMMANDS))


def test_the_settings_list_the_keys_there_may_be(qtbot, assembled):
    assembled.window.actions_.run("app.settings")

    qtbot.waitUntil(
        lambda: assembled.window.findChild(QPushButton, "settings.key.openai.change") is not None,
        timeout=20_000,
    )


def test_only_places_that_are_built_stand_in_the_activity_bar(assembled):
    names = {
        button.objectName() for button in assembled.window.activity_bar.findChildren(QToolButton)
    }

    assert names == {
        "activity.go.write",
        "activity.go.evaluate",
        "activity.go.review",
        "activity.go.release",
        "activity.app.settings",
    }


def test_closing_ends_the_engine_and_gives_the_workspace_back(
    qtbot, assembled, open_frame, workspace
):
    engine = assembled.assembly.opened.engine
    qtbot.waitUntil(lambda: engine.state is EngineState.READY, timeout=20_000)
    process = engine.process_id

    close(qtbot, assembled)

    assert not psutil.pid_exists(process)
    again = open_frame(workspace)
    qtbot.waitUntil(lambda: again.assembly.opened is not None, timeout=30_000)


def test_a_second_window_is_told_and_may_read(qtbot, assembled, open_frame, workspace):
    second = open_frame(workspace)
    error = shown_problem(qtbot, second)

    second.window.findChild(QPushButton, "opening_problem.read_only").click()

    assert isinstance(error, WorkspaceBusy)
    qtbot.waitUntil(lambda: second.assembly.opened is not None, timeout=30_000)
    assert "read only" in second.window.status.workspace.text()
    assert not second.window.actions_["prompt.new"].isEnabled()


def test_a_file_that_is_no_workspace_is_told_and_left_alone(qtbot, open_frame, workspace):
    workspace.write_text("a shopping list", encoding="utf-8")
    frame = open_frame(workspace)

    error = shown_problem(qtbot, frame)

    assert isinstance(error, WorkspaceDamaged)
    assert workspace.read_text(encoding="utf-8") == "a shopping list"
    title = frame.window.findChild(QLabel, "opening_problem.title")
    assert title.text() == error.title


def test_a_workspace_of_a_later_release_is_told_and_left_alone(qtbot, open_frame, workspace):
    bootstrap.close_services(bootstrap.open_services(workspace, empty=True))
    with sqlite3.connect(workspace) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = workspace.read_bytes()
    frame = open_frame(workspace)

    error = shown_problem(qtbot, frame)

    assert isinstance(error, WorkspaceTooNew)
    assert workspace.read_bytes() == before


def test_a_workspace_of_an_earlier_release_is_said_to_take_a_while(
    qtbot, open_frame, workspace, monkeypatch
):
    steps = [step.name for step in migrations.schema.pending(Database(memory=True))]
    with closing(sqlite3.connect(workspace, isolation_level=None)) as connection:
        migrations.schema.apply(Database(connection), stop_before=steps[-1])
    seen, done = threading.Event(), opening._migrate

    def migrate(*args, **how):
        assert seen.wait(30)
        done(*args, **how)

    monkeypatch.setattr(opening, "_migrate", migrate)
    frame = open_frame(workspace)

    def told():
        return frame.window.findChild(QLabel, "opening_wait.title")

    qtbot.waitUntil(lambda: told() is not None and told().isVisible(), timeout=30_000)
    assert told().text() == "The workspace default is being brought up to date…"

    seen.set()
    qtbot.waitUntil(lambda: frame.window.place == "go.write", timeout=30_000)
    qtbot.waitUntil(lambda: told() is None)


def test_a_problem_that_has_gone_is_gone_when_tried_again(qtbot, open_frame, workspace):
    workspace.write_text("a shopping list", encoding="utf-8")
    frame = open_frame(workspace)
    shown_problem(qtbot, frame)

    workspace.unlink()
    frame.window.findChild(QPushButton, "opening_problem.again").click()

    qtbot.waitUntil(lambda: frame.window.place == "go.write", timeout=30_000)


def test_an_engine_that_is_given_up_offers_to_start_it_again(
    qtbot, open_frame, workspace, monkeypatch
):
    monkeypatch.setattr("workbench.gui.shell.engine_link.DELAYS_MS", (1,))
    frame = open_frame(workspace, engine="dying")

    qtbot.waitUntil(lambda: bool(frame.window.notices.texts()), timeout=30_000)

    assert "The engine stopped" in frame.window.notices.texts()[0]
    assert frame.window.actions_["engine.restart"].isEnabled()
    assert frame.window.actions_.reason("run.start").startswith("The engine has stopped")


def test_a_backup_is_a_workspace_and_replaces_nothing(qtbot, assembled, tmp_path):
    opened = assembled.assembly.opened
    ask = ScriptedAsk(file=tmp_path / "copy.db")
    assembled.assembly.opened._parts = replace_ask(opened._parts, ask)

    assembled.window.actions_.run("workspace.back_up")
    qtbot.waitUntil(ask.file.exists, timeout=20_000)
    qtbot.waitUntil(lambda: "copied" in " ".join(assembled.window.notices.texts()))
    assembled.window.actions_.run("workspace.back_up")

    assert "there already" in ask.errors[0].message
    copy = bootstrap.open_services(ask.file, read_only=True)
    assert copy.prompts.library()
    bootstrap.close_services(copy)


def replace_ask(parts, ask):
    return replace(parts, ask=ask)


def test_f6_goes_round_the_parts(qtbot, assembled):
    actions = assembled.window.actions_
    qtbot.waitUntil(lambda: actions.context.prompt_open, timeout=20_000)
    visited = []
    from workbench.gui.shell.focus_cycle import current_part

    for _ in range(5):
        actions.run("focus.next")
        visited.append(current_part())

    assert sorted(visited) == ["board", "editor", "inputs", "library", "models"]


def test_a_registry_that_was_exported_to_can_be_verified(qtbot, assembled, tmp_path):
    actions = assembled.window.actions_
    assert "registry in Release first" in actions.reason("registry.verify")

    assembled.assembly.opened.places.release.registry_chosen.emit(tmp_path)

    qtbot.waitUntil(lambda: actions.reason("registry.verify") == "")


def test_an_older_workspace_that_was_to_be_read_only_can_be_opened_for_writing(
    qtbot, open_frame, workspace
):
    bootstrap.close_services(bootstrap.open_services(workspace, empty=True))
    with sqlite3.connect(workspace) as connection:
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    frame = open_frame(workspace, read_only=True)
    error = shown_problem(qtbot, frame)
    asked = []
    frame.assembly.opening = replace(
        frame.assembly.opening, open=lambda path, *, read_only: refuse(asked, read_only)
    )

    frame.window.findChild(QPushButton, "opening_problem.writing").click()

    assert isinstance(error, WorkspaceReadOnly)
    qtbot.waitUntil(lambda: asked == [False])


def refuse(asked, read_only):
    asked.append(read_only)
    raise WorkspaceDamaged("enough is known")
