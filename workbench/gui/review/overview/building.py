"""The overview with its presenters."""

from __future__ import annotations

from workbench.gui.review.around import Around
from workbench.gui.review.overview.managing import Managing
from workbench.gui.review.overview.packing import Packing
from workbench.gui.review.overview.page import OverviewPage
from workbench.gui.review.overview.presenter import OverviewPresenter


def build_overview_page(around: Around) -> OverviewPage:
    page = OverviewPage(around.theme, around.icons)
    overview = OverviewPresenter(page, around)
    managing = Managing(overview, around, page)
    packing = Packing(overview, around, around.background, page)
    managing.said.connect(page.said)
    packing.said.connect(page.said)
    packing.written.connect(page.file_written)
    return page
