"""A part that is shown whole where there is room, and scrolled where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget


class GivingWay(QScrollArea):
    def __init__(self, inside: QWidget, fewest: int, parent: QWidget | None = None) -> None:
        """`fewest` pixels of height are always there."""
        super().__init__(parent)
        self._inside, self._fewest = inside, fewest
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        inside.installEventFilter(self)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._inside.minimumSizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._inside.minimumSizeHint().width(), min(self._fewest, self._height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _height(self) -> int:
        return max(0, self._inside.sizeHint().height())

    def _fit(self) -> None:
        self.setMaximumHeight(self._height())
        self.updateGeometry()
