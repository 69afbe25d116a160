"""Puts Review together: its list and pages, and the presenters between them and the services."""

from __future__ import annotations

from workbench.gui.review.around import Around
from workbench.gui.review.conducting import Conductor
from workbench.gui.review.page import ReviewPlace

__all__ = ["Around", "ReviewPlace", "build_review_place"]


def build_review_place(around: Around) -> ReviewPlace:
    """The place, ready to be shown; it reads its list and opens the review seen last."""
    place = ReviewPlace(around.theme, around.icons, around.actions)
    conductor = Conductor(place, around)
    conductor.start()
    return place
