"""A list to pick from, by the keyboard alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workbench.gui.write.board.picking import Choice, PickDialog


@pytest.fixture
def dialog(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PickDialog("cases", "Cases", "Choose", parent, several=True)
    dialog.show_choices([Choice(n, f"case {n} " + "long " * 100) for n in range(4)])
    with qtbot.waitExposed(dialog):
        dialog.open()
    yield dialog
    dialog.reject()


def test_lines_are_gone_through_and_ticked_from_the_filter(dialog, qtbot):
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(dialog.filter, key)

    assert dialog.chosen() == [0, 2]
    assert dialog.filter.text() == ""


def test_a_blank_among_words_is_typed(dialog, qtbot):
    qtbot.keyClicks(dialog.filter, "case 2")

    assert dialog.filter.text() == "case 2"
    assert dialog.chosen() == []
    qtbot.keyClick(dialog.filter, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.filter, Qt.Key.Key_Space)
    assert dialog.chosen() == [2]


def test_long_lines_are_shortened_instead_of_scrolled_aside(dialog):
    assert dialog.list.horizontalScrollBar().maximum() == 0
    assert "long" in dialog.list.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
