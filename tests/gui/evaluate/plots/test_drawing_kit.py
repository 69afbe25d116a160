from __future__ import annotations

import os
import subprocess
import sys

from workbench.gui.evaluate.plots.drawing_kit import DrawingKit
from workbench.gui.kit.background import Background

WATCHED = """
import sys, threading

class Watch:
    seen = set()
    def find_spec(self, name, path=None, target=None):
        first = name.partition(".")[0]
        if first in ("PySide6", "pyqtgraph", "numpy"):
            self.seen.add((first, threading.current_thread() is threading.main_thread()))

sys.meta_path.insert(0, Watch())
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from workbench.gui.evaluate.plots.drawing_kit import DrawingKit
from workbench.gui.kit.background import Background

application = QApplication([])
background = Background()
kit = DrawingKit(background, background)
kit.load(application.quit)
application.exec()
background.close()
assert kit.loaded and "pyqtgraph" in sys.modules
print(sorted(Watch.seen))
"""


def test_what_touches_qt_is_loaded_on_the_windows_thread_and_the_rest_is_not():
    told = subprocess.run(
        [sys.executable, "-c", WATCHED],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert told.returncode == 0, told.stderr
    seen = [("PySide6", True), ("numpy", False), ("pyqtgraph", True)]
    assert told.stdout.strip() == str(seen)


def test_who_asked_last_is_called_once_it_is_there(qtbot):
    background, called = Background(), []
    kit = DrawingKit(background, background)
    kit.load(lambda: called.append("first"))
    kit.load(lambda: called.append("last"))

    qtbot.waitUntil(lambda: kit.loaded)
    background.close()

    assert called == ["last"]
