"""The page of rubrics with its presenter."""

from __future__ import annotations

from workbench.gui.review.around import Around
from workbench.gui.review.rubrics.page import RubricsPage
from workbench.gui.review.rubrics.presenter import RubricsPresenter


def build_rubrics_page(around: Around) -> RubricsPage:
    page = RubricsPage(around.theme, around.icons)
    RubricsPresenter(page, around)
    return page
