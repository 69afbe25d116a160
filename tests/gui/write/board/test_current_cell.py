"""One cell of the board is the current one: commands work on it, the keyboard moves it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from tests.builders import a_content
from workbench.domain.run_events import RunEnded
from workbench.domain.runs import Outcome, Run


@pytest.fixture
def four(board, qtbot):
    """Two models, two samples."""
    models = ("demo/brief", "demo/detailed")
    plan = board.runs.plan(board.opened.prompt.id, a_content("Hi"), models=models, samples=2)
    for job in plan.jobs:
        board.record(job, f"{job.model} {job.sample}")
    board.session.show_prompt(board.opened)
    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 4)
    board.panel.activateWindow()
    qtbot.waitUntil(board.panel.isActiveWindow)
    return board


def current(board):
    cell = board.presenter.current_cell
    return (cell.job.model, cell.job.sample) if cell else None


def test_the_first_cell_is_current_until_another_is_chosen(four, qtbot):
    first = current(four)

    qtbot.mouseClick(four.panel.grid.widgets[3], Qt.MouseButton.LeftButton, pos=QPoint(3, 3))

    assert first == ("demo/brief", 0)
    assert current(four) == ("demo/detailed", 1)
    assert four.presenter.current_run().text == "demo/detailed 1"


def test_the_keyboard_makes_the_cell_it_comes_to_the_current_one(four, qtbot):
    four.panel.grid.widgets[1].output.text.setFocus()

    qtbot.waitUntil(lambda: current(four) == ("demo/detailed", 0))


@pytest.mark.parametrize(
    ("ways", "place"),
    [
        (["right"], ("demo/detailed", 0)),
        (["down"], ("demo/brief", 1)),
        (["down", "right", "up"], ("demo/detailed", 0)),
        (["left"], ("demo/brief", 0)),
    ],
)
def test_commands_move_from_cell_to_cell(four, ways, place):
    for way in ways:
        four.actions.run(f"cell.{way}")

    assert current(four) == place


def test_commands_know_whether_there_is_a_cell_and_how_its_run_went(board, qtbot):
    board.session.show_prompt(board.prompts.create("tone/empty"))
    before = board.actions.context
    board.session.show_prompt(board.opened)
    board.actions.run("run.start")
    qtbot.waitUntil(lambda: len(board.engine.started) == 2)
    during = board.actions.context

    board.engine.say(RunEnded(Run(board.engine.started[0], Outcome.FINISHED, board.clock())))

    after = board.actions.context
    assert (before.cell_current, before.cell_finished) == (False, False)
    assert (during.cell_current, during.cell_finished, during.cell_over) == (True, False, False)
    assert (after.cell_current, after.cell_finished, after.cell_over) == (True, True, True)


def test_the_place_stays_current_when_it_is_run_again(four, qtbot):
    four.actions.run("cell.right")

    four.actions.run("cell.retry")

    assert four.engine.started[-1].model == "demo/detailed"
    assert four.presenter.current_cell.job == four.engine.started[-1]
    assert four.presenter.current_run() is None


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_a_cell_has_a_menu_by_its_button_and_by_the_keyboard(four, qtbot):
    cell = four.panel.grid.widgets[2]
    qtbot.mouseClick(cell.header.menu, Qt.MouseButton.LeftButton)
    by_button = four.panel.findChild(QMenu, "board.cell_menu")
    names = [action.objectName() for action in by_button.actions() if action.objectName()]
    by_button.close()
    chosen = current(four)

    text = four.panel.grid.widgets[1].output.text
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(50, 50))
    QApplication.sendEvent(text.viewport(), event)

    qtbot.waitUntil(lambda: current(four) == ("demo/detailed", 0))
    by_key = QApplication.activePopupWidget()
    assert by_key.objectName() == "board.cell_menu"
    by_key.close()
    assert chosen == ("demo/brief", 1)
    assert {"cell.copy", "cell.pin", "cell.retry"} <= set(names)


def test_the_current_output_is_copied_by_command(four):
    four.actions.run("cell.down")

    four.actions.run("cell.copy")

    assert QGuiApplication.clipboard().text() == "demo/brief 1"
