"""The overview with its presenter."""

from __future__ import annotations

from workbench.gui.review.around import Around
from workbench.gui.review.overview.page import OverviewPage
from workbench.gui.review.overview.presenter import OverviewPresenter


def build_overview_page(around: Around) -> OverviewPage:
    page = OverviewPage(around.theme, around.icons)
    OverviewPresenter(page, around)
    return page
