"""Which side of an evaluation is seen: its cases, plots, a comparison, its gate."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface


class ViewBar(QFrame):
    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_surface(self, "background")
        self.tabs = named(QTabBar(self), "grid.views", self.tr("View of the evaluation"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._row = QHBoxLayout(self)
        unit = theme.unit
        self._row.setContentsMargins(2 * unit, 0, 4 * unit, 0)
        self._row.setSpacing(2 * unit)
        self._row.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self.turned)

    def add(self, words: str, tip: str = "") -> int:
        """The number of the view."""
        number = self.tabs.addTab(words)
        self.tabs.setTabToolTip(number, tip)
        return number

    def put_at_end(self, widget: QWidget) -> None:
        self._row.addWidget(widget)
