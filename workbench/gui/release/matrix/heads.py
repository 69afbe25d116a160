"""The heads of the matrix: prompts at the left, which stay in sight, and environments above."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from workbench.domain.environments import PromptPins
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.release.matrix.model import MatrixModel
from workbench.gui.release.matrix.wording import STATUSES, translate

LEAST_UNITS, MOST_UNITS = 44, 96
ONE_LINE = Qt.AlignmentFlag.AlignVCenter.value | Qt.TextFlag.TextSingleLine.value


class Face(NamedTuple):
    """A font that is measured once."""

    font: QFont
    metrics: QFontMetrics

    @classmethod
    def of(cls, font: QFont) -> Face:
        return cls(font, QFontMetrics(font))

    def write(
        self,
        painter: QPainter,
        place: QRect,
        words: str,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> int:
        """In the pen's colour, shortened to the place; how wide it came to be."""
        told = self.metrics.elidedText(words, mode, place.width())
        painter.setFont(self.font)
        painter.drawText(place, ONE_LINE, told)
        return self.metrics.horizontalAdvance(told)


def two_lines(area: QRect) -> tuple[QRect, QRect]:
    """The upper and the lower half."""
    half = area.height() // 2
    top = QRect(area.left(), area.top(), area.width(), half)
    return top, QRect(area.left(), area.top() + half, area.width(), area.height() - half)


class PromptHeads(QHeaderView):
    """Painted by hand: the name of the prompt, and below it its folder and what became of it."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._theme, self._icons = theme, icons
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        theme.theme_changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        theme = self._theme
        self._unit = theme.unit
        self._bold, self._small = Face.of(theme.font(bold=True)), Face.of(theme.font(0.88))
        lines = self._bold.metrics.height() + self._small.metrics.height()
        self.setDefaultSectionSize(lines + 3 * self._unit)
        self.viewport().update()

    def fit(self, prompts: list[str], room: int) -> None:
        """As wide as the longest of the names, within reason."""
        parts = [part for prompt in prompts for part in _name_and_folder(prompt)]
        longest = sorted(parts, key=len)[-3:]
        needed = max(map(self._bold.metrics.horizontalAdvance, longest), default=0)
        most = min(MOST_UNITS * self._unit, room * 2 // 5)
        least = min(LEAST_UNITS * self._unit, most)
        self.setFixedWidth(min(max(needed + 9 * self._unit, least), most))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if not isinstance(model, MatrixModel) or not rect.isValid():
            return
        row, theme, unit = model.row(section), self._theme, self._unit
        current = self.selectionModel().currentIndex().row() == section
        painter.save()
        painter.fillRect(rect, theme["selected" if current else "panel"])
        painter.setPen(theme["border"])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        top, below = two_lines(rect.adjusted(3 * unit, unit, -2 * unit, -unit))
        name, folder = _name_and_folder(row.prompt)
        painter.setPen(theme["text"])
        self._bold.write(painter, top, name, Qt.TextElideMode.ElideMiddle)
        below = self._paint_status(painter, below, row)
        painter.setPen(theme["muted"])
        self._small.write(painter, below, folder, Qt.TextElideMode.ElideMiddle)
        painter.restore()

    def _paint_status(self, painter: QPainter, place: QRect, row: PromptPins) -> QRect:
        """What is left of the place."""
        status = STATUSES.get(row.status)
        if status is None:
            return place
        side = self._small.metrics.height()
        icon = QRect(place.left(), place.center().y() - side // 2, side, side)
        self._icons(status.icon, status.token).paint(painter, icon)
        left = icon.right() + self._unit
        painter.setPen(self._theme[status.token])
        words = f"{translate(status.word)}  "
        width = self._small.write(painter, place.adjusted(left - place.left(), 0, 0, 0), words)
        return place.adjusted(left + width - place.left(), 0, 0, 0)


class EnvironmentHeads(QHeaderView):
    """Painted by hand: names may be long, and hold anything."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self.setSectionsClickable(False)
        theme.theme_changed.connect(self.measure)
        self.measure()

    def measure(self) -> None:
        self._bold = Face.of(self._theme.font(bold=True))
        self.setFixedHeight(self._bold.metrics.height() + 3 * self._theme.unit)
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if not isinstance(model, MatrixModel) or not rect.isValid():
            return
        unit = self._theme.unit
        current = self.selectionModel().currentIndex().column() == section
        painter.save()
        painter.fillRect(rect, self._theme["panel"])
        painter.setPen(self._theme["border"])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(self._theme["text" if current else "muted"])
        place = rect.adjusted(3 * unit, 0, -2 * unit, 0)
        self._bold.write(painter, place, safe(model.environments[section]))
        painter.restore()


def _name_and_folder(prompt: str) -> tuple[str, str]:
    folder, _, name = prompt.rpartition("/")
    return safe(name), safe(folder)
