"""Calls into Qt leave None and True as they were.

PySide6 6.12.0 took a reference from them with every call; before Python 3.12, where they can
be freed, that ended the process after some thousand calls.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal

CALLS = 20_000
TOLERANCE = 1_000


class Source(QObject):
    said = Signal(bool)


@pytest.mark.parametrize("value", [None, True], ids=str)
def test_calls_and_signals_take_no_references(value):
    source = Source()
    before = sys.getrefcount(value)

    for _ in range(CALLS):
        source.setObjectName("x")
        source.said.emit(True)

    assert abs(sys.getrefcount(value) - before) < TOLERANCE
