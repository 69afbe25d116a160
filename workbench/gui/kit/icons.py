"""Line icons from `resources/icons`, drawn sharp at any scale in a token's colour."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workbench.gui.kit.paths import icon_file
from workbench.gui.kit.theme import Theme


class Icons:
    """Icons follow the theme by themselves: their colour is looked up when they are painted."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._icons: dict[tuple[str, str], QIcon] = {}

    def __call__(self, name: str, token: str = "muted") -> QIcon:
        """The icon of that name; raises `FileNotFoundError` if there is none."""
        if (name, token) not in self._icons:
            drawing = icon_file(name).read_text(encoding="utf-8")
            # A copy, for the first QIcon is to PySide the engine's parent: collected in a circle,
            # it takes the engine with it, and copies that are still shown end the process
            self._icons[name, token] = QIcon(QIcon(TintedIcon(drawing, token, self._theme)))
        return self._icons[name, token]


class TintedIcon(QIconEngine):
    def __init__(self, drawing: str, token: str, theme: Theme) -> None:
        super().__init__()
        self._drawing, self._token, self._theme = drawing, token, theme
        self._pixmaps: dict[tuple[str, int, int, float], QPixmap] = {}

    def clone(self) -> TintedIcon:
        return TintedIcon(self._drawing, self._token, self._theme)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.scaledPixmap(rect.size(), mode, state, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, _state: QIcon.State, scale: float
    ) -> QPixmap:
        """`size` is in logical pixels; the pixmap has `scale` times as many."""
        if size.isEmpty():
            return QPixmap()
        token = "disabled" if mode == QIcon.Mode.Disabled else self._token
        colour = self._theme[token].name()
        key = (colour, size.width(), size.height(), scale)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(colour, size * scale, scale)
        return self._pixmaps[key]

    def actualSize(self, size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        return size

    def _draw(self, colour: str, size: QSize, scale: float) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        svg = QSvgRenderer(QByteArray(self._drawing.replace("currentColor", colour).encode()))
        painter = QPainter(pixmap)
        side = min(size.width(), size.height())
        corner = QPoint((size.width() - side) // 2, (size.height() - side) // 2)
        svg.render(painter, QRectF(corner.x(), corner.y(), side, side))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap
