"""What stands in the library's place when there is nothing to list, and what to do about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme


class EmptyLibrary(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = theme.unit
        self.text = QLabel(self)
        self.text.setObjectName("library.empty")
        self.text.setProperty("tone", "muted")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.new = named(QPushButton(self.tr("New prompt…"), self), "library.new")
        self.registry = named(
            QPushButton(self.tr("Open a team's registry…"), self), "library.registry"
        )
        self.clear = named(QPushButton(self.tr("Clear the filter"), self), "library.clear")
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        column.addStretch(1)
        column.addWidget(self.text)
        column.addWidget(self.new, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.registry, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.show_filtered("")

    def use_actions(self, new: QAction, registry: QAction) -> None:
        for button, action in ((self.new, new), (self.registry, registry)):
            button.clicked.connect(action.trigger)
            action.changed.connect(partial(_follow, button, action))
            _follow(button, action)

    def show_filtered(self, wanted: str) -> None:
        """`wanted` is what the filter asks for; empty where there is none."""
        nothing = self.tr("Your prompts will stand here, in folders by their paths.")
        words = self.tr(
            "Nothing matches “{0}”. Try fewer words, or Ctrl+Space to see what can be asked for."
        )
        self.text.setText(words.format(safe(wanted)) if wanted else nothing)
        for way in (self.new, self.registry):
            way.setVisible(not wanted)
        self.clear.setVisible(bool(wanted))


def _follow(button: QPushButton, action: QAction) -> None:
    button.setEnabled(action.isEnabled())
    button.setToolTip(action.toolTip())
