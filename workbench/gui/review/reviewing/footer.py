"""The buttons below the questions: back, undo, skip, and on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone


class Footer(QWidget):
    def __init__(self, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.back = self._button(
            "back", self.tr("Back"), self.tr("To the one before (Shift+Enter)")
        )
        self.back.setIcon(icons("arrow-left"))
        undo_tip = self.tr("Take the last step back (U)")
        self.undo = self._button("undo", self.tr("Undo"), undo_tip)
        self.undo.setIcon(icons("undo"))
        self.skip = self._button("skip", self.tr("Skip…"), self.tr("Say why, and go on (S)"))
        open_tip = self.tr("To the first one that you have not answered")
        self.open = self._button("open", self.tr("To the unanswered"), open_tip)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.next = self._button("next", self.tr("Next  ↵"), self.tr("Keep it and go on (Enter)"))
        self.next.setAccessibleName(self.tr("Next"))
        self.next.setProperty("kind", "primary")
        self.next.setMinimumWidth(28 * theme.unit)
        for quiet in (self.back, self.undo, self.skip, self.open):
            quiet.setProperty("kind", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2 * theme.unit, 0, 3 * theme.unit)
        row.setSpacing(theme.unit)
        for button in (self.back, self.undo, self.skip, self.open):
            row.addWidget(button)
        row.addSpacing(2 * theme.unit)
        row.addWidget(self.words, 1)
        row.addSpacing(2 * theme.unit)
        row.addWidget(self.next)

    def say(self, words: str, tone: str = "muted") -> None:
        self.words.setText(words)
        set_tone(self.words, tone)

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = named(QPushButton(text, self), f"reviewing.{name}")
        button.setToolTip(tip)
        return button
