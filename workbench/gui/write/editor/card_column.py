"""The column the cards stand in: their order, the brackets beside examples, the drop line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from workbench.gui.kit.theme import Theme


class CardColumn(QWidget):
    laid_out = Signal()
    """Everything has its place, perhaps another than before."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._groups: list[tuple[QWidget, QWidget]] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*([3 * theme.unit] * 4))
        self._column.setSpacing(2 * theme.unit)
        self._column.addStretch(1)
        self._drop_line = QFrame(self)
        self._drop_line.setFixedHeight(2)
        self._drop_line.hide()

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """These from top to bottom, whoever has the keyboard keeping it."""
        for index, row in enumerate(rows):
            item = self._column.itemAt(index)
            if item is None or item.widget() is not row:
                self._column.removeWidget(row)
                self._column.insertWidget(index, row)

    def drop(self, row: QWidget) -> None:
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def show_groups(self, groups: list[tuple[QWidget, QWidget]]) -> None:
        """Bracketed together: from the top of the first to the bottom of the second."""
        if groups != self._groups:
            self._groups = groups
            self.update()

    def show_drop(self, above: QWidget | None, below: QWidget) -> None:
        """The line between two rows where what is dragged would go."""
        gap = self._column.spacing() // 2
        y = above.geometry().bottom() + gap if above else below.geometry().top() - gap
        margin = self._column.contentsMargins().left()
        self._drop_line.setStyleSheet(f"background: {self._theme['accent'].name()};")
        self._drop_line.setGeometry(QRect(margin, y, self.width() - 2 * margin, 2))
        self._drop_line.raise_()
        self._drop_line.show()

    def hide_drop(self) -> None:
        self._drop_line.hide()

    def height_at(self, point: QPoint) -> int:
        """How far down a point of the screen is."""
        return self.mapFromGlobal(point).y()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            if self._groups:
                self.update()
            self.laid_out.emit()
        return handled

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._groups:
            return
        painter = QPainter(self)
        unit = self._theme.unit
        painter.setPen(QPen(self._theme["border_strong"], max(1.0, unit / 3)))
        x, tick = 1.5 * unit, unit
        for first, last in self._groups:
            top = first.geometry().center().y()
            if not last.isVisible():
                continue
            bottom = last.geometry().bottom() - unit
            corners = [QPointF(x, top), QPointF(x, bottom)]
            painter.drawLine(QLineF(*corners))
            for corner in corners:
                painter.drawLine(QLineF(corner, corner + QPointF(tick, 0)))
