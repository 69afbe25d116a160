"""A line of the list: kind, name and age; below, the state and a bar for each reviewer."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.domain.reviews import ReviewSummary
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.item_background import paint_background
from workbench.gui.kit.line_painting import RIGHT, LinePainter
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.summaries_model import NowRole, SummaryRole
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.when import ago
from workbench.gui.review.wording import KIND_ICONS, state_of, translate

Index = QModelIndex | QPersistentModelIndex
BARS_UNITS, GAP_UNITS, MOST_BARS = 18, 1, 6


class ReviewDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        line = QFontMetrics(option.font).lineSpacing()
        return QSize(10 * line, 2 * line + 4 * self._theme.unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        summary: ReviewSummary = index.data(SummaryRole)
        paint_background(painter, option)
        painter.save()
        unit, small = self._theme.unit, self._theme.font(0.88)
        line = QFontMetrics(option.font).lineSpacing()
        area = option.rect.adjusted(3 * unit, 2 * unit - 1, -3 * unit, 0)
        top = QRect(area.left(), area.top(), area.width(), line)
        place = QRect(top.left(), top.top() + 1, 4 * unit, 4 * unit)
        self._icons(KIND_ICONS[summary.review.plan.kind], "muted").paint(painter, place)
        top.adjust(6 * unit, 0, 0, 0)
        below = top.translated(0, line + unit // 2)
        draw = LinePainter(painter, self._theme)
        age = ago(summary.review.created_at, index.data(NowRole))
        width = draw.words(top, age, small, "muted", RIGHT)
        top.adjust(0, 0, -width - 2 * unit, 0)
        name = safe(summary.review.plan.name)
        draw.words(top, name, self._theme.font(bold=True), "text")
        self._paint_below(draw, below, summary)
        painter.restore()

    def _paint_below(self, draw: LinePainter, line: QRect, summary: ReviewSummary) -> None:
        unit, small = self._theme.unit, self._theme.font(0.88)
        state = state_of(summary)
        if not summary.review.closed:
            line = self._bars(draw, line, summary)
        words = translate(state.word)
        if 0 < summary.done < summary.asked:
            words = translate("{0} of {1}").format(f"{summary.done:,}", f"{summary.asked:,}")
        token = state.token if state.token == "passed" else "muted"
        draw.words(line.adjusted(0, 0, -unit, 0), words, small, token)

    def _bars(self, draw: LinePainter, line: QRect, summary: ReviewSummary) -> QRect:
        """One for each reviewer, as wide together as one; where they are many, one for all."""
        unit, each = self._theme.unit, summary.reviewers
        shares = [(one.judged + one.skipped) / max(1, one.asked) for one in each]
        if len(shares) > MOST_BARS:
            shares = [summary.done / max(1, summary.asked)]
        wide = max(1, (BARS_UNITS - GAP_UNITS * (len(shares) - 1)) // max(1, len(shares)))
        for share in shares:
            token = "passed" if share >= 1 else "running"
            line = draw.bar(line, share, token, wide).adjusted(-unit, 0, 0, 0)
        return line.adjusted(unit, 0, 0, 0)
