"""The list at the left: read from the workspace, and kept current."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Signal

from workbench.domain.reviews import ReviewSummary
from workbench.gui.commands.reviewing import REVIEW_MENU
from workbench.gui.kit.command_menu import LINE, command_menu
from workbench.gui.review.around import Around
from workbench.gui.review.reviews.panel import ReviewsPanel
from workbench.services.events import Event, ReviewsChanged


class ReviewsPresenter(QObject):
    listed = Signal(list)
    """`ReviewSummary`s that are listed now."""

    def __init__(self, panel: ReviewsPanel, around: Around) -> None:
        super().__init__(panel)
        self._panel, self._around = panel, around
        self._shown = ""
        self._reading = self._again = False
        panel.menu_wanted.connect(self._show_menu)
        around.relay.published.connect(self._on_event)

    def load(self) -> None:
        """Read the reviews again; what is asked for while they are read is read once more."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        reviews = self._around.services.reviews
        self._around.background.run(self, reviews.summaries, self._show, self._fail)

    def show_chosen(self, review_id: str) -> None:
        self._shown = review_id
        self._panel.choose(review_id)

    def _show(self, summaries: list[ReviewSummary]) -> None:
        self._reading = False
        self._panel.reviews.show_summaries(summaries)
        self._panel.choose(self._shown)
        self._panel.show_count()
        self.listed.emit(summaries)
        self._load_if_changed()

    def _fail(self, error: Exception) -> None:
        self._reading = False
        self._around.background.failed.emit(error)
        self._load_if_changed()

    def _load_if_changed(self) -> None:
        if self._again:
            self._again = False
            self.load()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, ReviewsChanged):
            self.load()

    def _show_menu(self, place: QPoint) -> None:
        actions = self._around.actions
        ids = [each or LINE for each in REVIEW_MENU if not each or actions.has_handler(each)]
        command_menu(self._panel, ids, actions, self._around.icons).popup(place)
