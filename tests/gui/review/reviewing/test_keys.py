"""The keys that do not answer, as the guide and the list of keys name them."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt

from workbench.gui.review.reviewing.key_list import KEYS, KeyList

Key = Qt.Key
GUIDE = Path(__file__).parents[4] / "docs" / "reviewers.md"


def the_list(reviewer):
    return reviewer.page.findChild(KeyList)


def test_u_takes_the_last_step_back(sit_down, review):
    reviewer = sit_down(review)
    reviewer.press("4")

    reviewer.press("u")

    assert reviewer.field("tone").answer() is None


def test_shift_and_enter_go_back(sit_down, review):
    reviewer = sit_down(review)
    reviewer.press("4", "y")
    reviewer.enter()
    assert reviewer.progress == "2 of 3"

    reviewer.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ShiftModifier)
    reviewer.settle()

    assert reviewer.progress == "1 of 3"


def test_a_question_mark_shows_the_keys_and_escape_goes_back_to_the_answers(
    qtbot, sit_down, review
):
    reviewer = sit_down(review)

    reviewer.press("?")
    qtbot.waitUntil(lambda: the_list(reviewer) is not None and the_list(reviewer).isVisible())
    qtbot.keyClick(the_list(reviewer), Key.Key_Escape)

    qtbot.waitUntil(lambda: the_list(reviewer) is None)
    reviewer.page.activateWindow()
    reviewer.press("4")
    assert reviewer.field("tone").answer() == 4


def test_the_keys_are_one_click_away(qtbot, sit_down, review):
    reviewer = sit_down(review)

    reviewer.page.header.keys.click()

    qtbot.waitUntil(lambda: the_list(reviewer) is not None and the_list(reviewer).isVisible())
    the_list(reviewer).reject()


def test_the_guide_names_no_key_that_the_list_does_not_name():
    told = " ".join(part for line in KEYS for part in line)
    named = re.findall(r"`([^`]+)`", GUIDE.read_text(encoding="utf-8"))
    assert [key for key in named if key not in told] == []
