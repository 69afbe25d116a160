"""The page of what was learned, with its presenters."""

from __future__ import annotations

from workbench.gui.review.around import Around
from workbench.gui.review.learned.adopting import Adopting
from workbench.gui.review.learned.attaching import Attaching
from workbench.gui.review.learned.page import LearnedPage
from workbench.gui.review.learned.presenter import LearnedPresenter
from workbench.gui.review.learned.reporting import Reporting

OFFERED = {
    "review.adopt": "database",
    "review.report": "file",
    "review.approve": "check-badge",
}


def build_learned_page(around: Around) -> LearnedPage:
    page = LearnedPage(around.theme, around.icons)
    working = around.background.aside()
    presenter = LearnedPresenter(page, around, working)
    Adopting(page, presenter, around)
    Reporting(page, presenter, around, working)
    Attaching(page, presenter, around, working)
    page.head.offer_reveal(around.actions["review.reveal"], "eye")
    for command_id, icon in OFFERED.items():
        page.head.offer(around.actions[command_id], icon)
    return page
