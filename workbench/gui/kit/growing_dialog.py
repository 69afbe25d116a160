"""A dialog that grows when it has more to say.

Qt gives a dialog the height of what it says when it opens. A sentence that is wrapped and
comes later is laid out in that height, over what stands around it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog


class Growing(QObject):
    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        dialog.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self._grow()
        return False

    def _grow(self) -> None:
        dialog = self._dialog
        layout = dialog.layout()
        needed = layout.sizeHint().height() if layout else 0
        if layout and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(dialog.width())
        if needed > dialog.height():
            dialog.resize(dialog.width(), needed)
