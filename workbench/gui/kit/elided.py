"""A line of text in a token's colour, shortened where there is no room, and a sign beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme


class ElidedLabel(QLabel):
    """The whole text is in its tooltip and accessible name."""

    def __init__(
        self,
        theme: Theme,
        token: str = "text",
        parent: QWidget | None = None,
        *,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        giving_way: bool = True,
        fewest: int = 0,
    ) -> None:
        """Giving way, it takes what is left; else what it needs, or down to `fewest` characters."""
        super().__init__(parent)
        self._fewest = fewest
        self._theme, self._token, self._elide = theme, token, elide
        self.setTextFormat(Qt.TextFormat.PlainText)
        if giving_way:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, token: str = "") -> None:
        if token and token != self._token:
            self._token = token
            self.update()
        if text != self.text():
            self.setText(text)
            self.setToolTip(text)
            self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        short = self.fontMetrics().averageCharWidth() * self._fewest
        return QSize(min(whole.width(), short), whole.height()) if self._fewest else whole

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme[self._token])
        area = self.contentsRect()
        line = self.fontMetrics().elidedText(self.text(), self._elide, area.width())
        painter.drawText(area, self.alignment() | Qt.AlignmentFlag.AlignVCenter, line)


class Sign(QWidget):
    """An icon that is not pressed."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._shown = ("", "")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str, token: str) -> None:
        if (name, token) != self._shown:
            self._shown = (name, token)
            self.update()

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height()
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        name, token = self._shown
        if name:
            side = min(self.width(), self.height())
            self._icons(name, token).paint(QPainter(self), QRect(0, 0, side, side))


def shortened(widget: QWidget, words: str, most: int) -> str:
    """At most as wide as so many characters are in the widget's font: for buttons, which cannot
    give way."""
    metrics = widget.fontMetrics()
    width = most * metrics.averageCharWidth()
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)
