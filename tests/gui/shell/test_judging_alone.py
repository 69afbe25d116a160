"""Somebody who judges has the whole screen, and the window comes back as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_plan
from tests.gui.shell.test_review_host import ran
from workbench.domain.review_choosing import Candidate
from workbench.gui.kit.notice import Notice
from workbench.gui.review.seams import Part


@pytest.fixture
def assembled(qtbot, open_frame, workspace):
    frame = open_frame(workspace)
    qtbot.waitUntil(lambda: frame.assembly.opened is not None)
    return frame


def test_what_would_lead_a_reviewer_away_waits_but_a_warning_does_not(qtbot, assembled):
    window, services = assembled.window, assembled.assembly.opened.services
    window.notices.show_notice("later", "Look here")
    review = services.reviews.create(
        a_plan(reviewers=("ada",)), [Candidate((ran(services).id,))], author="lead"
    )
    window.actions_.run("go.review")
    place = window.stack.currentWidget()
    qtbot.waitUntil(lambda: place.part is Part.OVERVIEW)
    assert "Look here" in seen(window)

    place.page(Part.OVERVIEW).begin_wanted.emit(review.id, "ada")
    qtbot.waitUntil(lambda: window.actions_["answer.next"].isEnabled())
    window.notices.show_notice("saving", "It was not saved", tone="warning")
    assert seen(window) == ["It was not saved"]

    window.actions_.run("go.write")
    assert {"Look here", "It was not saved"} <= {*seen(window)}
    window.actions_.run("go.review")
    place.page(Part.REVIEWING).left.emit()
    qtbot.waitUntil(lambda: place.part is Part.OVERVIEW)
    assert {"Look here", "It was not saved"} <= {*seen(window)}
    qtbot.waitUntil(lambda: assembled.assembly.background.idle)


def seen(window):
    return [each.text for each in window.findChildren(Notice) if each.isVisible()]


def test_f11_and_escape_work_while_one_judges(qtbot, assembled):
    window, services = assembled.window, assembled.assembly.opened.services
    actions = window.actions_
    review = services.reviews.create(
        a_plan(reviewers=("ada",)), [Candidate((ran(services).id,))], author="lead"
    )
    actions.run("go.review")
    place = window.stack.currentWidget()
    qtbot.waitUntil(lambda: place.part is Part.OVERVIEW)
    place.page(Part.OVERVIEW).begin_wanted.emit(review.id, "ada")
    qtbot.waitUntil(lambda: actions["answer.full_screen"].isEnabled())
    page = place.page(Part.REVIEWING)

    qtbot.keyClick(page, Qt.Key.Key_F11)
    assert window.isFullScreen()
    assert not place.lists.isVisible()
    qtbot.keyClick(page, Qt.Key.Key_Escape)

    qtbot.waitUntil(lambda: not window.isFullScreen())
    page.left.emit()
    qtbot.waitUntil(lambda: place.part is Part.OVERVIEW)
    qtbot.waitUntil(lambda: assembled.assembly.background.idle)
    assert not actions["answer.full_screen"].isEnabled()
