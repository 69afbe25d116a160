"""Outputs on the board against others: previous, another column, a version, what is pinned."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_content
from workbench.gui.write.board.against import Against, Other
from workbench.gui.write.board.comparing import BoardComparing
from workbench.gui.write.board.picking import PickDialog
from workbench.gui.write.board.rendering import BoardRendering


@pytest.fixture
def compared(board, qtbot):
    """Two batches are recorded; the newer one is on the board."""
    BoardComparing(
        board.panel,
        board.session,
        board.prompts,
        board.runs,
        board.engine,
        board.background,
        board.comparing,
        board.actions,
    )
    models = ("demo/brief", "demo/detailed")
    for text in ("the old answer", "the new answer"):
        plan = board.runs.plan(board.opened.prompt.id, a_content("Hi"), models=models)
        for job in plan.jobs:
            board.record(job, f"{text} of {job.model}")
    board.session.show_prompt(board.opened)
    qtbot.waitUntil(lambda: len(board.panel.grid.cells) == 2)
    return board


def choose(board, against):
    field = board.panel.bar.against
    index = next(i for i in range(field.count()) if field.itemData(i) == against)
    field.setCurrentIndex(index)
    field.activated.emit(index)


def shown(board, number):
    cell = board.panel.grid.widgets[number]
    compared = cell.views.comparison
    return compared.inline.toPlainText() if compared and compared.isVisible() else ""


def test_each_output_is_compared_with_the_previous_run_of_its_model(compared, qtbot):
    choose(compared, Against(Other.PREVIOUS))

    qtbot.waitUntil(lambda: shown(compared, 1) == "the oldnew answer of demo/detailed")
    qtbot.waitUntil(lambda: shown(compared, 0) == "the oldnew answer of demo/brief")
    assert "against demo/brief" in compared.panel.grid.widgets[0].reference.text()


def test_one_column_is_what_the_others_are_compared_with(compared, qtbot):
    choose(compared, Against(Other.COLUMN, "demo/brief"))

    qtbot.waitUntil(lambda: "briefdetailed" in shown(compared, 1).replace("demo/", ""))
    first = compared.panel.grid.widgets[0]
    qtbot.waitUntil(lambda: first.reference.text() == "the others are compared with this")


def test_a_version_without_runs_leaves_nothing_to_compare_with(compared, qtbot):
    compared.prompts.commit(compared.opened.prompt.id, note="v1", author="Ada")
    compared.session.show_prompt(compared.prompts.open(compared.opened.prompt.id))
    qtbot.waitUntil(lambda: compared.panel.bar.against.findText("v1, its last output") >= 0)
    qtbot.waitUntil(lambda: len(compared.panel.grid.cells) == 2)

    choose(compared, Against(Other.VERSION, version=1))

    cell = compared.panel.grid.widgets[0]
    qtbot.waitUntil(lambda: cell.reference.text() == "nothing to compare with")


def test_choosing_nothing_shows_the_outputs_plainly_again(compared, qtbot):
    choose(compared, Against(Other.PREVIOUS))
    qtbot.waitUntil(lambda: shown(compared, 0) != "")

    choose(compared, Against())

    cell = compared.panel.grid.widgets[0]
    qtbot.waitUntil(cell.output.isVisible)
    assert cell.reference.isHidden()


def test_side_by_side_is_another_way_to_see_the_same(compared, qtbot):
    choose(compared, Against(Other.PREVIOUS))
    compared.panel.bar.side_by_side.setChecked(True)
    cell = compared.panel.grid.widgets[0]

    qtbot.waitUntil(
        lambda: cell.views.comparison is not None and cell.views.comparison.right.isVisible()
    )

    assert "the old answer" in cell.views.comparison.left.toPlainText()


def test_a_cell_is_compared_with_any_other_whatever_the_board_says(compared, qtbot):
    compared.actions.run("cell.compare")
    qtbot.waitUntil(lambda: compared.panel.findChild(PickDialog) is not None)
    dialog = compared.panel.findChild(PickDialog)
    qtbot.keyClicks(dialog.filter, "detailed")

    qtbot.keyClick(dialog.filter, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: "detailed" in shown(compared, 0))
    assert shown(compared, 1) == ""
    compared.panel.grid.cells[0].against = ""
    choose(compared, Against())
    qtbot.waitUntil(lambda: shown(compared, 0) == "")


def test_what_is_compared_already_is_not_compared_again(compared, qtbot):
    choose(compared, Against(Other.PREVIOUS))
    cell = compared.panel.grid.cells[0]
    qtbot.waitUntil(lambda: all(each.comparison for each in compared.panel.grid.cells))
    before = cell.comparison

    compared.panel.grid.cells_changed.emit()
    choose(compared, Against(Other.COLUMN, "demo/detailed"))
    qtbot.waitUntil(lambda: cell.comparison is not before)

    assert cell.comparison is not None


def test_choosing_a_view_leads_back_from_the_differences(compared, qtbot):
    BoardRendering(
        compared.panel, lambda _digest: a_content(), compared.comparing, compared.actions
    )
    choose(compared, Against(Other.PREVIOUS))
    qtbot.waitUntil(lambda: shown(compared, 0) != "")
    assert compared.panel.bar.views.text() == "differences ▾"

    compared.actions.run("board.view_text")

    qtbot.waitUntil(lambda: not shown(compared, 0))
    assert compared.panel.bar.against.currentText() == "nothing"
    assert compared.panel.bar.views.text() == "text ▾"


def test_one_cell_is_seen_plainly_while_the_others_show_their_differences(compared, qtbot):
    BoardRendering(
        compared.panel, lambda _digest: a_content(), compared.comparing, compared.actions
    )
    choose(compared, Against(Other.PREVIOUS))
    qtbot.waitUntil(lambda: bool(shown(compared, 0) and shown(compared, 1)))

    compared.actions.run("cell.next_view")

    qtbot.waitUntil(lambda: compared.panel.grid.widgets[0].output.isVisible())
    assert shown(compared, 1)
    for _view in range(4):
        compared.actions.run("cell.next_view")
    qtbot.waitUntil(lambda: shown(compared, 0) != "")
