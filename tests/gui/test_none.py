"""None outlives any number of calls into Qt."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

import workbench.gui


def test_none_has_references_for_a_lifetime_of_calls():
    assert workbench.gui.ENOUGH > 0
    called = QObject()

    for _ in range(20_000):
        called.setObjectName("x")

    assert sys.getrefcount(None) > 2**31
