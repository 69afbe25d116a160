"""Rows of the search: where it was found, and the words around the match, which is bold."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from workbench.domain.history import Hit, HitKind
from workbench.gui.kit.when import ago
from workbench.gui.write.history.delegate import MARGIN, TwoLines
from workbench.gui.write.search.models import HitRole, NowRole
from workbench.gui.write.search.snippets import stretches, where

Index = QModelIndex | QPersistentModelIndex
BEFORE = 0.45
"""Of the line, at most, for what stands before the first match."""
ICONS = {
    HitKind.PROMPT: "file",
    HitKind.VERSION: "tag",
    HitKind.NOTE: "pencil",
    HitKind.OUTPUT: "play",
}


class HitsDelegate(TwoLines):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit = index.data(HitRole)
        painter.save()
        texts = (where(hit), ago(hit.at, index.data(NowRole)), "")
        line = QFontMetrics(option.font).lineSpacing()
        rest = option.rect.width() - 3 * MARGIN - line
        place = self.draw_row(painter, option, (ICONS[hit.kind], "muted"), texts, spare=rest)
        self._draw_snippet(painter, place, hit.snippet)
        painter.restore()

    def _draw_snippet(self, painter: QPainter, place: QRect, snippet: str) -> None:
        x = place.x()
        for number, (text, matched) in enumerate(stretches(snippet)):
            painter.setFont(self._theme.font(bold=matched))
            metrics = painter.fontMetrics()
            room = place.right() - x
            if room <= 0:
                return
            # What comes before the match leaves room for it
            before = not number and not matched
            side = Qt.TextElideMode.ElideLeft if before else Qt.TextElideMode.ElideRight
            room = round(room * BEFORE) if before else room
            shown = metrics.elidedText(text, side, room)
            area = QRect(x, place.y(), metrics.horizontalAdvance(shown), place.height())
            if matched:
                painter.fillRect(area, self._theme["match"])
            painter.setPen(self._theme["text" if matched else "muted"])
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
            x = area.right() + 1
