"""Reads what the overview shows, and keeps it current."""

from __future__ import annotations

from PySide6.QtCore import QObject

from workbench.domain.reviews import ReviewSummary
from workbench.gui.kit.safe_text import safe
from workbench.gui.review.around import Around
from workbench.gui.review.overview.page import OverviewPage
from workbench.services.events import Event, ReviewsChanged


class OverviewPresenter(QObject):
    def __init__(self, page: OverviewPage, around: Around) -> None:
        super().__init__(page)
        self._page, self._around = page, around
        self._review_id = ""
        page.review_wanted.connect(self.show_review)
        around.relay.published.connect(self._on_event)

    def show_review(self, review_id: str) -> None:
        self._review_id = review_id
        self._load()

    def _load(self) -> None:
        reviews, review_id = self._around.services.reviews, self._review_id
        self._around.background.run(self, lambda: reviews.summary(review_id), self._show)

    def _show(self, summary: ReviewSummary) -> None:
        if summary.review.id == self._review_id:
            self._page.title.setText(safe(summary.review.plan.name))

    def _on_event(self, event: Event) -> None:
        if isinstance(event, ReviewsChanged) and event.review_id == self._review_id:
            self._load()
