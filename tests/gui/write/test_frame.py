"""How much of the height of Write the run board gets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from workbench.gui.write.frame import BUSY, RESTING, WriteFrame


@pytest.fixture
def frame(qtbot, theme):
    frame = WriteFrame(theme)
    qtbot.addWidget(frame)
    frame.put(*(QWidget() for _ in range(4)))
    frame.board = QWidget()
    frame.show_below(frame.board)
    frame.resize(1200, 800)
    frame.show()
    return frame


def share_below(frame):
    sizes = frame.rows.sizes()
    return sizes[-1] / sum(sizes)


def test_an_empty_board_leaves_the_height_to_the_editor(frame):
    assert share_below(frame) == pytest.approx(RESTING, abs=0.01)


def test_what_was_run_gets_more_room(frame):
    frame.show_below(frame.board)

    assert share_below(frame) == pytest.approx(BUSY, abs=0.01)


def test_a_height_that_was_chosen_by_hand_stays(frame, qtbot):
    handle = frame.rows.handle(1)
    middle = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(handle, middle + QPoint(0, 60))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=middle + QPoint(0, 60))
    chosen = share_below(frame)

    frame.show_below(frame.board)

    assert chosen < RESTING
    assert share_below(frame) == pytest.approx(chosen, abs=0.001)
