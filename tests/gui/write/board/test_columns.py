"""Columns beside the draft, rows of chosen cases, and running only what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.builders import a_content
from workbench.domain.datasets import Case
from workbench.domain.run_events import RunEnded
from workbench.domain.runs import Outcome, Run, RunColumn
from workbench.gui.kit.memory import Memory
from workbench.gui.write.board.against import Other
from workbench.gui.write.board.arrangement import Column
from workbench.gui.write.board.column_dialog import ColumnDialog
from workbench.gui.write.board.columns import BoardColumns
from workbench.gui.write.models.override_dialog import OverrideDialog

FIRST, SECOND = Case("1", "first", (("name", "Ada"),)), Case("2", "second", (("name", "Bob"),))


@pytest.fixture
def columns(board, tmp_path):
    """Version 1 was run once; the draft says something else by now."""
    prompt_id = board.opened.prompt.id
    board.prompts.commit(prompt_id, note="hi", author="Ada")
    plan = board.runs.plan(
        prompt_id, a_content("Hello {{ name }}"), models=("demo/brief",), cases=(FIRST,)
    )
    board.record(plan.jobs[0], "what v1 got")
    draft = board.prompts.open(prompt_id).draft
    board.prompts.journal(replace(draft, content=a_content("Good day {{ name }}")))
    board.memory = Memory(tmp_path / "memory.ini")
    made = BoardColumns(
        board.panel,
        board.session,
        board.runs,
        board.prompts,
        board.background,
        board.actions,
        lambda: ("demo/brief", "demo/detailed", "x/y"),
        board.memory,
    )
    made.run_requested.connect(board.presenter.run_column)
    board.actions.report(versions=1)
    return made


def show(board, *cases):
    board.session.show_prompt(board.prompts.open(board.opened.prompt.id))
    board.session.set_cases(cases or (FIRST,))


def run_all(board, qtbot, count):
    before = len(board.engine.started)
    board.actions.run("run.start")
    qtbot.waitUntil(lambda: len(board.engine.started) == before + count)
    return board.engine.started[before:]


def finish(board, jobs, text="An answer."):
    runs = [Run(job, Outcome.FINISHED, board.clock(), text=text) for job in jobs]
    for run in runs:
        board.store.record(run)
    board.engine.say(*(RunEnded(run) for run in runs))


def shape(board):
    return [(column.model, column.version) for column in board.panel.grid.columns]


def test_a_run_goes_over_models_versions_cases_and_samples(board, columns, qtbot):
    show(board, FIRST, SECOND)
    board.session.set_columns((RunColumn("demo/brief", 1),))
    board.session.set_samples(2)

    jobs = run_all(board, qtbot, 3 * 2 * 2)

    assert shape(board) == [("demo/brief", None), ("demo/detailed", None), ("demo/brief", 1)]
    assert {(job.model, job.version, job.case.name, job.sample) for job in jobs} == {
        (model, version, case, sample)
        for model, version in (("demo/brief", None), ("demo/detailed", None), ("demo/brief", 1))
        for case in ("first", "second")
        for sample in (0, 1)
    }
    assert len(board.panel.grid.rows) == 4


def test_a_version_laid_beside_shows_what_it_last_got_without_running(board, columns, qtbot):
    show(board)
    finish(board, run_all(board, qtbot, 2))

    columns.add([RunColumn("demo/brief", 1)])

    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 3)
    assert board.panel.grid.cells[2].exact_text == "what v1 got"
    assert len(board.engine.started) == 2


def test_a_column_that_never_ran_has_places_and_only_those_are_filled(board, columns, qtbot):
    show(board)
    finish(board, run_all(board, qtbot, 2))
    columns.add([RunColumn("x/y", 1)])
    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 3)
    empty = board.panel.grid.cells[2]
    assert empty.empty
    qtbot.waitUntil(lambda: board.panel.grid.widget_of(empty).ending.isVisible())

    board.actions.run("run.fill")

    qtbot.waitUntil(lambda: len(board.engine.started) == 3)
    filled = board.engine.started[-1]
    assert (filled.model, filled.version, filled.batch_id) == (
        "x/y",
        1,
        board.engine.started[0].batch_id,
    )
    assert len(board.panel.grid.cells) == 3


def test_nothing_missing_is_said_and_nothing_is_sent(board, columns, qtbot):
    show(board)
    finish(board, run_all(board, qtbot, 2))

    board.actions.run("run.fill")

    qtbot.waitUntil(lambda: "Nothing is missing" in board.panel.notice.text.text())
    assert len(board.engine.started) == 2


def test_an_edited_draft_is_missing_again_and_a_version_is_not(board, columns, qtbot):
    show(board)
    board.session.set_columns((RunColumn("demo/brief", 1),))
    finish(board, run_all(board, qtbot, 3))
    board.session.apply(a_content("Bye {{ name }}"), "Change")

    board.actions.run("run.fill")

    qtbot.waitUntil(lambda: len(board.engine.started) == 5)
    assert [job.version for job in board.engine.started[3:]] == [None, None]


def test_columns_are_moved_removed_and_remembered_with_the_prompt(board, columns, qtbot):
    show(board)
    columns.add([RunColumn("demo/brief", 1)])
    finish(board, run_all(board, qtbot, 3))
    board.panel.grid.set_current(board.panel.grid.cells[2])

    board.actions.run("column.left")
    moved = shape(board)
    board.session.show_prompt(board.prompts.create("tone/other"))
    show(board)
    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 3)
    again = shape(board)
    board.panel.grid.set_current(board.panel.grid.cells[1])
    board.actions.run("column.remove")

    assert moved == [("demo/brief", None), ("demo/brief", 1), ("demo/detailed", None)]
    assert again == moved
    assert shape(board) == [("demo/brief", None), ("demo/detailed", None)]
    assert board.session.columns == ()


def test_answers_to_earlier_content_say_so_and_are_no_samples_of_the_newer(board, columns, qtbot):
    show(board, FIRST, SECOND)
    finish(board, run_all(board, qtbot, 4))
    board.session.apply(a_content("Bye {{ name }}"), "Change")
    board.session.set_cases((FIRST,))

    board.actions.run("run.fill")

    qtbot.waitUntil(lambda: len(board.engine.started) == 6)
    finish(board, board.engine.started[4:])
    new, _other, old, _another = board.panel.grid.cells
    assert (new.earlier, old.earlier) == (False, True)
    board.panel.grid.refresh()
    figures = [cell.header.figures.text() for cell in board.panel.grid.widgets]
    assert ["earlier content" in text for text in figures] == [False, False, True, True]
    assert board.panel.grid.samples_of(new) == [new]


def test_a_column_that_is_added_is_seen(board, columns, qtbot):
    board.panel.resize(500, 420)
    show(board)
    finish(board, run_all(board, qtbot, 2))
    bar = board.panel.grid.horizontalScrollBar()
    assert bar.value() == 0

    columns.add([RunColumn("demo/brief", 1), RunColumn("x/y", 1)])

    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 4)
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert bar.maximum() - bar.value() < 20


def test_a_column_goes_where_its_head_is_dragged(board, columns, qtbot):
    show(board)
    columns.add([RunColumn("demo/brief", 1)])
    finish(board, run_all(board, qtbot, 3))
    head = board.panel.heads.heads[2]
    width = board.panel.grid.geometry_.width

    drag(qtbot, head, -2 * width)

    assert shape(board) == [("demo/brief", 1), ("demo/brief", None), ("demo/detailed", None)]
    drag(qtbot, board.panel.heads.heads[0], width)
    assert shape(board) == [("demo/brief", None), ("demo/brief", 1), ("demo/detailed", None)]


def drag(qtbot, head, far):
    start = head.rect().center()
    qtbot.mousePress(head, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(head, start + QPoint(far // 2, 0))
    qtbot.mouseMove(head, head.mapFromGlobal(head.mapToGlobal(start) + QPoint(far - far // 2, 0)))
    qtbot.mouseRelease(head, Qt.MouseButton.LeftButton)


def test_removing_a_ticked_model_asks_for_its_tick_to_go(board, columns, qtbot):
    unticked = []
    columns.untick_requested.connect(unticked.append)
    show(board)
    run_all(board, qtbot, 2)

    board.actions.run("column.remove")

    assert unticked == ["demo/brief"]
    assert shape(board) == [("demo/detailed", None)]


def test_a_column_pinned_as_the_reference_stays_beside_the_next_run(board, columns, qtbot):
    show(board, FIRST, SECOND)
    finish(board, run_all(board, qtbot, 4))

    board.actions.run("column.pin")
    chosen = board.panel.bar.wanted.other
    run_all(board, qtbot, 4)

    pinned = [cell.job.case.name for cell in board.panel.grid.pinned]
    assert (chosen, pinned) == (Other.PINNED, ["first", "second"])
    assert [bool(column.batch) for column in board.panel.grid.columns] == [True, False, False]


def test_the_dialog_offers_the_draft_and_every_version_on_any_model(board, columns, qtbot):
    show(board)
    board.actions.run("column.add")
    qtbot.waitUntil(lambda: board.panel.findChild(ColumnDialog) is not None)
    dialog = board.panel.findChild(ColumnDialog)
    versions = [dialog.version.itemText(n) for n in range(dialog.version.count())]
    dialog.version.setCurrentIndex(1)
    qtbot.keyClicks(dialog.filter, "x/")

    dialog._tick_all(dialog._items.item(0).checkState().Checked)
    dialog.accept_button.click()

    qtbot.waitUntil(lambda: board.session.columns == (RunColumn("x/y", 1),))
    assert versions == ["draft", "v1  hi"]
    qtbot.waitUntil(lambda: Column("x/y", 1) in board.panel.grid.columns)


def test_more_samples_stand_in_rows_of_their_own(board, columns, qtbot):
    show(board)
    finish(board, run_all(board, qtbot, 2))

    board.presenter.run_more(3)

    qtbot.waitUntil(lambda: len(board.engine.started) == 5)
    assert [job.sample for job in board.engine.started[2:]] == [1, 2, 3]
    assert len(board.panel.grid.rows) == 4


COOL, WARM = (("temperature", 0),), (("temperature", 1),)


def params(board):
    return [(column.model, column.params) for column in board.panel.grid.columns]


def test_a_model_stands_there_twice_with_different_parameters(board, columns, qtbot):
    show(board)
    columns.add([RunColumn("demo/brief", params=WARM)])

    finish(board, run_all(board, qtbot, 3))

    assert params(board) == [("demo/brief", ()), ("demo/detailed", ()), ("demo/brief", WARM)]
    heads = [head.own.text() for head in board.panel.heads.heads]
    assert heads == ["", "", "temperature 1"]


def test_the_same_model_is_added_with_other_parameters_by_the_keyboard(board, columns, qtbot):
    show(board)
    finish(board, run_all(board, qtbot, 2))
    board.panel.grid.set_current(board.panel.grid.cells[0])

    board.actions.run("column.parameters")
    qtbot.waitUntil(lambda: board.panel.window().findChild(OverrideDialog) is not None)
    dialog = board.panel.window().findChild(OverrideDialog)
    qtbot.keyClicks(dialog.form.fields["temperature"].editor, "1")
    dialog.done_button.click()

    qtbot.waitUntil(lambda: ("demo/brief", WARM) in params(board))
    assert board.session.columns == (RunColumn("demo/brief", None, WARM),)
    assert len(board.engine.started) == 2
    board.actions.run("run.fill")
    qtbot.waitUntil(lambda: len(board.engine.started) == 3)
    assert board.engine.started[2].params == WARM


def test_a_column_with_its_own_parameters_is_remembered_and_removed(board, columns, qtbot):
    show(board)
    columns.add([RunColumn("demo/brief", params=WARM)])
    finish(board, run_all(board, qtbot, 3))

    board.session.show_prompt(board.prompts.create("tone/other"))
    show(board)
    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 3)
    again = params(board)
    unticked = []
    columns.untick_requested.connect(unticked.append)
    board.panel.grid.set_current(board.panel.grid.cells[again.index(("demo/brief", WARM))])
    board.actions.run("column.remove")

    assert ("demo/brief", WARM) in again
    assert params(board) == [("demo/brief", ()), ("demo/detailed", ())]
    assert (board.session.columns, unticked) == ((), [])


def test_a_models_own_parameter_that_changed_is_missing_again_in_its_place(board, columns, qtbot):
    show(board)
    finish(board, run_all(board, qtbot, 2))

    board.session.set_overrides({"demo/brief": COOL})
    board.actions.run("run.fill")

    qtbot.waitUntil(lambda: len(board.engine.started) == 3)
    assert (board.engine.started[2].model, board.engine.started[2].params) == ("demo/brief", COOL)
    assert sorted(params(board)) == [("demo/brief", COOL), ("demo/detailed", ())]


def test_a_column_is_run_again_with_what_its_model_has_for_itself_now(board, columns, qtbot):
    show(board)
    columns.add([RunColumn("demo/brief", params=WARM)])
    finish(board, run_all(board, qtbot, 3))
    board.session.set_overrides({"demo/brief": COOL})

    for wanted in ((), WARM):
        place = params(board).index(("demo/brief", wanted))
        board.panel.grid.set_current(board.panel.grid.cells[place])
        count = len(board.engine.started)
        board.actions.run("column.run")
        qtbot.waitUntil(lambda count=count: len(board.engine.started) == count + 1)
        finish(board, board.engine.started[-1:])

    assert [job.params for job in board.engine.started[3:]] == [COOL, WARM]


def test_two_columns_of_a_model_are_told_apart_where_they_are_compared(board, columns, qtbot):
    show(board)
    columns.add([RunColumn("demo/brief", params=WARM)])
    finish(board, run_all(board, qtbot, 3))
    board.panel.bar.show_choices([c.asked for c in board.panel.grid.columns], (), False)

    box = board.panel.bar.against
    texts = [box.itemText(index) for index in range(box.count())]

    assert "draft · demo/brief" in texts
    assert "draft · demo/brief · temperature 1" in texts
