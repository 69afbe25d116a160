"""Rows of the library: an icon, the name, and at the right the version and a dot for changes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.domain.prompts import PromptKind
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.library.model import NodeRole
from workbench.gui.write.library.tree import Kind, Node

Index = QModelIndex | QPersistentModelIndex
SECTIONS = (Kind.LABELS, Kind.ARCHIVE, Kind.FACET)


class LibraryDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        node: Node = index.data(NodeRole)
        option.icon = self._icon(node)
        side = 4 * self._theme.unit
        option.decorationSize = QSize(side, side)
        if not option.icon.isNull():
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        if node.kind in SECTIONS:
            muted = self._theme["muted"]
            for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
                option.palette.setColor(role, muted)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        node: Node = index.data(NodeRole)
        painter.save()
        if node.summary:
            self._paint_version(painter, option.rect, node)
        elif node.count:
            self._paint_right(painter, option.rect, str(node.count))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), 7 * self._theme.unit)

    def _icon(self, node: Node) -> QIcon:
        if node.summary:
            component = node.summary.prompt.kind is PromptKind.COMPONENT
            return self._icons("puzzle" if component else "file")
        names = {
            Kind.FOLDER: "folder",
            Kind.LABELS: "tag",
            Kind.ARCHIVE: "archive",
        }
        return self._icons(names[node.kind]) if node.kind in names else QIcon()

    def _paint_version(self, painter: QPainter, rect: QRect, node: Node) -> None:
        assert node.summary is not None
        version = node.summary.version
        left = self._paint_right(painter, rect, f"v{version}" if version else "–")
        if node.summary.unnamed_changes:
            side = self._theme.unit * 3 // 2
            dot = QRect(left - self._theme.unit - side, rect.center().y() - side // 2, side, side)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme["warning"])
            painter.drawEllipse(dot)

    def _paint_right(self, painter: QPainter, rect: QRect, text: str) -> int:
        """Small words at the right edge; returns where they begin."""
        painter.setFont(self._theme.font(0.88))
        painter.setPen(self._theme["muted"])
        room = rect.adjusted(0, 0, -2 * self._theme.unit, 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, flags, text)
        return room.right() - painter.fontMetrics().horizontalAdvance(text)
