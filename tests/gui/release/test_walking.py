"""Release by Tab, arrows and Enter alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.gui.release.place_fixtures import made_registry, open_place, registry, services
from workbench.gui.release.seams import Part

__all__ = ["made_registry", "open_place", "registry", "services"]

ROUND = 60
"""Steps that are more than once round."""


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def focused():
    return QApplication.focusWidget().objectName()


def walked(opened, qtbot):
    """What Tab comes by from the switch until it is there again."""
    opened.place.switch.setFocus()
    names = []
    for _ in range(ROUND):
        press(Qt.Key.Key_Tab)
        if focused() == "release.switch":
            return names
        names.append(focused())
    raise AssertionError(f"Tab does not come back to the switch: {names}")


@pytest.mark.parametrize(
    ("part", "stops"),
    [
        (Part.MATRIX, ["matrix.words", "matrix.show", "matrix.table", "matrix.detail.area"]),
        (Part.DRIFT, ["drift.environment", "drift.source.choose", "drift.look.now"]),
        (Part.AUDIT, ["audit.words", "audit.verify", "audit.table", "audit.detail.area"]),
    ],
)
def test_tab_goes_through_a_whole_page_in_order_and_back(qtbot, registry, open_place, part, stops):
    opened = open_place()
    opened.place.part_requested.emit(part)
    opened.settle(qtbot)

    names = walked(opened, qtbot)

    assert [name for name in names if name in stops] == stops


def test_arrows_walk_the_switch_and_enter_goes_into_the_page(qtbot, registry, open_place):
    opened = open_place()
    opened.place.switch.setFocus()

    press(Qt.Key.Key_Right)
    assert (opened.place.part, focused()) == (Part.DRIFT, "release.switch")
    press(Qt.Key.Key_Right)
    opened.settle(qtbot)
    assert (opened.place.part, focused()) == (Part.AUDIT, "release.switch")
    press(Qt.Key.Key_Return)

    assert focused() == "audit.table"


def test_a_click_on_the_switch_goes_into_the_page(qtbot, registry, open_place):
    opened = open_place()
    opened.table.setFocus()
    switch = opened.place.switch

    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=switch.tabRect(1).center())

    assert (opened.place.part, focused()) == (Part.DRIFT, "drift.look.now")
