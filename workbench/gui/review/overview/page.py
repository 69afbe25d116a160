"""The overview of one review: what is asked, whom, and how far they are."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from workbench.gui.kit.elided import shortened
from workbench.gui.kit.flow_layout import FlowLayout
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.review.overview.asked import AskedView
from workbench.gui.review.overview.content import OverviewContent, ReviewerLine
from workbench.gui.review.overview.head import OverviewHead
from workbench.gui.review.overview.log import LogView
from workbench.gui.review.overview.reviewers_table import ReviewersTable
from workbench.gui.review.seams import About, ReviewPage

WIDEST_UNITS = 240
LONGEST_NAME = 20
"""Characters of a name on a button."""


class OverviewPage(ReviewPage):
    review_wanted = Signal(str)
    """Id of the review that is to be shown here."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overview")
        set_surface(self, "background")
        self._icons = icons
        self.head = OverviewHead(theme, icons, self)
        self.table = ReviewersTable(theme, icons, self)
        self.judge = self._button("overview.judge", "play", primary=True)
        self.pack = self._button("overview.pack", "package")
        self.packs = self._button("overview.packs", "package")
        self.asked = AskedView(theme, self)
        self.log = LogView(theme, icons, self)
        self._lay_out(theme.unit)
        self.table.chosen.connect(self._on_chosen)
        self.setFocusProxy(self.table)

    def begin(self, about: About) -> None:
        self.review_wanted.emit(about.review_id)

    def show_content(self, content: OverviewContent) -> None:
        self.head.show_content(content)
        self.table.show_lines(content.lines)
        self.asked.show_plan(content.summary.review.plan)
        self.log.show_content(content)

    def _on_chosen(self, line: ReviewerLine | None) -> None:
        """The buttons say for whom."""
        whole = safe(line.progress.name) if line else ""
        name = shortened(self.pack, whole, LONGEST_NAME).replace("&", "&&")
        self.judge.setText(self.tr("Judge here as {0}").format(name))
        self.pack.setText(self.tr("Write a pack for {0}…").format(name))

    def _button(self, name: str, icon: str, *, primary: bool = False) -> QPushButton:
        button = named(QPushButton(self), name)
        button.setIcon(self._icons(icon, "accent_fill_text" if primary else "muted"))
        button.setAutoDefault(True)
        if primary:
            button.setProperty("kind", "primary")
        button.hide()
        return button

    def _lay_out(self, unit: int) -> None:
        inside = QWidget(self)
        inside.setMaximumWidth(WIDEST_UNITS * unit)
        column = QVBoxLayout(inside)
        column.setContentsMargins(6 * unit, 5 * unit, 6 * unit, 6 * unit)
        column.setSpacing(3 * unit)
        buttons = FlowLayout(2 * unit)
        for button in (self.judge, self.pack, self.packs):
            buttons.addWidget(button)
        column.addWidget(self.head)
        column.addSpacing(unit)
        column.addWidget(self.table)
        column.addLayout(buttons)
        for title, view in ((self.tr("What is asked"), self.asked), (self._log_title(), self.log)):
            heading = QLabel(title, inside)
            set_tone(heading, "section")
            column.addSpacing(3 * unit)
            column.addWidget(heading)
            column.addWidget(view)
        column.addStretch(1)
        self.area = scroll = named(QScrollArea(self), "overview.scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(scroll)

    def _log_title(self) -> str:
        return self.tr("Packs and results")
