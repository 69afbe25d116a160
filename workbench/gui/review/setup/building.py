"""The page of the setup with its presenter."""

from __future__ import annotations

from workbench.gui.review.around import Around
from workbench.gui.review.setup.page import SetupPage
from workbench.gui.review.setup.presenter import SetupPresenter


def build_setup_page(around: Around) -> SetupPage:
    page = SetupPage(around.theme, around.icons)
    SetupPresenter(page, around)
    return page
