"""What charts are drawn with, loaded when the first one is to be seen.

PySide6 makes a class of Qt when it is first named, and is not made for a second thread that does
so while the window runs: the process may crash. pyqtgraph names all of them. So what touches Qt
is loaded on the window's thread, the names in small pieces before; the rest in the background.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from time import monotonic
from types import ModuleType

from PySide6.QtCore import QObject, QTimer

from workbench.gui.kit.background import Background

WITHOUT_QT = ("numpy", "numpy.typing", "multiprocessing.connection", "pydoc", "xml.dom.minidom")
"""Modules that pyqtgraph needs, and that take most of its time."""
NAMED = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtOpenGLWidgets", "QtTest")
"""Parts of PySide6 of which pyqtgraph takes every name."""
PIECE_S = 0.004


class DrawingKit(QObject):
    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._then: Callable[[], None] | None = None
        self._names = _names()
        self.loaded = False

    def load(self, then: Callable[[], None]) -> None:
        """Call `then` once it is there; only the last one that asked is called."""
        waiting, self._then = self._then is not None, then
        if not waiting:
            self._background.run(self, _load_without_qt, lambda _nothing: self._name_more())

    def _name_more(self) -> None:
        until = monotonic() + PIECE_S
        for module, name in self._names:
            getattr(module, name)
            if monotonic() > until:
                QTimer.singleShot(0, self, self._name_more)
                return
        self._finish()

    def _finish(self) -> None:
        import pyqtgraph  # noqa: F401

        self.loaded = True
        then, self._then = self._then, None
        if then:
            then()


def _names() -> Iterator[tuple[ModuleType, str]]:
    for part in NAMED:
        module = import_module(f"PySide6.{part}")
        for name in dir(module):
            yield module, name


def _load_without_qt() -> None:
    for name in WITHOUT_QT:
        import_module(name)
