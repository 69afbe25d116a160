"""A line of the list: name and age, below it the state, a bar for the pass rate, the cost."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.domain.amounts import money, percent
from workbench.domain.evaluations import EvaluationState, EvaluationSummary
from workbench.gui.evaluate.evaluations.model import pass_share
from workbench.gui.evaluate.wording import STATES, translate
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.item_background import paint_background
from workbench.gui.kit.line_painting import RIGHT, LinePainter
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.summaries_model import NowRole, SummaryRole
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.when import ago

Index = QModelIndex | QPersistentModelIndex
BAR_UNITS = 14
UNDER_WAY = (EvaluationState.RUNNING, EvaluationState.PAUSED)


class EvaluationDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        line = QFontMetrics(option.font).lineSpacing()
        return QSize(10 * line, 2 * line + 4 * self._theme.unit)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        summary: EvaluationSummary = index.data(SummaryRole)
        paint_background(painter, option)
        painter.save()
        unit = self._theme.unit
        line = QFontMetrics(option.font).lineSpacing()
        area = option.rect.adjusted(3 * unit, 2 * unit - 1, -3 * unit, 0)
        top = QRect(area.left(), area.top(), area.width(), line)
        state = STATES[summary.evaluation.state]
        self._icons(state.icon, state.token).paint(
            painter, QRect(top.left(), top.top() + 1, 4 * unit, 4 * unit)
        )
        top.adjust(6 * unit, 0, 0, 0)
        below = top.translated(0, line + unit // 2)
        draw = LinePainter(painter, self._theme)
        age = ago(summary.evaluation.created_at, index.data(NowRole))
        width = draw.words(top, age, self._theme.font(0.88), "muted", RIGHT)
        top.adjust(0, 0, -width - 2 * unit, 0)
        if summary.baseline:
            place = QRect(top.right() - 4 * unit, top.top() + 1, 4 * unit, 4 * unit)
            self._icons("pin", "accent").paint(painter, place)
            top.adjust(0, 0, -5 * unit, 0)
        name = safe(summary.evaluation.name)
        # Names that begin alike end with the versions
        middle = Qt.TextElideMode.ElideMiddle
        draw.words(top, name, self._theme.font(bold=True), "text", elide=middle)
        self._paint_below(draw, below, summary)
        painter.restore()

    def _paint_below(self, draw: LinePainter, line: QRect, summary: EvaluationSummary) -> None:
        unit, small = self._theme.unit, self._theme.font(0.88)
        cost = money(summary.cost_usd) if summary.cost_usd else ""
        line = line.adjusted(0, 0, -draw.words(line, cost, small, "muted", RIGHT), 0)
        share = pass_share(summary)
        if summary.evaluation.state in UNDER_WAY:
            total = summary.evaluation.total
            words = f"{translate(STATES[summary.evaluation.state].word)} · "
            words += translate("{0} of {1}").format(f"{summary.done:,}", f"{total:,}")
            done = summary.done / total if total else 0.0
            line = draw.bar(line, done, "running", BAR_UNITS)
            draw.words(line, words, small, "muted")
        elif share is None:
            words = translate(STATES[summary.evaluation.state].word)
            draw.words(line, words, small, "muted")
        else:
            line = draw.bar(line, share, "passed", BAR_UNITS)
            words = percent(share)
            if summary.evaluation.state is EvaluationState.STOPPED:
                words += f" · {translate(STATES[EvaluationState.STOPPED].word)}"
            draw.words(line.adjusted(0, 0, -unit, 0), words, small, "muted")
