"""What stands where there is nothing yet: a mark, what belongs there, and the ways to fill it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone

WIDEST_UNITS = 120
WIDE = 1000
"""The text takes all of the room, up to its widest."""


class EmptyState(QWidget):
    def __init__(
        self, theme: Theme, icons: Icons, icon: str, title: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self.mark = QLabel(self)
        side = 12 * theme.unit
        self.mark.setPixmap(icons(icon, "muted").pixmap(QSize(side, side)))
        self.title = QLabel(title, self)
        set_tone(self.title, "heading")
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setMaximumWidth(WIDEST_UNITS * theme.unit)
        set_tone(self.text, "muted")
        for label in (self.mark, self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = QHBoxLayout()
        self._lay_out(theme.unit)

    def add_button(self, name: str, *, primary: bool = False) -> QPushButton:
        button = named(QPushButton(self), name)
        button.setAutoDefault(True)
        if primary:
            button.setProperty("kind", "primary")
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def use_action(self, button: QPushButton, action: QAction, icon: str) -> None:
        """The button says and does what the action does."""
        primary = button.property("kind") == "primary"
        button.setIcon(self._icons(icon, "accent_fill_text" if primary else "muted"))
        button.setText(action.text().replace("&", ""))
        button.clicked.connect(action.trigger)

    def _lay_out(self, unit: int) -> None:
        self._buttons.setSpacing(2 * unit)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        words = QHBoxLayout()
        words.addStretch(1)
        words.addWidget(self.text, WIDE)
        words.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * unit, 6 * unit, 6 * unit, 6 * unit)
        column.setSpacing(3 * unit)
        column.addStretch(2)
        column.addWidget(self.mark)
        column.addWidget(self.title)
        column.addLayout(words)
        column.addSpacing(unit)
        column.addLayout(self._buttons)
        column.addStretch(3)
