"""What charts are drawn with, loaded when the first one is to be seen.

pyqtgraph names all classes of Qt, which must not be done in another thread (`kit/qt_names.py`). So
what touches Qt is loaded on the window's thread, the names before; the rest in the background.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject

from workbench.gui.kit.background import Background
from workbench.gui.kit.qt_names import every, make_names

WITHOUT_QT = ("numpy", "numpy.typing", "multiprocessing.connection", "pydoc", "xml.dom.minidom")
"""Modules that pyqtgraph needs, and that take most of its time."""
NAMED = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtOpenGLWidgets", "QtTest")
"""Parts of PySide6 of which pyqtgraph takes every name."""


class DrawingKit(QObject):
    def __init__(self, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._then: Callable[[], None] | None = None
        self.loaded = False

    def load(self, then: Callable[[], None]) -> None:
        """Call `then` once it is there; only the last one that asked is called."""
        waiting, self._then = self._then is not None, then
        if not waiting:
            self._background.run(
                self,
                _load_without_qt,
                lambda _nothing: make_names(every(NAMED), self, self._finish),
            )

    def _finish(self) -> None:
        import pyqtgraph  # noqa: F401

        self.loaded = True
        then, self._then = self._then, None
        if then:
            then()


def _load_without_qt() -> None:
    for name in WITHOUT_QT:
        import_module(name)
