"""JSON that is there to be read: every value whole, however long it is."""

from __future__ import annotations

import pytest

from workbench.gui.kit.outputs.json_tree import read_output
from workbench.gui.kit.outputs.json_view import JsonView
from workbench.gui.kit.safe_text import FOLD

LONG = "Thank you for writing to us. " * 40
TEXT = '{"queue": "billing", "reply": "' + LONG + '", "lines": "one\\ntwo\\nthree"}'


@pytest.fixture
def view(qtbot, theme, icons):
    view = JsonView(theme, icons)
    qtbot.addWidget(view)
    view.read_whole()
    view.resize(500, 600)
    view.show()
    view.show_output(read_output(TEXT, ""), TEXT)
    return view


def row(view, number):
    return view.model.index(number, 1, view.model.index(0, 0))


def height(view, number):
    return view.tree.visualRect(row(view, number)).height()


def test_a_long_value_is_shown_to_its_end_in_as_many_lines_as_it_needs(view):
    assert row(view, 1).data().replace(FOLD, "") == LONG
    assert height(view, 1) > 4 * height(view, 0)


def test_lines_of_a_value_are_lines(view):
    assert row(view, 2).data() == "one\ntwo\nthree"
    assert height(view, 2) > height(view, 0)


def test_a_wider_view_needs_fewer_lines(qtbot, view):
    before = height(view, 1)

    view.resize(900, 600)

    qtbot.waitUntil(lambda: height(view, 1) < before)


def test_in_a_survey_each_value_is_one_line(qtbot, theme, icons):
    view = JsonView(theme, icons)
    qtbot.addWidget(view)
    view.show_output(read_output(TEXT, ""), TEXT)
    view.show()

    assert height(view, 1) == height(view, 0)
    assert row(view, 2).data() == '"one⏎two⏎three"'
