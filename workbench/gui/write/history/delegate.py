"""Rows of the history: two lines each, with a bar for the share of runs that finished."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.domain.history import TimelineEntry
from workbench.domain.runs import Run
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.item_background import paint_background
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.when import ago
from workbench.gui.write.board.wording import STATES
from workbench.gui.write.history.graph import GraphRow
from workbench.gui.write.history.lanes import draw_graph, graph_width
from workbench.gui.write.history.models import (
    DraftEntry,
    Entry,
    GraphRole,
    MarkedRole,
    NowRole,
    RowRole,
    figures,
    moment,
    start_of,
    title,
)

Index = QModelIndex | QPersistentModelIndex
MARGIN = 8
BAR_WIDTH = 44
BAR_HEIGHT = 4
TAG_SCALE = 0.82
TAG_PADDING = 5
TAG_GAP = 4


class TwoLines(QStyledItemDelegate):
    """An icon, a title, what stands at the right of it, and a quieter line below."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        height = QFontMetrics(option.font).lineSpacing()
        return QSize(10 * height, 2 * height + 2 * MARGIN - 2)

    def draw_row(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        icon: tuple[str, str],
        texts: tuple[str, str, str],
        *,
        spare: int = 0,
        indent: int = 0,
    ) -> QRect:
        """Draw title, what is right of it, and the second line; the place right of that."""
        first, right, second = texts
        paint_background(painter, option)
        line = QFontMetrics(option.font).lineSpacing()
        area = option.rect.adjusted(MARGIN + indent, MARGIN - 1, -MARGIN, 0)
        side = round(line * 0.9)
        self._icons(*icon).paint(painter, QRect(area.x(), area.y() + 1, side, side))
        area.adjust(side + MARGIN - 2, 0, 0, 0)
        painter.setFont(option.font)
        width = QFontMetrics(option.font).horizontalAdvance(right)
        top = QRect(area.x(), area.y(), area.width(), line)
        self._draw(painter, top, right, "muted", Qt.AlignmentFlag.AlignRight)
        bold = self._theme.font(bold=True)
        painter.setFont(bold)
        self._draw(painter, top.adjusted(0, 0, -width - MARGIN, 0), first, "text")
        painter.setFont(option.font)
        below = QRect(area.x(), area.y() + line, area.width(), line)
        self._draw(painter, below.adjusted(0, 0, -spare, 0), second, "muted")
        return QRect(below.right() - spare, below.y(), spare, line)

    def _draw(
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        token: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setPen(self._theme[token])
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)


class TimelineDelegate(TwoLines):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(RowRole)
        painter.save()
        texts = (title(entry), moment(entry, index.data(NowRole)), figures(entry))
        bar = BAR_WIDTH + MARGIN if isinstance(entry, TimelineEntry) and entry.runs else 0
        tags = entry.approved_for if isinstance(entry, TimelineEntry) else ()
        spare = bar + sum(self._tag_width(tag) + TAG_GAP for tag in tags)
        graph: GraphRow | None = index.data(GraphRole)
        indent = graph_width(graph, self._theme) if graph else 0
        marked = bool(index.data(MarkedRole))
        sign = ("pin", "accent") if marked else _sign(entry)
        place = self.draw_row(painter, option, sign, texts, spare=spare, indent=indent)
        if graph:
            area = option.rect.adjusted(MARGIN // 2, 0, 0, 0)
            middle = option.rect.top() + MARGIN + QFontMetrics(option.font).lineSpacing() // 2
            hollow = isinstance(entry, DraftEntry)
            draw_graph(painter, area, graph, self._theme, middle=middle, hollow=hollow)
        self._draw_tags(painter, place.adjusted(TAG_GAP, 0, -bar, 0), tags)
        if isinstance(entry, TimelineEntry) and entry.runs:
            failed = entry.finished + entry.running < entry.runs
            self._draw_bar(painter, place, entry.finished / entry.runs, failed=failed)
        painter.restore()

    def _tag_width(self, tag: str) -> int:
        return QFontMetrics(self._theme.font(TAG_SCALE)).horizontalAdvance(tag) + 2 * TAG_PADDING

    def _draw_tags(self, painter: QPainter, place: QRect, tags: Sequence[str]) -> None:
        """The environments it is approved for."""
        painter.setFont(self._theme.font(TAG_SCALE))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = painter.fontMetrics().height()
        top = place.center().y() - height // 2
        left = place.left()
        for tag in tags:
            area = QRect(left, top, self._tag_width(tag), height)
            painter.setPen(self._theme["border_strong"])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, 3, 3)
            painter.setPen(self._theme["passed"])
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tag)
            left = area.right() + 1 + TAG_GAP

    def _draw_bar(self, painter: QPainter, place: QRect, share: float, *, failed: bool) -> None:
        """The share in words stands beside it; this is for the eye that runs down the list."""
        x, y = place.right() - BAR_WIDTH, place.center().y() - BAR_HEIGHT // 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(self._theme["failed" if failed else "border_strong"])
        painter.drawRoundedRect(x, y, BAR_WIDTH, BAR_HEIGHT, 2, 2)
        if share:
            painter.setBrush(self._theme["passed"])
            painter.drawRoundedRect(x, y, max(2, round(BAR_WIDTH * share)), BAR_HEIGHT, 2, 2)


class RunsDelegate(TwoLines):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        run: Run = index.data(RowRole)
        state = STATES[run.outcome]
        painter.save()
        texts = (run.job.model, ago(run.created_at, index.data(NowRole)), start_of(run))
        self.draw_row(painter, option, (state.icon, state.token), texts)
        painter.restore()


def _sign(entry: Entry) -> tuple[str, str]:
    if isinstance(entry, DraftEntry):
        return ("pencil", "accent")
    if entry.approved_by:
        return ("check-badge", "passed")
    return ("tag", "muted") if entry.version else ("play", "muted")
