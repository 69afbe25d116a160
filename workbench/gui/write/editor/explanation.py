"""A small card over the window that says what a name stands for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.write.editor.completing import Explanation

WIDTH_UNITS = 76
LONGEST, MOST_LINES = 600, 10


class ExplanationCard(QFrame):
    """Takes neither the keyboard nor the mouse."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        named(self, "editor.explanation", self.tr("Explanation"))
        self.setProperty("surface", "float")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme, self._window = theme, window
        self.title, self.kind, self.note, self.body = (QLabel(self) for _ in range(4))
        for label in (self.title, self.kind, self.note, self.body):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        set_tone(self.kind, "muted")
        column = QVBoxLayout(self)
        unit = theme.unit
        column.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit)
        column.setSpacing(unit)
        for label in (self.title, self.kind, self.note, self.body):
            column.addWidget(label)
        self.hide()

    def show_explanation(self, said: Explanation) -> None:
        """Fill it; where it stands is for the caller."""
        self.title.setFont(self._bold())
        self.body.setFont(self._theme.code_font(0.94))
        texts = (said.title, said.kind, said.note, beginning(said.body))
        for label, text in zip((self.title, self.kind, self.note, self.body), texts, strict=True):
            label.setText(safe(text))
            label.setVisible(bool(text))
        self.setAccessibleDescription(safe("\n".join(text for text in texts if text)))
        width = WIDTH_UNITS * self._theme.unit
        self.resize(width, self.heightForWidth(width))

    def show_beside(self, near: QRect) -> None:
        """Right of a list, or left of it where there is no room; `near` is in the window."""
        window = self._window
        x = near.right() + self._theme.unit
        if x + self.width() > window.width():
            x = near.left() - self._theme.unit - self.width()
        self._show_at(QPoint(x, near.top()))

    def show_below(self, line: QRect) -> None:
        """Below a line of text, or above it where there is no room."""
        y = line.bottom() + self._theme.unit
        if y + self.height() > self._window.height():
            y = line.top() - self._theme.unit - self.height()
        self._show_at(QPoint(line.left(), y))

    def _show_at(self, place: QPoint) -> None:
        window = self._window
        x = max(0, min(place.x(), window.width() - self.width()))
        y = max(0, min(place.y(), window.height() - self.height()))
        self.move(x, y)
        self.show()
        self.raise_()

    def _bold(self) -> QFont:
        font = self._theme.code_font()
        font.setBold(True)
        return font


def beginning(text: str) -> str:
    """So much of a text as a card has room for."""
    lines = text[:LONGEST].split("\n")
    shown = "\n".join(lines[:MOST_LINES])
    return f"{shown} …" if len(shown) < len(text) else shown
