"""Paints the cells of the grid: a line of facts, and the start of the output below it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.gui.evaluate.grid.model import CaseRole, CellRole, ShownCase, ShownCell
from workbench.gui.evaluate.grid.results import NOT_PASSED, Sign
from workbench.gui.evaluate.grid.wording import (
    CHANGES,
    OPINIONS,
    SIGNS,
    passed_words,
    score_words,
)
from workbench.gui.evaluate.wording import translate
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ONE_LINE = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value
LEFT = ONE_LINE | Qt.AlignmentFlag.AlignLeft.value
RIGHT = ONE_LINE | Qt.AlignmentFlag.AlignRight.value
SELECTED, FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
"""Plain numbers: Python's flags take longer than the painting."""
MOST_DOTS = 12
"""Samples that have a dot each; of more there is a bar."""
SOFT = {Sign.FAILED: "failed_soft", Sign.LOST: "warning_soft", Sign.UNTOLD: "warning_soft"}


class Face(NamedTuple):
    font: QFont
    metrics: QFontMetrics
    narrowest: int
    """Pixels of a letter, at least."""

    @classmethod
    def of(cls, font: QFont) -> Face:
        metrics = QFontMetrics(font)
        return cls(font, metrics, max(1, metrics.horizontalAdvance("i")))

    def elided(self, words: str, width: int) -> str:
        """Measured no further than there is room: a cell shows a fifth of its text."""
        most = width // self.narrowest + 2
        return self.metrics.elidedText(words[:most], Qt.TextElideMode.ElideRight, width)


