from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from workbench.gui.kit.flow_layout import FlowLayout


class Block(QWidget):
    def __init__(self, width, height):
        super().__init__()
        self._hint = QSize(width, height)

    def sizeHint(self):
        return self._hint


@pytest.fixture
def flow(qtbot):
    kept = []

    def make(width, *sizes):
        inside = QWidget()
        kept.append(inside)
        qtbot.addWidget(inside)
        layout = FlowLayout(10, inside)
        for size in sizes:
            layout.addWidget(Block(*size))
        inside.resize(width, 400)
        inside.show()
        layout.activate()
        return layout

    yield make
    kept.clear()


def places(layout):
    rects = [layout.itemAt(index).geometry() for index in range(layout.count())]
    return [(rect.x(), rect.y()) for rect in rects]


def test_what_fits_stands_in_one_row_in_its_middle(flow):
    layout = flow(200, (60, 20), (60, 40))

    assert places(layout) == [(0, 10), (70, 0)]
    assert layout.sizeHint() == QSize(130, 40)


def test_what_does_not_fit_begins_a_row(flow):
    layout = flow(100, (60, 20), (60, 20), (20, 20))

    assert places(layout) == [(0, 0), (0, 30), (70, 30)]
    assert layout.heightForWidth(100) == 50
    assert layout.heightForWidth(1000) == 20


def test_what_is_wider_than_all_the_room_is_as_wide_as_that(flow):
    layout = flow(50, (60, 20))

    assert layout.itemAt(0).geometry().width() == 50


def test_hidden_ones_take_no_room(flow):
    layout = flow(200, (60, 20), (60, 20))

    layout.itemAt(0).widget().hide()
    layout.activate()

    assert layout.itemAt(1).geometry().x() == 0
    assert layout.sizeHint() == QSize(60, 20)


def test_widgets_may_go_before_the_layout_and_after_it(flow):
    layout = flow(200, (60, 20), (60, 20), (60, 20))
    first, second = (layout.itemAt(index).widget() for index in range(2))

    layout.removeWidget(first)
    second.setParent(None)
    del first, second
    gc.collect()

    assert layout.count() == 1
    assert layout.sizeHint() == QSize(60, 20)
