from __future__ import annotations

import pytest

from tests.gui.review.reviewing.sitting_down import Reviewer, a_set_up_review
from workbench.bootstrap import close_services, open_services
from workbench.gui.kit.actions import Actions

TEXTS = ("You may send them back.", "No.", "Ask the shop first.")


@pytest.fixture
def services(tmp_path):
    services = open_services(tmp_path / "workspace.db", empty=True)
    yield services
    close_services(services)


@pytest.fixture
def review(services):
    """Three outputs, a scale and a question with yes and no, for ada and bo."""
    return a_set_up_review(services, *TEXTS)


@pytest.fixture
def sit_down(qtbot, qapp, services, theme, icons):
    """Begin to judge a review."""
    seated = []

    def sit(review):
        reviewer = Reviewer(qtbot, services, theme, icons, Actions())
        seated.append(reviewer)
        return reviewer.begin(review)

    yield sit
    for reviewer in seated:
        reviewer.close()
        reviewer.actions.deleteLater()
