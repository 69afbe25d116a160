"""The lines of the command palette: a list model, and how a line is painted."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QIcon, QKeySequence, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.gui.commands import COMMANDS, Command
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.fuzzy import fuzzy_match
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.typed_list import LINE_UNITS

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
LineRole = Qt.ItemDataRole.UserRole
NOT_LISTED = frozenset({"palette.open"})


class Line(NamedTuple):
    command: Command
    title: str
    keys: str
    reason: str
    icon: QIcon


class PaletteLines(QAbstractListModel):
    """What can run now comes first, then what cannot, each by how well it matches."""

    def __init__(self, actions: Actions, icons: Icons, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions, self._icons = actions, icons
        self._lines: list[Line] = []

    def show_matches(self, query: str) -> None:
        self.beginResetModel()
        ranked = []
        for order, command in enumerate(COMMANDS):
            if command.id in NOT_LISTED or not self._actions.has_handler(command.id):
                continue
            line = self._line(command)
            if match := fuzzy_match(query, line.title):
                ranked.append((bool(line.reason), -match.score, order, line))
        self._lines = [line for *_rank, line in sorted(ranked, key=lambda entry: entry[:3])]
        self.endResetModel()

    def line(self, row: int) -> Line:
        return self._lines[row]

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return line.reason or line.keys
        if role == LineRole:
            return line
        return None

    def _line(self, command: Command) -> Line:
        action = self._actions[command.id]
        menu = command.menu.value.replace("&", "")
        title = f"{menu}: {plain(action.text())}"
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        reason = self._actions.reason(command.id)
        return Line(command, title, keys, reason, self._icons(command.icon))


class LineDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(option.rect.width(), LINE_UNITS * self._theme.unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LineRole)
        unit, theme = self._theme.unit, self._theme
        state = QStyle.StateFlag.State_Selected
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & state:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["selected"])
            painter.drawRoundedRect(option.rect.adjusted(unit, 0, -unit, 0), unit, unit)
        inner = option.rect.adjusted(3 * unit, 0, -3 * unit, 0)
        mode = QIcon.Mode.Disabled if line.reason else QIcon.Mode.Normal
        icon = QRect(inner.left(), inner.center().y() - 2 * unit + 1, 4 * unit, 4 * unit)
        line.icon.paint(painter, icon, Qt.AlignmentFlag.AlignCenter, mode)
        text = inner.adjusted(6 * unit, 0, 0, 0)
        aside = line.reason or line.keys
        painter.setFont(theme.font(0.92))
        painter.setPen(theme["muted"])
        painter.drawText(text, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, aside)
        room = painter.fontMetrics().horizontalAdvance(aside) + 3 * unit
        painter.setFont(theme.font())
        painter.setPen(theme["muted" if line.reason else "text"])
        title = painter.fontMetrics().elidedText(
            line.title, Qt.TextElideMode.ElideRight, text.width() - room
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, title)
        painter.restore()


def plain(text: str) -> str:
    """A menu text without its mnemonic and its dots."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").removesuffix("…")
