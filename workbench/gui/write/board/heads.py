"""The heads of the board's columns: which version and model, and what can be done with a column."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from workbench.domain.runs import Outcome
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.board.arrangement import Column
from workbench.gui.write.board.grid import CellGrid
from workbench.gui.write.models.wording import params_words


class Head(QFrame):
    """Of one column."""

    menu_requested = Signal(object, QPoint)
    """`Column`, and where on the screen."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = Column("")
        self._theme = theme
        self.title = ElidedLabel(theme, parent=self, elide=Qt.TextElideMode.ElideMiddle)
        self.version = ElidedLabel(theme, "muted", self, giving_way=False)
        self.own = ElidedLabel(theme, "accent", self, giving_way=False, fewest=6)
        self.samples = ElidedLabel(theme, "muted", self, giving_way=False, fewest=4)
        self.menu = QToolButton(self)
        self.menu.setAutoRaise(True)
        self.menu.setIcon(icons("more"))
        self.menu.setToolTip(self.tr("What can be done with this column"))
        self.menu.clicked.connect(self._on_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.unit, 0, 0, 0)
        layout.setSpacing(theme.unit + theme.unit // 2)
        layout.addWidget(self.version)
        layout.addWidget(self.title, 1)
        layout.addWidget(self.own)
        layout.addWidget(self.samples)
        layout.addWidget(self.menu)

    def show_column(self, column: Column, *, current: bool) -> None:
        self.column = column
        version = self.tr("draft") if column.version is None else f"v{column.version}"
        self.version.show_text(version)
        self.title.show_text(column.model, "accent" if current else "text")
        self.title.setFont(self._theme.font(bold=True))
        self.menu.setAccessibleName(f"{self.menu.toolTip()}: {column.model} · {version}")

    def show_own(self, words: str) -> None:
        """The parameters that this column's model has for itself."""
        self.own.show_text(words)
        self.own.setVisible(bool(words))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(self.column, event.globalPos())

    def _on_clicked(self) -> None:
        below = self.menu.mapToGlobal(self.menu.rect().bottomLeft())
        self.menu_requested.emit(self.column, below)


class ColumnHeads(QWidget):
    """Stand over their columns however the board is scrolled."""

    menu_requested = Signal(object, QPoint)

    def __init__(
        self, theme: Theme, icons: Icons, grid: CellGrid, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._icons, self._grid = theme, icons, grid
        self._heads: list[Head] = []
        self._clip = QWidget(self)
        grid.placed.connect(self._place)
        grid.current_changed.connect(self._show_current)
        grid.horizontalScrollBar().valueChanged.connect(self._place)
        self._fit_height()
        theme.theme_changed.connect(self._fit_height)

    @property
    def heads(self) -> tuple[Head, ...]:
        return tuple(self._heads)

    def head_of(self, column: Column) -> Head | None:
        return next((head for head in self._heads if head.column == column), None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns, geometry = self._grid.columns, self._grid.geometry_
        while len(self._heads) < len(columns):
            head = Head(self._theme, self._icons, self._clip)
            head.menu_requested.connect(self.menu_requested)
            self._heads.append(head)
        for head in self._heads[len(columns) :]:
            head.setParent(None)
            head.deleteLater()
        del self._heads[len(columns) :]
        self._clip.setGeometry(self.rect())
        scrolled = self._grid.horizontalScrollBar().value()
        for place, head in enumerate(self._heads):
            area = geometry.area((0, place))
            head.setObjectName(f"board.column.{place}")
            head.setGeometry(QRect(area.x() - scrolled, 0, area.width(), self.height()))
            head.show()
        self._show_current()

    def _show_current(self) -> None:
        current = self._grid.current
        several = len(self._grid.columns) > 1
        for head, column in zip(self._heads, self._grid.columns, strict=False):
            here = several and current is not None and current.column == column
            head.show_column(column, current=here)
            jobs = [state.job for state in self._grid.in_column(column) if not state.empty]
            head.show_own(params_words(jobs[-1].params) if jobs else "")
        self.show_samples()

    def show_samples(self) -> None:
        """How many distinct answers there are of the current case, where there are several."""
        grid, current = self._grid, self._grid.current
        for head in self._heads:
            texts = [
                cell.run.text.strip()
                for cell in grid.in_column(head.column)
                if cell.run
                and cell.run.outcome is Outcome.FINISHED
                and current is not None
                and cell.row.case == current.row.case
            ]
            words = self.tr("{0} of {1} distinct").format(len(set(texts)), len(texts))
            head.samples.show_text(words if len(texts) > 1 else "", "muted")

    def _fit_height(self) -> None:
        self.setFixedHeight(self._theme.unit * 7)
