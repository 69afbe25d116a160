"""A slim line over the editor: which version brought the passage that was asked about."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from workbench.gui.kit.elided import ElidedLabel, Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme


class OriginBanner(QFrame):
    compare_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "origin", self.tr("Which version brought this"))
        self.setProperty("surface", "notice")
        sign = Sign(icons, self)
        sign.show_icon("origin", "info")
        self.words = named(ElidedLabel(theme, "text", self), "origin.words")
        self.compare = named(QPushButton(self.tr("See the change"), self), "origin.compare")
        self.compare.setProperty("kind", "quiet")
        self.compare.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.close_ = named(QToolButton(self), "origin.dismiss", self.tr("Dismiss"))
        self.close_.setToolTip(self.tr("Dismiss"))
        self.close_.setIcon(icons("x"))
        unit = theme.unit
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * unit, unit, 3 * unit, unit)
        row.setSpacing(2 * unit)
        row.addWidget(sign)
        row.addWidget(self.words, 1)
        row.addWidget(self.compare)
        row.addWidget(self.close_)
        self.compare.clicked.connect(lambda: self.compare_requested.emit())
        self.close_.clicked.connect(self.hide)
        self.hide()

    def show_words(self, words: str, *, comparable: bool = False) -> None:
        """`comparable`: there is a change to see."""
        self.words.show_text(words)
        self.compare.setVisible(comparable)
        self.show()
