"""The heads of the columns, and under each what it came to: pinned, so that they stay in sight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from workbench.domain.amounts import money, percent, seconds
from workbench.domain.comparisons import ColumnSummary, Measure
from workbench.domain.evaluations import EvaluationColumn
from workbench.gui.evaluate.wording import translate, version_words
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP

LINES = (
    QT_TRANSLATE_NOOP("evaluate", "Pass rate"),
    QT_TRANSLATE_NOOP("evaluate", "Score"),
    QT_TRANSLATE_NOOP("evaluate", "Cost"),
    QT_TRANSLATE_NOOP("evaluate", "Time, half · 95 %"),
    QT_TRANSLATE_NOOP("evaluate", "Errors"),
)
BAR_UNITS = 18
CENTRE, LEFT = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a column. `lines` are those of `LINES`, as words."""

    title: str
    model: str
    pass_rate: Measure | None = None
    lines: tuple[str, ...] = ("",) * len(LINES)

    @property
    def words(self) -> str:
        """For screen readers."""
        told = [
            f"{translate(name)} {line}"
            for name, line in zip(LINES, self.lines, strict=True)
            if line
        ]
        return ", ".join([f"{self.title} {self.model}".strip(), *told])


def head_of(column: EvaluationColumn, summary: ColumnSummary | None) -> Head:
    title, model = version_words(column), safe(column.model)
    if column.label:
        title, model = safe(column.label), f"{version_words(column)} · {model}"
    if summary is None or not summary.cells:
        return Head(title, model)
    return Head(title, model, summary.pass_rate, _lines(summary))


def interval_words(rate: Measure) -> str:
    """`67 % (52–79)`."""
    return f"{percent(rate.value)} ({round(rate.low * 100)}–{round(rate.high * 100)})"


def _lines(summary: ColumnSummary) -> tuple[str, ...]:
    score = summary.score
    times = (summary.latency_p50, summary.latency_p95)
    return (
        interval_words(summary.pass_rate),
        f"{score.value:.2f} ({score.low:.2f}–{score.high:.2f})" if score.n else "",
        money(summary.cost_usd),
        " · ".join(seconds(time) for time in times if time is not None),
        f"{summary.errors:,}" if summary.errors else translate("none"),
    )


class Heads(QHeaderView):
    """Painted by hand; what it says is in `heads`, by the number of the column from 0."""

    def __init__(self, theme: Theme, parent: QWidget, *, names: bool = False) -> None:
        """With `names` it is the one over the cases, which says what the lines are."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme, self._names = theme, names
        self._heads: Mapping[int, Head] = {}
        self._title = ""
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(30 * theme.unit)
        theme.theme_changed.connect(self._measure)
        self._measure()

    def show_heads(self, heads: Mapping[int, Head]) -> None:
        self._heads = heads
        self.viewport().update()

    def show_title(self, title: str) -> None:
        """Over the cases."""
        self._title = title
        self.viewport().update()

    def sizeHint(self) -> QSize:
        height = round((2 + len(LINES)) * self._step) + 3 * self._unit
        return QSize(super().sizeHint().width(), height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, self._theme["panel"])
        painter.setPen(self._theme["border"])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        unit = self._unit
        area = rect.adjusted(2 * unit, unit, -2 * unit, -unit)
        if self._names:
            self._paint_names(painter, area)
        elif section - 1 in self._heads:
            self._paint_head(painter, area, self._heads[section - 1])
        painter.restore()

    def _measure(self) -> None:
        theme = self._theme
        self._unit = theme.unit
        self._bold, self._small = theme.font(bold=True), theme.font(0.88)
        self._step = QFontMetrics(theme.font()).height() * 1.06
        self.updateGeometry()

    def _line(self, area: QRect, number: int) -> QRect:
        top = area.top() + round(number * self._step) + (self._unit if number > 1 else 0)
        return QRect(area.left(), top, area.width(), round(self._step))

    def _paint_names(self, painter: QPainter, area: QRect) -> None:
        self._text(painter, self._line(area, 0), self._title, self._bold, "text")
        for number, name in enumerate(LINES, 2):
            self._text(painter, self._line(area, number), translate(name), self._small, "muted")

    def _paint_head(self, painter: QPainter, area: QRect, head: Head) -> None:
        self._text(painter, self._line(area, 0), head.title, self._bold, "text")
        self._text(painter, self._line(area, 1), head.model, self._small, "muted", middle=True)
        rate = self._line(area, 2)
        if head.pass_rate and head.pass_rate.n:
            width = min(BAR_UNITS * self._unit, area.width() // 3)
            bar = QRect(rate.left(), rate.top(), width, rate.height())
            paint_rate(painter, bar, head.pass_rate, self._theme)
            rate.setLeft(bar.right() + 2 * self._unit)
        for number, line in enumerate(head.lines, 2):
            place = rate if number == 2 else self._line(area, number)
            bad = number == len(LINES) + 1 and line not in ("", translate("none"))
            self._text(painter, place, line, self._small, "warning" if bad else "text")

    def _text(
        self,
        painter: QPainter,
        place: QRect,
        words: str,
        font: QFont,
        token: str,
        *,
        middle: bool = False,
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme[token])
        elide = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(words, elide, place.width())
        painter.drawText(place, LEFT | CENTRE, shown)


def paint_rate(painter: QPainter, place: QRect, rate: Measure, theme: Theme) -> None:
    """A bar for the rate, and a whisker over the interval that holds the true one."""
    unit = theme.unit
    height = round(unit * 1.5)
    bar = QRectF(place.left(), place.center().y() - height / 2 + 0.5, place.width(), height)
    painter.fillRect(bar, theme["pressed"])
    filled = QRectF(bar)
    filled.setWidth(bar.width() * rate.value)
    painter.fillRect(filled, theme["passed"])
    low, high = (bar.left() + bar.width() * each for each in (rate.low, rate.high))
    middle, tick = bar.center().y(), height
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme["text"], 1.2))
    painter.drawLine(QLineF(low, middle, high, middle))
    for x in (low, high):
        painter.drawLine(QLineF(x, middle - tick, x, middle + tick))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
