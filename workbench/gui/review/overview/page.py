"""The overview of one review."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.tone import set_surface, set_tone
from workbench.gui.review.seams import About, ReviewPage


class OverviewPage(ReviewPage):
    review_wanted = Signal(str)
    """Id of the review that is to be shown here."""

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overview")
        set_surface(self, "background")
        self._icons = icons
        self.title = named(QLabel(self), "overview.title")
        set_tone(self.title, "title")
        column = QVBoxLayout(self)
        column.setContentsMargins(*[4 * theme.unit] * 4)
        column.addWidget(self.title)
        column.addStretch(1)

    def begin(self, about: About) -> None:
        self.review_wanted.emit(about.review_id)
