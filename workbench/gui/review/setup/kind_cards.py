"""The four kinds of review as cards: a small drawing, its name, and what a reviewer does."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from workbench.domain.reviews import ReviewKind
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.review.wording import KINDS, translate

ABOUT = {
    ReviewKind.RATE: QT_TRANSLATE_NOOP("review", "Each output alone, with your questions below."),
    ReviewKind.PREFER: QT_TRANSLATE_NOOP("review", "Two outputs side by side: which is better?"),
    ReviewKind.LABEL: QT_TRANSLATE_NOOP("review", "Each output gets one of a fixed list."),
    ReviewKind.CORRECT: QT_TRANSLATE_NOOP("review", "The text is written as it should have been."),
}
NARROW_UNITS = 165
"""Below this, the cards stand in two rows."""
WRAPPED = int(Qt.TextFlag.TextWordWrap)


class KindCard(QAbstractButton):
    def __init__(self, kind: ReviewKind, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind, self._theme = kind, theme
        self.title, self.about = translate(KINDS[kind]), translate(ABOUT[kind])
        named(self, f"setup.kind.{kind.value}", self.title)
        self.setAccessibleDescription(self.about)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        width = 40 * self._theme.unit
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(30 * self._theme.unit, 20 * self._theme.unit)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        unit = self._theme.unit
        room = QRect(0, 0, max(width - 6 * unit - 2, unit), 1000 * unit)
        title = QFontMetrics(self._theme.font(bold=True)).boundingRect(room, WRAPPED, self.title)
        about = QFontMetrics(self._theme.font()).boundingRect(room, WRAPPED, self.about)
        return 19 * unit + title.height() + about.height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, unit = self._theme, self._theme.unit
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        checked = self.isChecked()
        painter.setPen(QPen(theme[self._edge()], 2 if checked or self.hasFocus() else 1))
        over = self.underMouse() and not checked
        painter.setBrush(theme["accent_soft" if checked else "hover" if over else "raised"])
        painter.drawRoundedRect(frame, 2 * unit, 2 * unit)
        drawing = QRectF(frame.x() + 3 * unit, frame.y() + 3 * unit, 26 * unit, 10 * unit)
        self._draw(painter, drawing, "accent" if checked else "muted")
        painter.setPen(theme["text"])
        painter.setFont(theme.font(bold=True))
        inside = frame.adjusted(3 * unit, 15 * unit, -3 * unit, -unit)
        painter.drawText(inside, WRAPPED, self.title)
        line = painter.fontMetrics().boundingRect(inside.toRect(), WRAPPED, self.title).height()
        painter.setFont(theme.font())
        painter.setPen(theme["muted"])
        painter.drawText(inside.adjusted(0, line + unit / 2, 0, 0), WRAPPED, self.about)

    def _edge(self) -> str:
        if self.hasFocus():
            return "focus"
        return "accent_fill" if self.isChecked() else "border"

    def _draw(self, painter: QPainter, area: QRectF, token: str) -> None:
        unit = self._theme.unit
        pen = QPen(self._theme[token], max(1.5, unit / 2.6))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left, top = area.x(), area.y()
        sheet = QRectF(left, top, 10 * unit, area.height())
        match self.kind:
            case ReviewKind.RATE:
                _sheet(painter, sheet, unit, 3)
                self._dots(painter, QPointF(left + 13 * unit, top + 5 * unit), token)
            case ReviewKind.PREFER:
                _sheet(painter, sheet, unit, 3)
                other = sheet.translated(13 * unit, 0)
                painter.setBrush(self._theme["background"])
                _sheet(painter, other, unit, 3)
                _tick(painter, QPointF(other.right() + unit, top + 5 * unit), unit)
            case ReviewKind.LABEL:
                _sheet(painter, sheet, unit, 3)
                for row, filled in ((0, False), (1, True), (2, False)):
                    line = QRectF(left + 13 * unit, top + row * 3.7 * unit, 9 * unit, 2.4 * unit)
                    fill = self._theme[token] if filled else Qt.GlobalColor.transparent
                    painter.setBrush(fill)
                    painter.drawRoundedRect(line, 1.2 * unit, 1.2 * unit)
            case ReviewKind.CORRECT:
                wide = QRectF(left, top, 17 * unit, area.height())
                _sheet(painter, wide, unit, 3)
                y = top + 5 * unit
                pencil = QPointF(left + 14 * unit, y + 3 * unit)
                painter.drawLine(pencil, pencil + QPointF(6 * unit, -6 * unit))
                painter.drawLine(pencil, pencil + QPointF(-unit, unit))

    def _dots(self, painter: QPainter, at: QPointF, token: str) -> None:
        """A scale of five, the fourth one chosen."""
        unit = self._theme.unit
        for step in range(5):
            chosen = step == 3
            painter.setBrush(self._theme[token] if chosen else Qt.GlobalColor.transparent)
            painter.drawEllipse(at + QPointF(step * 3 * unit, 0), unit, unit)


class KindCards(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.cards = {kind: KindCard(kind, theme, self) for kind in ReviewKind}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2 * theme.unit)
        for card in self.cards.values():
            self._group.addButton(card)
        self._columns = 0
        self._arrange(len(self.cards))
        self.cards[ReviewKind.RATE].setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)
        theme.theme_changed.connect(self.update)

    @property
    def kind(self) -> ReviewKind:
        return next(kind for kind, card in self.cards.items() if card.isChecked())

    def show_kind(self, kind: ReviewKind) -> None:
        """Says nothing."""
        self._group.blockSignals(True)
        self.cards[kind].setChecked(True)
        self._group.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW_UNITS * self._theme.unit
        self._arrange(2 if narrow else len(self.cards))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, place // columns, place % columns)

    def _on_toggled(self, _card: QAbstractButton, on: bool) -> None:
        if on:
            self.changed.emit()


def _sheet(painter: QPainter, area: QRectF, unit: int, lines: int) -> None:
    """A sheet of paper with lines of text."""
    painter.drawRoundedRect(area, unit, unit)
    for line in range(lines):
        y = area.y() + (2.5 + line * 2.5) * unit
        end = area.right() - (2 if line < lines - 1 else 5) * unit
        painter.drawLine(QPointF(area.x() + 2 * unit, y), QPointF(end, y))


def _tick(painter: QPainter, at: QPointF, unit: int) -> None:
    painter.drawPolyline(
        [at, at + QPointF(1.2 * unit, 1.4 * unit), at + QPointF(3.4 * unit, -1.6 * unit)]
    )
