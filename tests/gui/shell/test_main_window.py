from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton

from workbench.gui.commands import Menu
from workbench.gui.kit.engine import EngineState
from workbench.gui.shell.main_window import MainWindow


@pytest.fixture
def window(qtbot, theme, icons, actions):
    made = MainWindow(theme, icons, actions)
    qtbot.addWidget(made)
    yield made
    made.leave()


def test_it_is_painted_before_any_place_is_built(qtbot, window):
    built = []
    window.add_place("go.write", "Write", "pen", lambda: built.append(1) or QLabel())

    with qtbot.waitSignal(window.painted):
        window.show()

    assert built == []


def test_a_place_is_built_once_and_shown_by_its_command(window, actions):
    built = []
    window.add_place("go.write", "Write", "pen", lambda: built.append(1) or QLabel("write"))

    actions.run("app.settings")
    actions.report(workspace_open=True)
    actions.run("go.write")
    actions.run("go.write")

    assert built == [1]
    assert window.place == "go.write"
    assert window.stack.currentWidget().text() == "write"


def test_the_button_of_the_place_that_is_seen_is_marked(qtbot, window, actions):
    window.add_place("go.write", "Write", "pen", QLabel)
    window.add_place("app.settings", "Settings", "settings", QLabel, at_bottom=True)
    window.show_place("go.write")
    write, settings = (
        window.findChild(QToolButton, f"activity.{id_}") for id_ in ("go.write", "app.settings")
    )

    qtbot.mouseClick(settings, Qt.MouseButton.LeftButton)

    assert (write.isChecked(), settings.isChecked()) == (False, True)


def test_a_menu_with_nothing_in_it_is_not_seen(window, actions):
    assert not window.menus[Menu.RUN].menuAction().isVisible()

    actions.on("run.start", lambda: None)

    assert window.menus[Menu.RUN].menuAction().isVisible()


def test_commands_of_one_kind_stand_in_a_menu_of_their_own(window, actions):
    actions.on("copy.curl", lambda: None)

    board = window.menus[Menu.BOARD]
    inner = [each.menu() for each in board.actions() if each.menu() and each.isVisible()]

    assert [menu.title() for menu in inner] == ["Copy the &request"]
    assert actions["copy.curl"] in inner[0].actions()
    assert actions["copy.curl"] not in board.actions()


def test_closing_asks_whoever_has_to_be_ready_first(qtbot, window):
    window.show()

    with qtbot.waitSignal(window.close_requested):
        window.close()

    assert window.isVisible()


def test_the_status_bar_says_what_is_going_on(window):
    window.status.show_workspace("default", "/data/default.db", read_only=True)
    window.status.show_saved(datetime(2026, 11, 21, 12, 4, 11).astimezone())
    window.status.show_engine(EngineState.STOPPED)
    window.status.show_jobs(2)

    labels = window.status.findChildren(QLabel)
    texts = [label.text() for label in labels if label.text()]

    assert texts == [
        "workspace: default · read only",
        "saved 12:04:11",
        "engine stopped",
        "2 jobs",
    ]


def test_a_notice_replaces_the_one_on_its_subject(window):
    window.notices.show_notice("engine", "first")
    window.notices.show_notice("back_up", "copied")
    window.notices.show_notice("engine", "second")

    assert window.notices.texts() == ["second", "copied"]


def test_a_notice_goes_away_when_it_is_dismissed(qtbot, window):
    window.show()
    window.notices.show_notice("engine", "it stopped")

    with qtbot.waitSignal(window.notices.dismissed) as dismissed:
        qtbot.mouseClick(window.findChild(QToolButton, "notice.dismiss"), Qt.MouseButton.LeftButton)

    assert dismissed.args == ["engine"]
    assert window.notices.texts() == []


def test_the_oldest_of_many_notices_makes_room(window):
    for number in range(5):
        window.notices.show_notice(str(number), f"notice {number}")

    assert window.notices.texts() == ["notice 4", "notice 3", "notice 2"]


def test_a_place_can_have_the_whole_screen_and_give_it_back(qtbot, window):
    window.show()
    frame = (window.menuBar(), window.activity_bar, window.status)

    window.show_alone(True)

    assert window.isFullScreen()
    assert not any(part.isVisible() for part in frame)

    window.show_alone(False)

    assert not window.isFullScreen()
    assert all(part.isVisible() for part in frame)
