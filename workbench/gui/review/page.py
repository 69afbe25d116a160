"""Review: the reviews at the left; at the right one of its pages (see `seams.Part`)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QWidget

from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.naming import named
from workbench.gui.kit.theme import Theme
from workbench.gui.kit.write_keys import WriteKeys
from workbench.gui.review.empty import EmptyReview
from workbench.gui.review.reviews.panel import ReviewsPanel
from workbench.gui.review.seams import Part

LISTS_UNITS = 58


class ReviewPlace(QWidget):
    said = Signal(str)
    """What was done, for the status line."""
    evaluation_wanted = Signal(str, int)
    """Id of an evaluation to be seen in Evaluate, and the number of a cell; -1 for none."""
    prompt_wanted = Signal(str)
    """Id of a prompt to be seen in Write."""
    file_written = Signal(object)
    """`Path` of a file that somebody may want to see."""
    setup_requested = Signal(object)
    """A review is to be set up; a `Source` or None."""
    results_requested = Signal()
    """Results files are to be chosen and taken in."""
    leaving = Signal()
    """Another place is turned to, or the window goes: what is typed is to be kept."""

    def __init__(
        self, theme: Theme, icons: Icons, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("review")
        self._actions = actions
        self._keys = WriteKeys()
        self._pages: dict[Part, QWidget] = {}
        self.lists = ReviewsPanel(theme, icons, self)
        self.empty = EmptyReview(theme, icons, self)
        self.stack = named(QStackedWidget(self), "review.pages")
        self.put(Part.EMPTY, self.empty)
        self.parts = QSplitter(Qt.Orientation.Horizontal, self)
        self.parts.setObjectName("review.parts")
        self.parts.setHandleWidth(1)
        self.parts.setChildrenCollapsible(False)
        self.lists.setMinimumWidth(40 * theme.unit)
        for part in (self.lists, self.stack):
            self.parts.addWidget(part)
        self.parts.setStretchFactor(0, 0)
        self.parts.setStretchFactor(1, 1)
        self.parts.setSizes([LISTS_UNITS * theme.unit, 4 * LISTS_UNITS * theme.unit])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.parts)
        self.setFocusProxy(self.lists.list)

    @property
    def part(self) -> Part:
        """Which page is seen."""
        current = self.stack.currentWidget()
        return next(part for part, page in self._pages.items() if page is current)

    def page(self, part: Part) -> QWidget | None:
        """None while it was not made."""
        return self._pages.get(part)

    def put(self, part: Part, page: QWidget) -> None:
        self._pages[part] = page
        self.stack.addWidget(page)

    def turn_to(self, part: Part) -> None:
        """Somebody who judges has the whole room."""
        self.stack.setCurrentWidget(self._pages[part])
        self.lists.setVisible(part is not Part.REVIEWING)

    def event(self, event: QEvent) -> bool:
        return self._keys.taken(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keys.meant_by(event):
            super().keyPressEvent(event)
