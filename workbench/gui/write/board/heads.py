"""The heads of the board's columns: which version and model, and what can be done with a column.

A head is dragged to another place, and its column goes along.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QToolButton, QWidget

from workbench.domain.runs import Outcome
from workbench.gui.kit.elided import ElidedLabel
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_styled
from workbench.gui.write.board.arrangement import Column
from workbench.gui.write.board.grid import CellGrid
from workbench.gui.write.models.wording import params_words


class Head(QFrame):
    """Of one column."""

    menu_requested = Signal(object, QPoint)
    """`Column`, and where on the screen."""
    dragged = Signal(int)
    """So far to the right of where it was taken."""
    dropped = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = Column("")
        self._taken: QPoint | None = None
        """Where it was pressed; None while it is not dragged."""
        self._dragging = False
        self._distinct = ""
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

    def show_samples(self, words: str) -> None:
        self._distinct = words
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The name of the model first: how its samples vary where there is room beside it."""
        words = self.fontMetrics().horizontalAdvance(self._distinct) if self._distinct else 0
        title = self.title.fontMetrics().horizontalAdvance(self.title.text())
        others = (self.version, self.own, self.menu)
        taken = sum(each.sizeHint().width() for each in others if not each.isHidden())
        spacing = self._theme.unit * 8
        room = self.width() >= title + words + taken + spacing
        self.samples.show_text(self._distinct if room else "", "muted")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(self.column, event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self.column.batch:
            self._taken = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._taken is None:
            return
        far = event.globalPosition().toPoint().x() - self._taken.x()
        if self._dragging or abs(far) >= QApplication.startDragDistance():
            if not self._dragging:
                self._dragging = True
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
                set_styled(self, "surface", "float")
            self.dragged.emit(far)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        dragged, self._taken, self._dragging = self._dragging, None, False
        if dragged:
            self.unsetCursor()
            set_styled(self, "surface", "")
            self.dropped.emit()

    def _on_clicked(self) -> None:
        below = self.menu.mapToGlobal(self.menu.rect().bottomLeft())
        self.menu_requested.emit(self.column, below)


class ColumnHeads(QWidget):
    """Stand over their columns however the board is scrolled."""

    menu_requested = Signal(object, QPoint)
    move_requested = Signal(object, int)
    """`Column`, and the place among all columns where it is to stand."""

    def __init__(
        self, theme: Theme, icons: Icons, grid: CellGrid, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._icons, self._grid = theme, icons, grid
        self._heads: list[Head] = []
        self._clip = QWidget(self)
        self._mark = QFrame(self._clip)
        self._mark.setProperty("surface", "mark")
        self._mark.hide()
        self._aim = -1
        """The place the dragged head is over."""
        grid.placed.connect(self._place)
        grid.current_changed.connect(self._show_current)
        grid.horizontalScrollBar().valueChanged.connect(self._place)
        self._fit_height()
        theme.theme_changed.connect(self._fit_height)

    @property
    def heads(self) -> tuple[Head, ...]:
        return tuple(self._heads)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = self._grid.columns
        while len(self._heads) < len(columns):
            head = Head(self._theme, self._icons, self._clip)
            head.menu_requested.connect(self.menu_requested)
            head.dragged.connect(partial(self._on_dragged, head))
            head.dropped.connect(partial(self._on_dropped, head))
            self._heads.append(head)
        for head in self._heads[len(columns) :]:
            head.setParent(None)
            head.deleteLater()
        del self._heads[len(columns) :]
        self._clip.setGeometry(self.rect())
        for place, head in enumerate(self._heads):
            head.setObjectName(f"board.column.{place}")
            head.setGeometry(self._area(place))
            head.show()
        self._show_current()

    def _on_dragged(self, head: Head, far: int) -> None:
        """It goes along with the mouse; a mark stands where it would come."""
        if head not in self._heads:
            return
        here = self._heads.index(head)
        area, step = self._area(here), self._area(0).width() + self._grid.geometry_.gap
        fixed = sum(bool(column.batch) for column in self._grid.columns)
        aimed = here + round(far / max(1, step))
        self._aim = min(len(self._heads) - 1, max(fixed, aimed))
        head.move(area.x() + far, 0)
        head.raise_()
        target, thick = self._area(self._aim), max(2, self._theme.unit // 2)
        left = target.left() if self._aim <= here else target.right()
        self._mark.setGeometry(left - thick // 2, 0, thick, self.height())
        self._mark.setVisible(self._aim != here)
        self._mark.raise_()

    def _on_dropped(self, head: Head) -> None:
        aim, self._aim = self._aim, -1
        self._mark.hide()
        self._place()
        if head in self._heads and aim not in (-1, self._heads.index(head)):
            self.move_requested.emit(head.column, aim)

    def _area(self, place: int) -> QRect:
        area = self._grid.geometry_.area((0, place))
        scrolled = self._grid.horizontalScrollBar().value()
        return QRect(area.x() - scrolled, 0, area.width(), self.height())

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
                and not cell.earlier
                and cell.run.outcome is Outcome.FINISHED
                and current is not None
                and cell.row.case == current.row.case
            ]
            words = self.tr("{0} of {1} distinct").format(len(set(texts)), len(texts))
            head.show_samples(words if len(texts) > 1 else "")

    def _fit_height(self) -> None:
        self.setFixedHeight(self._theme.unit * 7)
