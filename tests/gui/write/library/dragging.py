"""A drag as the hand does it: press, move, move on, let go."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


def drag(widget: QWidget, start: QPoint, end: QPoint, during=lambda: None) -> None:
    """`during` is called over the end, before the button is let go."""
    far = QPoint(QApplication.startDragDistance() + 2, 0)
    _mouse(widget, QEvent.Type.MouseButtonPress, start, LEFT, LEFT)
    for place in (start + far, start + far * 2, (start + end) / 2, end):
        _mouse(widget, QEvent.Type.MouseMove, place, NONE, LEFT)
    during()
    _mouse(widget, QEvent.Type.MouseButtonRelease, end, LEFT, NONE)


def _mouse(widget, kind, place, button, buttons):
    place = QPointF(place)
    event = QMouseEvent(
        kind,
        place,
        widget.mapToGlobal(place),
        button,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)
