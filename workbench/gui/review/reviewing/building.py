"""Makes the reviewer's page and its presenter."""

from __future__ import annotations

from workbench.gui.review.around import Around
from workbench.gui.review.reviewing.page import ReviewingPage
from workbench.gui.review.reviewing.presenter import ReviewingPresenter


def build_reviewing_page(around: Around) -> ReviewingPage:
    page = ReviewingPage(around.theme, around.icons)
    ReviewingPresenter(page, around)
    return page
