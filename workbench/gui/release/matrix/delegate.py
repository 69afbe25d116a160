"""Paints a cell of the matrix: the version, its canary and signs; below, who and since when."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.when import ago
from workbench.gui.release.matrix.cells import Cell
from workbench.gui.release.matrix.heads import Face, two_lines
from workbench.gui.release.matrix.model import CellRole
from workbench.gui.release.matrix.wording import WITHDRAWN

Index = QModelIndex | QPersistentModelIndex
CELL_UNITS = 32


class MatrixDelegate(QStyledItemDelegate):
    """Fonts and sizes are asked for once: their measuring takes longer than the painting."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        theme.theme_changed.connect(self._measure)
        self._measure()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        lines = self._bold.metrics.height() + self._small.metrics.height()
        return QSize(CELL_UNITS * self._unit, lines + 3 * self._unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        # Of the model itself: on the way through Qt a value is wrapped and unwrapped
        cell = index.model().data(index, CellRole)
        self._paint_background(painter, option, cell)
        unit = self._unit
        area = option.rect.adjusted(3 * unit, unit, -2 * unit, -unit)
        if isinstance(cell, Cell):
            self._paint_cell(painter, area, cell)
        else:
            painter.setPen(self._theme["disabled"])
            self._bold.write(painter, two_lines(area)[0], "–")
        painter.restore()

    def _measure(self) -> None:
        theme = self._theme
        self._unit = theme.unit
        self._bold, self._small = Face.of(theme.font(bold=True)), Face.of(theme.font(0.88))

    def _paint_background(
        self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell | None
    ) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        blocked = cell is not None and cell.pin.withdrawn == "block"
        token = "selected" if selected else "failed_soft" if blocked else "background"
        painter.fillRect(option.rect, self._theme[token])
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme["focus"], 1.5))
            painter.drawRect(QRectF(option.rect).adjusted(0.75, 0.75, -1.75, -1.75))

    def _paint_cell(self, painter: QPainter, area: QRect, cell: Cell) -> None:
        top, below = two_lines(area)
        top.setRight(self._paint_signs(painter, top, cell))
        painter.setPen(self._theme["text"])
        width = self._bold.write(painter, top, cell.title)
        if cell.canary:
            left = width + 2 * self._unit
            self._paint_chip(painter, top.adjusted(left, 0, 0, 0), cell.canary)
        when = ago(cell.since, datetime.now(UTC)) if cell.since else ""
        painter.setPen(self._theme["muted"])
        words = " · ".join(part for part in (when, cell.person) if part)
        self._small.write(painter, below, words)

    def _paint_signs(self, painter: QPainter, place: QRect, cell: Cell) -> int:
        """From the right: differs from the environment before it, withdrawn. Where they end."""
        right = place.right()
        signs = [("diff", "accent")] if cell.differs else []
        if state := WITHDRAWN.get(cell.pin.withdrawn):
            signs.append((state.icon, state.token))
        side = 4 * self._unit
        for icon, token in signs:
            area = QRect(right - side, place.center().y() - side // 2, side, side)
            self._icons(icon, token).paint(painter, area)
            right = area.left() - self._unit
        return right

    def _paint_chip(self, painter: QPainter, place: QRect, words: str) -> None:
        """The share of a canary. Without room for it, only the tool tip tells."""
        pad = round(1.5 * self._unit)
        width = self._small.metrics.horizontalAdvance(words) + 2 * pad
        if width > place.width():
            return
        height = self._small.metrics.height() + 2
        chip = QRect(place.left(), place.center().y() - height // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["accent_soft"])
        painter.drawRoundedRect(chip, self._unit, self._unit)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setPen(self._theme["accent"])
        self._small.write(painter, chip.adjusted(pad, 0, 0, 0), words)
