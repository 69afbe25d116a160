"""Nothing that was said is lost, and the time somebody looked is told as it was."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from workbench.domain.reviews import Comment

Key = Qt.Key
KILLED = """
import os, signal
from pathlib import Path
import sys
from PySide6.QtWidgets import QApplication
from workbench.bootstrap import open_services
from tests.gui.review.reviewing.sitting_down import Reviewer
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme


class Bot:
    def addWidget(self, _widget): pass
    def waitUntil(self, holds):
        while not holds():
            QApplication.processEvents()
    def keyClicks(self, widget, keys):
        from PySide6.QtTest import QTest
        QTest.keyClicks(widget, keys)


app = QApplication([])
services = open_services(Path(sys.argv[1]))
theme = Theme(app, "light")
reviewer = Reviewer(Bot(), services, theme, Icons(theme), Actions())
reviewer.begin(services.reviews.review(sys.argv[2]))
reviewer.press("4")
kept = services.review_drafts.drafts
reviewer.qtbot.waitUntil(lambda: kept(sys.argv[2], "ada"))
os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
"""


def test_a_half_given_answer_survives_a_killed_process(sit_down, services, review):
    where = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])}
    command = [sys.executable, "-c", KILLED, str(services.workspace), review.id]

    killed = subprocess.run(command, env=where, check=False, capture_output=True, text=True)

    assert killed.returncode < 0, killed.stderr
    reviewer = sit_down(review)
    assert reviewer.page.form.answers() == {"tone": 4}
    assert reviewer.said() == {}
    assert reviewer.progress == "1 of 3"


def test_what_is_half_said_is_there_when_one_comes_back_to_the_item(sit_down, review):
    reviewer = sit_down(review)
    reviewer.press("4")
    reviewer.press(Key.Key_Right, modifier=Qt.KeyboardModifier.AltModifier)
    reviewer.settle()
    assert reviewer.page.form.answers() == {}

    reviewer.press(Key.Key_Backspace)
    reviewer.settle()

    assert reviewer.page.form.answers() == {"tone": 4}


def test_the_draft_goes_when_the_item_is_judged(sit_down, services, review):
    reviewer = sit_down(review)
    reviewer.press("4")
    reviewer.qtbot.waitUntil(lambda: bool(services.review_drafts.drafts(review.id, "ada")))

    reviewer.press("y")
    reviewer.enter()
    reviewer.presenter.rest()
    reviewer.settle()

    assert services.review_drafts.drafts(review.id, "ada") == {}


def test_a_comment_that_is_being_written_is_kept_too(sit_down, services, review):
    reviewer = sit_down(review)
    key = reviewer.item.key

    reviewer.press("c", "Why not?")
    reviewer.qtbot.waitUntil(lambda: bool(services.review_drafts.drafts(review.id, "ada")))
    reviewer.presenter.rest()
    reviewer.settle()

    draft = services.review_drafts.drafts(review.id, "ada")[key]
    assert draft.comments == (Comment("Why not?", 0),)


def test_the_time_that_somebody_looked_is_kept_with_the_judgment(sit_down, review):
    reviewer = sit_down(review)
    key = reviewer.item.key

    reviewer.clock.now += 30
    reviewer.press("4", "y")
    reviewer.enter()

    assert reviewer.said()[key].seconds == 30.0


def test_time_in_which_nobody_does_anything_or_sees_the_item_is_not_counted(sit_down, review):
    reviewer = sit_down(review)
    key = reviewer.item.key
    window = reviewer.page.windowHandle()

    reviewer.clock.now += 1000
    QTest.keyClick(window, Key.Key_Shift)
    other = QWidget()
    reviewer.qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    reviewer.qtbot.waitUntil(lambda: not reviewer.page.isActiveWindow())
    reviewer.clock.now += 50
    reviewer.page.activateWindow()
    reviewer.qtbot.waitUntil(reviewer.page.isActiveWindow)
    reviewer.clock.now += 5
    reviewer.page.form.begin()
    reviewer.press("4", "y")
    reviewer.enter()

    assert reviewer.said()[key].seconds == 125.0


def test_time_adds_up_over_several_looks(sit_down, review):
    reviewer = sit_down(review)
    key = reviewer.item.key
    reviewer.clock.now += 10
    reviewer.press(Key.Key_Right, modifier=Qt.KeyboardModifier.AltModifier)
    reviewer.settle()
    reviewer.clock.now += 40
    reviewer.press(Key.Key_Backspace)
    reviewer.settle()

    reviewer.clock.now += 3
    reviewer.press("4", "y")
    reviewer.enter()

    assert reviewer.said()[key].seconds == 13.0


def test_the_next_item_is_there_before_it_is_asked_for(sit_down, review):
    reviewer = sit_down(review)
    reviewer.settle()
    first = reviewer.text

    reviewer.press("4", "y")
    reviewer.press(Key.Key_Return)

    assert reviewer.text != first
    assert reviewer.progress == "2 of 3"
