"""A slim line over the editor: a newer version is there than the draft is based on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from workbench.gui.kit.elided import ElidedLabel, Sign
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme


class NewerBanner(QFrame):
    compare_requested = Signal()
    merge_requested = Signal()
    dismissed = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "newer", self.tr("A newer version"))
        self.setProperty("surface", "notice")
        mark = Sign(icons, self)
        mark.show_icon("merge", "info")
        self.words = named(ElidedLabel(theme, "text", self), "newer.words")
        self.compare = self._button("newer.compare", self.tr("Compare"))
        self.compare.setToolTip(self.tr("See what the newer version changed"))
        self.merge = self._button("newer.merge", self.tr("Merge…"))
        self.close_ = named(QToolButton(self), "newer.dismiss", self.tr("Not now"))
        self.close_.setToolTip(self.tr("Not now. It stays in the menu Prompt."))
        self.close_.setIcon(icons("x"))
        unit = theme.unit
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * unit, unit, 3 * unit, unit)
        row.setSpacing(2 * unit)
        row.addWidget(mark)
        row.addWidget(self.words, 1)
        for button in (self.compare, self.merge, self.close_):
            row.addWidget(button)
        self.compare.clicked.connect(lambda: self.compare_requested.emit())
        self.merge.clicked.connect(lambda: self.merge_requested.emit())
        self.close_.clicked.connect(lambda: self.dismissed.emit())
        self.hide()

    def show_newer(self, words: str, detail: str) -> None:
        self.words.show_text(words)
        self.words.setToolTip(detail)
        self.show()

    def _button(self, name: str, text: str) -> QPushButton:
        button = named(QPushButton(text, self), name)
        button.setProperty("kind", "quiet")
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return button
