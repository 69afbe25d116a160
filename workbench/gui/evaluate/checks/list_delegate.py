"""A line of the list of checks: its verdict, its name, below it what it compares with."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.gui.evaluate.cell.verdicts import VERDICTS
from workbench.gui.evaluate.checks.list_model import LineRole, ShownCheck
from workbench.gui.evaluate.checks.wording import figure_words, name_of, value_words
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.item_background import paint_background
from workbench.gui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
INDENT = 5
"""Units by which the checks of a set stand further to the right."""


class CheckDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        line = QFontMetrics(option.font).lineSpacing()
        return QSize(10 * line, 2 * line + 3 * self._theme.unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: ShownCheck = index.data(LineRole)
        paint_background(painter, option)
        unit, line = self._theme.unit, QFontMetrics(option.font).lineSpacing()
        left = 3 * unit + INDENT * unit * shown.depth
        area = option.rect.adjusted(left, round(1.5 * unit) - 1, -3 * unit, 0)
        top = QRect(area.left(), area.top(), area.width(), line)
        painter.save()
        icon, token = _sign(shown)
        self._icons(icon, token).paint(
            painter, QRect(top.left(), top.top() + 1, 4 * unit, 4 * unit)
        )
        top.adjust(6 * unit, 0, 0, 0)
        below = top.translated(0, line)
        small = self._theme.font(0.88)
        width = self._words(painter, top, figure_words(shown.check), small, "muted", right=True)
        top.adjust(0, 0, -width - 2 * unit, 0)
        name = self._theme.font(bold=True)
        self._words(painter, top, name_of(shown.check), name, "text")
        words, token = value_words(shown.check) or translate("no value"), "muted"
        if shown.problem:
            words, token = shown.problem, "warning"
        self._words(painter, below, words, small, token)
        painter.restore()

    def _words(
        self,
        painter: QPainter,
        place: QRect,
        words: str,
        font: QFont,
        token: str,
        *,
        right: bool = False,
    ) -> int:
        """The width they take."""
        if not words:
            return 0
        painter.setFont(font)
        painter.setPen(self._theme[token])
        metrics = QFontMetrics(font)
        room = place.width() * 3 // 5 if right else place.width()
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(shown)


def _sign(shown: ShownCheck) -> tuple[str, str]:
    if shown.problem:
        return "warning", "warning"
    if shown.score is None:
        return "list-check", "muted"
    look = VERDICTS[shown.score.verdict]
    return look.icon, look.token
