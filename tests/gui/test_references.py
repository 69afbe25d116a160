"""A window survives any number of signals."""

from __future__ import annotations

import subprocess
import sys

SIGNALS = """
import workbench.gui
from PySide6.QtCore import QObject, Signal

class Source(QObject):
    said = Signal(bool)

source = Source()
for _ in range(50_000):
    source.said.emit(True)
print("alive")
"""


def test_fifty_thousand_signals_do_not_use_up_what_is_true():
    done = subprocess.run(
        [sys.executable, "-c", SIGNALS], capture_output=True, text=True, timeout=60
    )

    assert (done.stdout.strip(), done.returncode) == ("alive", 0)
