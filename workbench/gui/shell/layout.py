"""The size and the parts of the window as they were when it was last closed."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from workbench.gui.kit.memory import Memory

LAYOUT = "1"
"""Changed when the parts of the window change so much that an older layout does not fit."""


class Layout:
    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def restore_window(self, window: QMainWindow) -> None:
        if geometry := self._memory.state("geometry"):
            window.restoreGeometry(geometry)

    def restore_parts(self, window: QMainWindow) -> None:
        """After the places have been built."""
        if self._memory.text("layout") != LAYOUT:
            return
        if state := self._memory.state("docks"):
            window.restoreState(state)
        self.restore_place(window)

    def restore_place(self, place: QWidget) -> None:
        """A place that was built later."""
        if self._memory.text("layout") != LAYOUT:
            return
        for splitter in _splitters(place):
            if state := self._memory.state(f"splitter.{splitter.objectName()}"):
                splitter.restoreState(state)

    def keep(self, window: QMainWindow) -> None:
        self._memory.keep("layout", LAYOUT)
        self._memory.keep("geometry", window.saveGeometry())
        self._memory.keep("docks", window.saveState())
        for splitter in _splitters(window):
            self._memory.keep(f"splitter.{splitter.objectName()}", splitter.saveState())
        self._memory.write()


def _splitters(window: QWidget) -> list[QSplitter]:
    return [each for each in window.findChildren(QSplitter) if each.objectName()]
