"""A large board has widgets for what is in sight only, and forgets what was closed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.builders import NOON, a_job
from workbench.domain.datasets import Case
from workbench.domain.run_events import RunEnded, RunStarted, TextArrived
from workbench.domain.runs import Outcome, Run
from workbench.gui.write.board.cell import Cell
from workbench.gui.write.board.grid import CellGrid


@pytest.fixture
def grid(qtbot, theme, icons):
    grid = CellGrid(theme, icons)
    qtbot.addWidget(grid)
    grid.resize(1000, 700)
    grid.show()
    return grid


def jobs(cases=50, models=8, batch="b"):
    return [
        a_job(f"{batch}-{case}-{model}", batch_id=batch, model=f"m/{model}", case=Case(str(case)))
        for case in range(cases)
        for model in range(models)
    ]


def test_four_hundred_cells_need_few_widgets(grid):
    grid.show_jobs(jobs())

    assert len(grid.cells) == 400
    assert len(grid.widgets) < 40


def test_what_streams_out_of_sight_is_shown_when_it_comes_into_sight(grid, qtbot):
    grid.show_jobs(jobs())
    last = grid.cells[-1]
    grid.take([RunStarted("b-49-7"), TextArrived("b-49-7", "far away")])

    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())

    assert grid.widget_of(last).output.text.toPlainText() == "far away"
    assert grid.widget_of(grid.cells[0]) is None


def test_a_cell_scrolls_back_to_where_it_was_read(grid, qtbot):
    grid.show_jobs(jobs())
    run = Run(grid.cells[0].job, Outcome.FINISHED, NOON, text="line\n" * 300)
    grid.take([RunEnded(run)])
    grid.refresh()
    grid.widget_of(grid.cells[0]).output.text.verticalScrollBar().setValue(120)

    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    grid.verticalScrollBar().setValue(0)

    bar = grid.widget_of(grid.cells[0]).output.text.verticalScrollBar()
    assert bar.value() == 120


def test_the_cell_with_the_keyboard_keeps_it_while_the_board_is_scrolled(grid, qtbot):
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    grid.show_jobs(jobs())
    text = grid.widget_of(grid.cells[0]).output.text
    text.setFocus()

    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())

    assert text.hasFocus()
    assert grid.current is grid.cells[0]
    assert grid.widget_of(grid.cells[0]).output.text is text


def test_boards_shown_one_after_the_other_leave_nothing_behind(grid):
    for turn in range(20):
        grid.show_jobs(jobs(cases=10, batch=f"b{turn}"))
        for cell in grid.cells:
            cell.take(TextArrived(cell.job.run_id, "words " * 50))
        grid.refresh()
    grid.show_jobs(())

    assert grid.cells == ()
    assert grid.widgets == ()
    assert len(grid.findChildren(Cell)) < 40


def test_moving_on_by_keyboard_brings_far_cells_into_sight(grid):
    grid.show_jobs(jobs())
    for _step in range(6):
        grid.set_current(grid.beside_current(1, 0))
        grid.reveal(grid.current)

    widget = grid.widget_of(grid.current)
    assert grid.current.place == (6, 0)
    assert widget.hasFocus() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert not widget.visibleRegion().isEmpty()


def test_who_scrolled_away_from_the_end_of_a_stream_stays_there_also_out_of_sight(grid):
    grid.show_jobs(jobs())
    state = grid.cells[0]
    for read in (False, True):
        state.take(TextArrived(state.job.run_id, "line\n" * 100))
        grid.refresh()
        bar = grid.widget_of(state).output.text.verticalScrollBar()
        if read:
            bar.setValue(10)
        grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
        grid.verticalScrollBar().setValue(0)
        state.take(TextArrived(state.job.run_id, "line\n" * 100))
        grid.refresh()

        bar = grid.widget_of(state).output.text.verticalScrollBar()
        assert bar.value() == (10 if read else bar.maximum())


def test_a_cell_that_is_higher_than_the_board_is_shown_from_its_beginning(grid):
    grid.resize(1000, 120)
    grid.show_jobs(jobs(cases=3, models=1))

    for state in (grid.cells[2], grid.cells[1]):
        grid.reveal(state)

        area = grid.geometry_.area(state.place)
        top = grid.verticalScrollBar().value()
        assert area.height() > grid.viewport().height()
        assert top <= area.top() < top + 30
