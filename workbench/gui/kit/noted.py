"""Lines of a list with a quiet note at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.gui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
NoteRole = Qt.ItemDataRole.UserRole + 11
WarnedRole = Qt.ItemDataRole.UserRole + 12
"""The note is of something that is missing."""


class NotedDelegate(QStyledItemDelegate):
    """The note stands at the right, and gives way before the name does."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        side = 4 * self._theme.unit
        option.decorationSize = QSize(side, side)
        option.textElideMode = Qt.TextElideMode.ElideMiddle

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), 7 * self._theme.unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        note, unit = str(index.data(NoteRole)), self._theme.unit
        small = QFontMetrics(self._theme.font(0.88))
        width = min(small.horizontalAdvance(note) + 3 * unit, option.rect.width() // 2)
        self._paint_name(painter, option, index, width if note else 0)
        if not note:
            return
        painter.save()
        painter.setFont(self._theme.font(0.88))
        painter.setPen(self._theme["warning" if index.data(WarnedRole) else "muted"])
        room = option.rect.adjusted(option.rect.width() - width, 0, -2 * unit, 0)
        shown = small.elidedText(note, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, note: int
    ) -> None:
        """The whole line, as marked as it is; the name leaves room for the note."""
        line = QStyleOptionViewItem(option)
        self.initStyleOption(line, index)
        style = line.widget.style() if line.widget else QApplication.style()
        text = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, line, line.widget)
        room = line.rect.right() - note - text.left()
        line.text = line.fontMetrics.elidedText(line.text, line.textElideMode, room)
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, line, painter, line.widget)
