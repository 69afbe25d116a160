"""Review as a whole, over a workspace with one prompt and no review yet."""

from __future__ import annotations

import pytest

from tests.builders import a_content
from tests.gui.review.open_review import OpenReview
from workbench.bootstrap import close_services, open_services


@pytest.fixture
def services(tmp_path):
    services = open_services(tmp_path / "workspace.db", empty=True)
    services.prompts.create("support/triage", content=a_content("Sort {{ name }}"))
    yield services
    close_services(services)


@pytest.fixture
def open_review(qtbot, services, theme, icons, actions):
    """Opens the place, once what it is to show is there."""
    opened = []

    def open_it(memory=None):
        review = OpenReview(services, theme, icons, actions, memory)
        opened.append(review)
        qtbot.addWidget(review.place)
        review.place.resize(1200, 800)
        review.place.show()
        qtbot.waitUntil(lambda: review.background.idle)
        return review

    yield open_it
    for review in opened:
        review.background.close()
