"""What a placeholder's card shows in the place of a text: the conversation it stands for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe


class StandIn(QLabel):
    """Takes the keyboard as a text does, so that its message is the current one."""

    focused = Signal(bool)

    def __init__(self, unit: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("tone", "muted")
        self.setContentsMargins(unit + 1, unit, unit + 1, unit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()

    def show_name(self, name: str, index: int) -> None:
        words = self.tr("the messages of {0}").format(safe(name))
        self.setText(words)
        self.setToolTip(self.tr("They are given under Inputs, and sent in this place"))
        told = self.tr("Message {0}, {1}").format(index + 1, words)
        named(self, f"editor.stand_in.{index}", told)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)
