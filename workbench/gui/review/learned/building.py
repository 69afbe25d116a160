"""The page of what was learned, with its presenters."""

from __future__ import annotations

from workbench.gui.review.around import Around
from workbench.gui.review.learned.page import LearnedPage
from workbench.gui.review.learned.presenter import LearnedPresenter


def build_learned_page(around: Around) -> LearnedPage:
    page = LearnedPage(around.theme, around.icons)
    working = around.background.aside()
    LearnedPresenter(page, around, working)
    page.head.offer(around.actions["review.reveal"], "eye")
    return page
