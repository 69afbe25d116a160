"""The bar of the board says what its buttons do, as far as there is room."""

from __future__ import annotations

from workbench.gui.write.board.action_button import ActionButton


def spelled(board):
    buttons = board.panel.bar.findChildren(ActionButton)
    return [button.text() for button in buttons if button.spelled]


def test_buttons_have_words_where_there_is_room(board, qtbot):
    board.panel.resize(1600, 420)
    wide = spelled(board)

    board.panel.resize(700, 420)

    assert wide == ["Run missing", "Cases", "Columns"]
    assert spelled(board) == []


def test_how_many_cases_are_run_is_said_in_a_narrow_window_too(board, qtbot):
    board.panel.resize(700, 420)

    board.panel.bar.show_cases(3)

    assert spelled(board) == ["3 cases"]
    board.panel.bar.show_cases(0)
    assert spelled(board) == []


def test_a_button_without_words_says_its_name_and_its_keys(board):
    [stop] = [b for b in board.panel.bar.findChildren(ActionButton) if "stop" in b.objectName()]

    assert stop.toolTip().startswith("Stop all: ")
    assert "Ctrl+." in stop.toolTip()
    assert stop.accessibleName() == "Stop all"