class GridDelegate(QStyledItemDelegate):
    """Fonts and sizes are asked for once: their measuring takes longer than the painting."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._icons = theme, icons
        theme.theme_changed.connect(self._measure)
        self._measure()

    @property
    def row_height(self) -> int:
        return 2 * self._line + 3 * self._unit

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(40 * self._unit, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        # Of the model itself: on the way through Qt a value is wrapped and unwrapped
        shown = index.model().data(index, CaseRole if index.column() == 0 else CellRole)
        if isinstance(shown, ShownCase):
            self._paint_background(painter, option, "")
            self._paint_case(painter, self._inside(option), shown)
        elif isinstance(shown, ShownCell):
            self._paint_background(painter, option, SOFT.get(shown.sign, ""))
            self._paint_cell(painter, self._inside(option), shown)
        painter.restore()

    def _inside(self, option: QStyleOptionViewItem) -> QRect:
        unit = self._unit
        return option.rect.adjusted(2 * unit, unit, -2 * unit, -unit)

    def _measure(self) -> None:
        theme = self._theme
        self._unit = theme.unit
        self._plain, self._bold = Face.of(theme.font()), Face.of(theme.font(bold=True))
        self._small, self._code = Face.of(theme.font(0.88)), Face.of(theme.code_font(0.9))
        self._line = self._plain.metrics.height()

    def _paint_background(self, painter: QPainter, option: QStyleOptionViewItem, soft: str) -> None:
        state = option.state.value
        selected = bool(state & SELECTED)
        colour = self._theme["selected" if selected else soft or "background"]
        painter.fillRect(option.rect, colour)
        if soft and selected:
            edge = QRect(option.rect.topLeft(), QSize(self._unit // 2 + 1, option.rect.height()))
            painter.fillRect(edge, self._theme["failed" if soft == "failed_soft" else "warning"])
        if state & FOCUSED:
            painter.setPen(QPen(self._theme["focus"], 1.5))
            painter.drawRect(QRectF(option.rect).adjusted(0.75, 0.75, -1.75, -1.75))

    def _paint_case(self, painter: QPainter, area: QRect, case: ShownCase) -> None:
        top, below = self._lines(area)
        if case.critical:
            self._icon(painter, top, "shield-check", "accent")
            top.adjust(5 * self._unit, 0, 0, 0)
        if case.labels:
            words = " · ".join(case.labels)
            room = min(top.width() // 2, self._small.metrics.horizontalAdvance(words))
            place = QRect(top.right() - room, top.y(), room + 1, top.height())
            self._text(painter, place, words, self._small, "muted", RIGHT)
            top.setRight(place.left() - 2 * self._unit)
        self._text(painter, top, case.name, self._bold, "text")
        self._text(painter, below, case.values, self._small, "muted")

    def _paint_cell(self, painter: QPainter, area: QRect, cell: ShownCell) -> None:
        top, below = self._lines(area)
        state = SIGNS[cell.sign]
        if state.icon:
            self._icon(painter, top, state.icon, state.token)
        facts = QRect(top)
        facts.setLeft(facts.left() + 5 * self._unit)
        if len(cell.signs) > 1 and any(cell.signs):
            facts.setLeft(self._samples(painter, facts, cell))
        elif cell.sign < Sign.PASSED and cell.sign is not Sign.NOT_BEGUN:
            self._text(painter, facts, translate(state.word), self._small, "muted")
        elif cell.sign in (Sign.LOST, Sign.UNTOLD):
            self._text(painter, facts, translate(state.word), self._small, "warning")
        elif cell.score is not None:
            self._text(painter, facts, score_words(cell.score), self._plain, state.token)
        self._marks(painter, top, cell)
        if cell.text:
            failed = cell.sign is Sign.LOST
            font = self._small if failed else self._code
            self._text(painter, below, cell.text, font, "muted" if failed else "text")

    def _samples(self, painter: QPainter, place: QRect, cell: ShownCell) -> int:
        """A dot for each, and how many passed; where what follows begins."""
        words = passed_words(cell.signs)
        left = (
            self._dots(painter, place, cell.signs)
            if len(cell.signs) <= MOST_DOTS
            else (self._bar(painter, place, cell.signs))
        )
        room = place.adjusted(left - place.left() + 2 * self._unit, 0, 0, 0)
        self._text(painter, room, words, self._small, "muted")
        end = room.left() + self._small.metrics.horizontalAdvance(words + " ")
        if cell.score is not None and place.right() - end > 12 * self._unit:
            score = QRect(room)
            score.setLeft(end)
            self._text(painter, score, f"· {score_words(cell.score)}", self._small, "muted")
        return end

    def _dots(self, painter: QPainter, place: QRect, signs: bytes) -> int:
        """Full for passed, a ring for failed, a stroke for no verdict."""
        side = max(4, round(self._unit * 1.8))
        left, y = place.left(), place.center().y() - side / 2 + 0.5
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for sign in signs:
            colour = self._theme[SIGNS[Sign(sign)].token]
            dot = QRectF(left + 0.75, y + 0.75, side - 1.5, side - 1.5)
            painter.setPen(QPen(colour, 1.4))
            painter.setBrush(colour if sign == Sign.PASSED else Qt.GlobalColor.transparent)
            if sign in (Sign.PASSED, Sign.FAILED):
                painter.drawEllipse(dot)
            else:
                middle = dot.center().y()
                painter.drawLine(QLineF(dot.left(), middle, dot.right(), middle))
            left += side + max(2, self._unit // 2)
        return int(left)

    def _bar(self, painter: QPainter, place: QRect, signs: bytes) -> int:
        width, height = 16 * self._unit, self._unit
        bar = QRect(place.left(), place.center().y() - height // 2, width, height)
        painter.fillRect(bar, self._theme["hover"])
        left = bar.left()
        for group, token in (((Sign.PASSED,), "passed"), (NOT_PASSED, "failed")):
            share = sum(signs.count(sign) for sign in group) / len(signs)
            painter.fillRect(QRect(left, bar.y(), round(width * share), height), self._theme[token])
            left += round(width * share)
        return bar.right()

    def _marks(self, painter: QPainter, top: QRect, cell: ShownCell) -> None:
        """At the right: changed since the baseline, flaky, from the cache."""
        place = QRect(top)
        if cell.change and not (cell.flaky and cell.change == "flaky"):
            mark = CHANGES[cell.change]
            self._icon(painter, place, mark.icon, mark.token, right=True)
            place.adjust(0, 0, -5 * self._unit, 0)
        if cell.opinion:
            look = OPINIONS[cell.opinion]
            self._icon(painter, place, look.icon, look.token, right=True)
            place.adjust(0, 0, -5 * self._unit, 0)
        if cell.flaky:
            self._icon(painter, place, "dice", "warning", right=True)
            place.adjust(0, 0, -5 * self._unit, 0)
        if cell.cached:
            self._icon(painter, place, "database", "muted", right=True)

    def _lines(self, area: QRect) -> tuple[QRect, QRect]:
        top = QRect(area.left(), area.top(), area.width(), self._line)
        return top, top.translated(0, self._line + self._unit)

    def _icon(
        self, painter: QPainter, line: QRect, name: str, token: str, *, right: bool = False
    ) -> None:
        side = 4 * self._unit
        left = line.right() - side if right else line.left()
        place = QRect(left, line.center().y() - side // 2 + 1, side, side)
        self._icons(name, token).paint(painter, place)

    def _text(
        self,
        painter: QPainter,
        place: QRect,
        words: str,
        face: Face,
        token: str,
        flags: int = LEFT,
    ) -> None:
        painter.setFont(face.font)
        painter.setPen(self._theme[token])
        painter.drawText(place, flags, face.elided(words, place.width()))
