"""Rows of the library: an icon, the name, and at the right the version and a dot for changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.domain.labels import COLOURS
from workbench.domain.prompts import Label, PromptKind
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.write.library.model import NodeRole
from workbench.gui.write.library.tree import SHELVES, Kind, Node

Index = QModelIndex | QPersistentModelIndex
SECTIONS = (*SHELVES, Kind.FILTERS, Kind.LABELS, Kind.ARCHIVE, Kind.FACET)
ICONS = {
    Kind.FAVOURITES: "star",
    Kind.RECENT: "clock",
    Kind.FILTERS: "filter",
    Kind.FOLDER: "folder",
    Kind.LABELS: "tag",
    Kind.ARCHIVE: "archive",
}
MOST_DOTS = 3
TEXT = QStyle.SubElement.SE_ItemViewItemText
ITEM = QStyle.ControlElement.CE_ItemViewItem

Colours = Callable[[], Mapping[Label, str]]


class LibraryDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, icons: Icons, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icons, self._colours = theme, icons, colours
        self._measure()
        theme.theme_changed.connect(self._measure)

    def _measure(self) -> None:
        """Asking for a font's height takes longer than painting a row."""
        self._unit, self._small = self._theme.unit, self._theme.font(0.88)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.icon = self._icon(index.data(NodeRole))
        side = 4 * self._unit
        option.decorationSize = QSize(side, side)
        if not option.icon.isNull():
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        whole = QStyleOptionViewItem(option)
        self.initStyleOption(whole, index)
        style = whole.widget.style()
        room: QRect = style.subElementRect(TEXT, whole, whole.widget)
        text, whole.text = whole.text, ""
        node: Node = index.data(NodeRole)
        if node.label:
            room.setLeft(room.left() + self._unit)
        focused = bool(whole.state & QStyle.StateFlag.State_HasFocus)
        whole.state &= ~QStyle.StateFlag.State_HasFocus
        style.drawControl(ITEM, whole, painter, whole.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if focused:
            self._paint_focus(painter, option.rect)
        room.setRight(self._paint_aside(painter, option.rect, node))
        painter.setFont(whole.font)
        painter.setPen(self._theme["muted" if node.kind in SECTIONS else "text"])
        name = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, name)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), 7 * self._unit)

    def _icon(self, node: Node) -> QIcon:
        if node.summary:
            component = node.summary.prompt.kind is PromptKind.COMPONENT
            return self._icons("puzzle" if component else "file")
        return self._icons(ICONS[node.kind]) if node.kind in ICONS else QIcon()

    def _paint_focus(self, painter: QPainter, rect: QRect) -> None:
        """Closed all around; the style sheet's would be open at the sides, as the band is."""
        painter.setPen(self._theme["focus"])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        ring = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(ring, self._unit / 2, self._unit / 2)

    def _paint_aside(self, painter: QPainter, rect: QRect, node: Node) -> int:
        """What stands at the right edge; returns where it begins."""
        unit = self._unit
        left = rect.right() - 2 * unit
        if node.summary:
            version = node.summary.version
            left = self._paint_text(painter, rect, left, f"v{version}" if version else "–")
            if node.summary.unnamed_changes:
                left = self._paint_dot(painter, rect, left, self._theme["warning"], filled=True)
        elif node.count:
            left = self._paint_text(painter, rect, left, f"{node.count:n}")
        for colour in self._label_colours(node):
            left = self._paint_dot(painter, rect, left, colour, filled=False)
        return left - unit

    def _label_colours(self, node: Node) -> list[QColor]:
        colours = self._colours()
        if not colours:
            return []
        labels = (node.label,) if node.label else node.summary.prompt.labels if node.summary else ()
        tokens = dict.fromkeys(colours[label] for label in labels if colours.get(label) in COLOURS)
        return [self._theme[token] for token in list(tokens)[:MOST_DOTS]]

    def _paint_text(self, painter: QPainter, rect: QRect, right: int, text: str) -> int:
        painter.setFont(self._small)
        painter.setPen(self._theme["muted"])
        width = painter.fontMetrics().horizontalAdvance(text)
        place = QRect(right - width, rect.top(), width, rect.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)
        return right - width

    def _paint_dot(
        self, painter: QPainter, rect: QRect, right: int, colour: QColor, *, filled: bool
    ) -> int:
        """A disc says that there are changes; a tag, which is square, has a label's colour."""
        unit = self._unit
        side = unit * 3 // 2
        place = QRect(right - unit - side, rect.center().y() - side // 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        if filled:
            painter.drawEllipse(place)
        else:
            painter.drawRoundedRect(place, side / 4, side / 4)
        return place.left()
