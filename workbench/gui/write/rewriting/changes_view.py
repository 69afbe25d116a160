"""Shows changes before they are made: what goes struck through, what comes beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from workbench.domain.edits import Context, PromptEdits
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.write.rewriting.changes_model import ChangesModel, ContextRole, PromptRole

Index = QModelIndex | QPersistentModelIndex
MOST_OPEN = 200
"""Groups that are shown with their places at first."""
LONGEST_SHOWN = 200


class ChangesView(QTreeView):
    def __init__(
        self, theme: Theme, name: str, *, tickable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, self.tr("Changes"))
        self._changes = ChangesModel(tickable=tickable, parent=self)
        self.setModel(self._changes)
        self.setItemDelegate(ChangeDelegate(theme, self))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(5 * theme.unit)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def changes(self) -> ChangesModel:
        return self._changes

    def show_changes(self, changes: Sequence[PromptEdits]) -> None:
        self._changes.show_changes(changes)
        for row in range(min(len(changes), MOST_OPEN)):
            self.expand(self._changes.index(row, 0))
        if changes:
            self.setCurrentIndex(self._changes.index(0, 0))


class ChangeDelegate(QStyledItemDelegate):
    """Paints over what the style draws: the tick and the ground stay the style's."""

    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = QFontMetrics(self._theme.code_font()).height() + 2 * self._theme.unit
        return QSize(option.rect.width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        kind = QStyle.SubElement.SE_ItemViewItemText
        room = style.subElementRect(kind, option, option.widget)
        room.setRight(option.rect.right() - self._theme.unit)
        if room.left() < option.rect.left() or not room.isValid():
            room = option.rect
        painter.save()
        context = index.data(ContextRole)
        if context is not None:
            self._paint_context(painter, room, context)
        else:
            self._paint_prompt(painter, room, *index.data(PromptRole))
        painter.restore()

    def _paint_prompt(self, painter: QPainter, room: QRect, group: PromptEdits, count: str) -> None:
        bold = self._theme.font(bold=True)
        metrics = QFontMetrics(bold)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        path = metrics.elidedText(group.prompt.path, Qt.TextElideMode.ElideMiddle, room.width())
        painter.setFont(bold)
        painter.setPen(self._theme["text"])
        painter.drawText(room, flags, path)
        painter.setFont(self._theme.font(0.92))
        painter.setPen(self._theme["muted"])
        after = room.adjusted(metrics.horizontalAdvance(path) + 3 * self._theme.unit, 0, 0, 0)
        painter.drawText(after, flags, count)

    def _paint_context(self, painter: QPainter, room: QRect, context: Context) -> None:
        font = self._theme.code_font(0.96)
        number = f"{context.line}  "
        before, old, new, after = (
            _line(text) for text in (context.before, context.old, context.new, context.after)
        )
        metrics = QFontMetrics(font)
        needed = metrics.horizontalAdvance(number + before + old + new)
        if needed > room.width() * 0.8:
            share = int(room.width() * 0.35)
            before = metrics.elidedText(before, Qt.TextElideMode.ElideLeft, share)
        pieces = [(number, "muted", ""), (before, "text", "")]
        pieces += [(old, "removed", "removed_word"), (new, "added", "added_word")]
        pieces.append((after, "text", ""))
        self._draw(painter, room, pieces, font)

    def _draw(
        self, painter: QPainter, room: QRect, pieces: list[tuple[str, str, str]], font: QFont
    ) -> None:
        text = "".join(piece for piece, _colour, _ground in pieces)
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        ranges, at = [], 0
        for piece, colour, ground in pieces:
            found = QTextLayout.FormatRange()
            found.start, found.length = at, _units(piece)
            made = QTextCharFormat()
            made.setForeground(self._theme[colour])
            if ground:
                made.setBackground(self._theme[ground])
                made.setFontStrikeOut(colour == "removed")
            found.format = made
            ranges.append(found)
            at += found.length
        layout.setFormats(ranges)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1e6)
        layout.endLayout()
        painter.setClipRect(room)
        top = room.top() + (room.height() - line.height()) / 2
        layout.draw(painter, QPointF(room.left(), top))


def _line(text: str) -> str:
    """On one line, with what cannot be seen by name."""
    shown = safe(text[:LONGEST_SHOWN], LONGEST_SHOWN * 10).replace("\n", "⏎").replace("\t", " ")
    return f"{shown}…" if len(text) > LONGEST_SHOWN else shown


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
