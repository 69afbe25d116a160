"""The name of the review, its state, what it is about, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from workbench.gui.kit.elided import ElidedLabel, Sign, shortened
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.plain_label import plain_label
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_tone
from workbench.gui.review.overview.asked import arrangement_words
from workbench.gui.review.overview.content import OverviewContent
from workbench.gui.review.wording import KINDS, state_of, translate

LONGEST_SOURCE = 40
"""Characters of the name of where the outputs are from."""


class OverviewHead(QWidget):
    more_wanted = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = named(ElidedLabel(theme, parent=self), "overview.title")
        set_tone(self.title, "heading")
        self.sign = Sign(icons, self)
        self.state = named(QLabel(self), "overview.state")
        self.asks = named(plain_label("", self, "muted"), "overview.asks")
        self.source = named(QPushButton(self), "overview.source")
        self.source.setProperty("kind", "quiet")
        self.learned = self._button("overview.learned")
        self.bring = self._button("overview.bring")
        self.more = named(QToolButton(self), "overview.more", self.tr("More about this review"))
        self.more.setIcon(icons("more"))
        self.more.setToolTip(self.tr("Rename, close, remove…"))
        self.more.setProperty("kind", "outlined")
        self.more.clicked.connect(self.more_wanted)
        self._lay_out(theme.unit)

    def show_content(self, content: OverviewContent) -> None:
        plan, state = content.summary.review.plan, state_of(content.summary)
        self.title.show_text(safe(plan.name))
        self.sign.show_icon(state.icon, state.token)
        self.state.setText(translate(state.word))
        set_tone(self.state, "passed" if state.token == "passed" else "muted")
        self.asks.setText(f"{translate(KINDS[plan.kind])} · {arrangement_words(content.summary)}")
        name = content.evaluation or content.prompt
        self.source.setVisible(bool(name))
        words = self.tr("From {0}").format(safe(name))
        self.source.setText(shortened(self.source, words, LONGEST_SOURCE).replace("&", "&&"))
        self.source.setAccessibleName(words)

    def _button(self, name: str) -> QPushButton:
        button = named(QPushButton(self), name)
        button.setAutoDefault(True)
        button.hide()
        return button

    def _lay_out(self, unit: int) -> None:
        names = QHBoxLayout()
        names.setSpacing(2 * unit)
        names.addWidget(self.title, 1)
        names.addWidget(self.sign)
        names.addWidget(self.state)
        names.addWidget(self.more)
        buttons = FlowLayout(2 * unit)
        for button in (self.learned, self.bring, self.source):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * unit)
        column.addLayout(names)
        column.addWidget(self.asks)
        column.addLayout(buttons)
