"""Why an item is skipped: a short list, or own words. It takes the place of the questions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.reviewing.field import digit


class Skipping(QFrame):
    skipped = Signal(str)
    given_up = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._reasons = (
            self.tr("I cannot tell"),
            self.tr("This is not my field"),
            self.tr("The text is broken or missing"),
            self.tr("I should not judge this one"),
        )
        title = QLabel(self.tr("Why do you skip this one?"), self)
        set_tone(title, "heading")
        self.buttons = [self._button(n, reason) for n, reason in enumerate(self._reasons)]
        self.line = named(QLineEdit(self), "skip.words", self.tr("Your own words"))
        self.line.setPlaceholderText(self.tr("Or say it in your own words, then Enter"))
        self.line.returnPressed.connect(self._on_line)
        self.back = named(QPushButton(self.tr("Back to the questions"), self), "skip.back")
        self.back.setProperty("kind", "quiet")
        self.back.clicked.connect(self.given_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * theme.unit, 0, 2 * theme.unit)
        column.setSpacing(3 * theme.unit)
        column.addWidget(title)
        flow = FlowLayout(2 * theme.unit)
        for button in self.buttons:
            flow.addWidget(button)
        column.addLayout(flow)
        row = QHBoxLayout()
        row.setSpacing(2 * theme.unit)
        row.addWidget(self.line, 1)
        row.addWidget(self.back)
        column.addLayout(row)
        column.addStretch(1)

    def begin(self) -> None:
        self.line.clear()
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pressed = digit(event)
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            for button in self.buttons:
                if button.hasFocus():
                    button.click()
        elif pressed is not None and 0 < pressed <= len(self._reasons):
            self.skipped.emit(self._reasons[pressed - 1])
        # Nothing else is for the questions, which are not seen
        event.accept()

    def _button(self, number: int, reason: str) -> QPushButton:
        button = named(QPushButton(f"{number + 1}   {reason}", self), f"skip.{number}", reason)
        button.setProperty("kind", "answer")
        button.clicked.connect(lambda: self.skipped.emit(reason))
        return button

    def _on_line(self) -> None:
        if self.line.text().strip():
            self.skipped.emit(self.line.text().strip())
