"""An input is described by command, from its field or from its name in a message."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workbench.gui.write.inputs.describing import DescribeDialog


@pytest.fixture
def sorting(sorting):
    """With a field for each variable, as the engine names them a moment after opening."""
    sorting.session.analysed.emit(sorting.engine.analysis)
    return sorting


def described(write):
    write.actions.run("input.describe")
    return [dialog.windowTitle() for dialog in write.place.findChildren(DescribeDialog)]


def field(write, name):
    return write.place.inputs.findChild(QWidget, f"inputs.{name}")


def test_the_input_whose_field_has_the_keyboard_is_described(sorting, select, qtbot):
    select(sorting, "ticket")
    qtbot.mouseClick(field(sorting, "tickets").viewport(), Qt.MouseButton.LeftButton)

    assert described(sorting) == ["Input tickets"]


def test_the_variable_at_the_cursor_is_described(sorting, select):
    field(sorting, "tickets").setFocus()
    select(sorting, "ticket")

    assert described(sorting) == ["Input ticket"]


def test_what_it_is_for_can_be_typed_at_once_and_is_one_step(sorting, select, qtbot):
    select(sorting, "tickets", 1)
    described(sorting)
    [dialog] = sorting.place.findChildren(DescribeDialog)

    qtbot.keyClicks(dialog.description, "All of them")
    qtbot.keyClick(dialog.description, Qt.Key.Key_Return)

    inputs = {each.name: each.description for each in sorting.session.content.inputs}
    assert inputs == {"ticket": "What they wrote", "tickets": "All of them"}


def test_where_there_is_no_input_that_is_told(sorting, select):
    select(sorting, "Sort")

    assert described(sorting) == []
    assert "no input here" in sorting.ask.errors[0].message
