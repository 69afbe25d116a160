"""What runs where: the table, or what stands in its place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.release.matrix.empty import EmptyMatrix
from workbench.gui.release.matrix.model import MatrixModel
from workbench.gui.release.matrix.table import MatrixTable
from workbench.gui.release.seams import About, ReleasePage


class MatrixPage(ReleasePage):
    begun = Signal(object)
    """`About` what it was turned to for."""
    current_changed = Signal()
    """Another cell is the current one, or none."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = MatrixModel(self)
        self.empty = EmptyMatrix(theme, icons, self)
        self.table = MatrixTable(self.model, theme, icons, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.table.current_changed.connect(self.current_changed)

    def begin(self, about: About) -> None:
        self.begun.emit(about)

    def show_table(self, shown: bool) -> None:
        seen = self.table if shown else self.empty
        self.stack.setCurrentWidget(seen)
        self.setFocusProxy(seen)
