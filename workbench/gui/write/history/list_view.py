"""The list of states: arrows choose, Enter restores, `M` or a click with `Ctrl` marks."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView


class TimelineView(QListView):
    mark_requested = Signal(QModelIndex)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if index.isValid() and control and event.button() is Qt.MouseButton.LeftButton:
            self.mark_requested.emit(index)
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.key() == Qt.Key.Key_M and plain and self.currentIndex().isValid():
            self.mark_requested.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
