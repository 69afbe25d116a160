"""A line of the list: name and age, below it the state, a bar for the pass rate, the cost."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.domain.amounts import money, percent
from workbench.domain.evaluations import EvaluationState, EvaluationSummary
from workbench.gui.evaluate.evaluations.model import NowRole, SummaryRole, pass_share
from workbench.gui.evaluate.wording import STATES, translate
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.when import ago

Index = QModelIndex | QPersistentModelIndex
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
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
        plain = QStyleOptionViewItem(option)
        plain.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, plain, painter, option.widget)
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
        age = ago(summary.evaluation.created_at, index.data(NowRole))
        width = self._words(painter, top, age, self._theme.font(0.88), "muted", RIGHT)
        top.adjust(0, 0, -width - 2 * unit, 0)
        if summary.baseline:
            place = QRect(top.right() - 4 * unit, top.top() + 1, 4 * unit, 4 * unit)
            self._icons("pin", "accent").paint(painter, place)
            top.adjust(0, 0, -5 * unit, 0)
        name = safe(summary.evaluation.name)
        # Names that begin alike end with the versions
        middle = Qt.TextElideMode.ElideMiddle
        self._words(painter, top, name, self._theme.font(bold=True), "text", elide=middle)
        self._paint_below(painter, below, summary)
        painter.restore()

    def _paint_below(self, painter: QPainter, line: QRect, summary: EvaluationSummary) -> None:
        unit, small = self._theme.unit, self._theme.font(0.88)
        cost = money(summary.cost_usd) if summary.cost_usd else ""
        line = line.adjusted(0, 0, -self._words(painter, line, cost, small, "muted", RIGHT), 0)
        share = pass_share(summary)
        if summary.evaluation.state in UNDER_WAY:
            total = summary.evaluation.total
            words = f"{translate(STATES[summary.evaluation.state].word)} · "
            words += translate("{0} of {1}").format(f"{summary.done:,}", f"{total:,}")
            done = summary.done / total if total else 0.0
            line = self._bar(painter, line, done, "running")
            self._words(painter, line, words, small, "muted")
        elif share is None:
            words = translate(STATES[summary.evaluation.state].word)
            self._words(painter, line, words, small, "muted")
        else:
            line = self._bar(painter, line, share, "passed")
            words = percent(share)
            if summary.evaluation.state is EvaluationState.STOPPED:
                words += f" · {translate(STATES[EvaluationState.STOPPED].word)}"
            self._words(painter, line.adjusted(0, 0, -unit, 0), words, small, "muted")

    def _bar(self, painter: QPainter, line: QRect, share: float, token: str) -> QRect:
        """What is left of the line at its right."""
        unit = self._theme.unit
        bar = QRect(line.left(), line.center().y() - unit // 2, BAR_UNITS * unit, unit)
        painter.fillRect(bar, self._theme["pressed"])
        filled = QRect(bar)
        filled.setWidth(round(bar.width() * share))
        painter.fillRect(filled, self._theme[token])
        return line.adjusted(bar.width() + 2 * unit, 0, 0, 0)

    def _words(
        self,
        painter: QPainter,
        place: QRect,
        words: str,
        font: QFont,
        token: str,
        side: Qt.AlignmentFlag = LEFT,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> int:
        """The width they take."""
        if not words:
            return 0
        painter.setFont(font)
        painter.setPen(self._theme[token])
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, elide, place.width())
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return metrics.horizontalAdvance(words)
