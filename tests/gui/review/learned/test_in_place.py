"""What was learned is a page of Review: reached by its command, left to the overview."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QToolButton

from tests.builders import a_content
from tests.gui.review.learned.open_learned import OpenLearned
from workbench.bootstrap import close_services, open_services
from workbench.gui.review.learned.page import LearnedPage
from workbench.gui.review.place import build_review_place
from workbench.gui.review.seams import Part


@pytest.fixture
def opened(qtbot, tmp_path, theme, icons, actions):
    services = open_services(tmp_path / "workspace.db", empty=True)
    prompt = services.prompts.create("support/refund", content=a_content("Answer {{ ticket }}"))
    opened = OpenLearned(services, theme, icons, actions, prompt, with_page=False)
    yield opened
    opened.background.close()
    close_services(services)


def test_its_command_turns_to_it_and_back_leads_to_the_overview(qtbot, opened):
    review = opened.reviewed()
    opened.say(review, 0, "ada")
    place = build_review_place(opened.around)
    qtbot.addWidget(place)
    place.resize(1000, 640)
    place.show()
    qtbot.waitUntil(opened.actions["review.learned"].isEnabled)

    opened.actions.run("review.learned")

    page = place.findChild(LearnedPage)
    assert place.part is Part.LEARNED
    qtbot.waitUntil(lambda: page.sections.isVisible())
    qtbot.waitUntil(opened.actions["review.report"].isEnabled)
    page.findChild(QToolButton, "learned.back").click()
    assert place.part is Part.OVERVIEW
    assert not opened.actions["review.report"].isEnabled()


def test_nothing_is_learned_of_a_review_in_which_nobody_judged(qtbot, opened):
    opened.reviewed()
    place = build_review_place(opened.around)
    qtbot.addWidget(place)
    place.show()
    qtbot.waitUntil(lambda: place.part is Part.OVERVIEW)

    assert not opened.actions["review.learned"].isEnabled()
    assert "Nobody has judged" in opened.actions.reason("review.learned")
