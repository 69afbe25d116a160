"""Somebody who judges has the whole screen, and the window comes back as it was."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.builders import a_plan
from tests.gui.shell.test_review_host import ran
from workbench.domain.review_choosing import Candidate
from workbench.gui.review.seams import Part


@pytest.fixture
def assembled(qtbot, open_frame, workspace):
    frame = open_frame(workspace)
    qtbot.waitUntil(lambda: frame.assembly.opened is not None)
    return frame


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
