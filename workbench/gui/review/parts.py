"""How each page of Review is made; a page that is not here has no command that shows it."""

from __future__ import annotations

from collections.abc import Callable

from workbench.gui.review.around import Around
from workbench.gui.review.seams import Part, ReviewPage

Build = Callable[[Around], ReviewPage]


def build_overview(around: Around) -> ReviewPage:
    from workbench.gui.review.overview.building import build_overview_page

    return build_overview_page(around)


def build_learned(around: Around) -> ReviewPage:
    from workbench.gui.review.learned.building import build_learned_page

    return build_learned_page(around)


def build_reviewing(around: Around) -> ReviewPage:
    from workbench.gui.review.reviewing.building import build_reviewing_page

    return build_reviewing_page(around)


def build_setup(around: Around) -> ReviewPage:
    from workbench.gui.review.setup.building import build_setup_page

    return build_setup_page(around)


def build_rubrics(around: Around) -> ReviewPage:
    from workbench.gui.review.rubrics.building import build_rubrics_page

    return build_rubrics_page(around)


PARTS: dict[Part, Build] = {
    Part.OVERVIEW: build_overview,
    Part.SETUP: build_setup,
    Part.RUBRICS: build_rubrics,
    Part.LEARNED: build_learned,
    Part.REVIEWING: build_reviewing,
}
"""Made when they are first shown."""
