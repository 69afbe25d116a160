"""What is set up or written and not finished survives the window, and a process that is killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import a_rubric
from tests.gui.review.alone import Alone
from workbench.bootstrap import close_services, open_services
from workbench.domain.errors import WorkspaceBusy
from workbench.domain.rubrics import Rubric
from workbench.domain.unfinished import Unfinished
from workbench.gui.kit.actions import Actions
from workbench.gui.review.rubrics.building import build_rubrics_page
from workbench.gui.review.setup.building import build_setup_page
from workbench.gui.review.setup.draft import SetupDraft

KILLED = """
import os, signal, sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.gui.review.alone import Alone
from workbench.bootstrap import open_services
from workbench.domain.unfinished import Unfinished
from workbench.gui.kit.actions import Actions
from workbench.gui.kit.icons import Icons
from workbench.gui.kit.theme import Theme
from workbench.gui.review.{part}.building import build_{part}_page


class Bot:
    def waitUntil(self, holds):
        while not holds():
            QApplication.processEvents()


app = QApplication([])
services = open_services(Path(sys.argv[1]))
theme = Theme(app, "light")
alone = Alone(services, theme, Icons(theme), Actions(), build_{part}_page)
alone.page.show()
alone.begin(Bot())
alone.page.name.end(False)
QTest.keyClicks(alone.page.name, " of today")
Bot().waitUntil(lambda: services.unfinished._store.documents(Unfinished.{kind}))
os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
"""


@pytest.fixture
def services(tmp_path):
    services = open_services(tmp_path / "workspace.db", empty=True)
    yield services
    close_services(services)


@pytest.fixture
def opened(qtbot, services, theme, icons):
    """A page over the workspace as a window shows it first; closed as a window is."""
    made = []

    def opened(build):
        alone = Alone(services, theme, icons, Actions(), build)
        qtbot.addWidget(alone.page)
        alone.page.show()
        alone.begin(qtbot)
        made.append(alone)
        return alone

    yield opened
    for alone in made:
        alone.background.close()


def type_on(qtbot, field):
    field.end(False)
    qtbot.keyClicks(field, " of today")


def close(alone):
    """As the window does it: the page is left, and what is under way is waited for."""
    alone.page.rest()
    alone.page.close()
    alone.background.close()


def killed(services, part, kind):
    """A window in which the name is typed on, in a process that is killed a moment later."""
    where = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    script = KILLED.format(part=part, kind=kind)
    command = [sys.executable, "-c", script, str(services.workspace)]
    ended = subprocess.run(command, env=where, check=False, capture_output=True, text=True)
    assert ended.returncode < 0, ended.stderr


def begun(services, kind, record):
    return list(services.unfinished.begun(kind, record).values())


def test_what_is_chosen_for_a_review_is_there_when_the_window_is_opened_again(qtbot, opened):
    before = opened(build_setup_page)
    qtbot.keyClicks(before.page.name, "Tone of today")
    before.page.people.names.add("ada")
    chosen = before.page.chosen
    assert (chosen.name, chosen.reviewers) == ("Tone of today", ("ada",))
    close(before)

    after = opened(build_setup_page)

    assert after.page.chosen == chosen


def test_what_is_chosen_for_a_review_survives_a_killed_process(services, opened):
    killed(services, "setup", "REVIEW")

    after = opened(build_setup_page)

    assert after.page.chosen.name == " of today"


def test_starting_over_leaves_nothing_to_go_on_with(qtbot, services, opened):
    before = opened(build_setup_page)
    qtbot.keyClicks(before.page.name, "Tone")
    before.page.rest()
    qtbot.waitUntil(lambda: bool(begun(services, Unfinished.REVIEW, SetupDraft)))

    before.page.fresh.click()
    close(before)

    assert begun(services, Unfinished.REVIEW, SetupDraft) == []
    assert opened(build_setup_page).page.chosen.name == ""


def test_a_page_that_was_only_looked_at_keeps_nothing(services, opened):
    for build in (build_setup_page, build_rubrics_page):
        close(opened(build))

    assert begun(services, Unfinished.REVIEW, SetupDraft) == []
    assert begun(services, Unfinished.RUBRIC, Rubric) == []


def test_changes_of_a_rubric_are_there_when_the_window_is_opened_again(qtbot, services, opened):
    services.rubrics.save(a_rubric(id="", name="Quality"))
    before = opened(build_rubrics_page)
    type_on(qtbot, before.page.name)
    close(before)

    page = opened(build_rubrics_page).page

    assert page.name.text() == "Quality of today"
    assert page.words.text().startswith("Changed.")
    assert page.save.isEnabled()


def test_a_rubric_that_was_never_kept_comes_back_too(qtbot, opened):
    before = opened(build_rubrics_page)
    before.page.list.new_requested.emit("")
    before.page.editor.add.click()
    qtbot.keyClicks(before.page.editor.cards[0].text, "Is it true?")
    close(before)

    page = opened(build_rubrics_page).page

    assert [each.text for each in page.editor.questions] == ["Is it true?"]
    assert page.words.text() == "It is not kept yet."


def test_changes_of_a_rubric_survive_a_killed_process(services, opened):
    services.rubrics.save(a_rubric(id="", name="Quality"))
    killed(services, "rubrics", "RUBRIC")

    page = opened(build_rubrics_page).page

    assert page.name.text() == "Quality of today"


@pytest.mark.parametrize("way", ["save", "discard"])
def test_what_is_saved_or_discarded_leaves_nothing_to_go_on_with(qtbot, services, opened, way):
    services.rubrics.save(a_rubric(id="", name="Quality"))
    alone = opened(build_rubrics_page)
    type_on(qtbot, alone.page.name)
    alone.page.rest()
    qtbot.waitUntil(lambda: bool(begun(services, Unfinished.RUBRIC, Rubric)))

    getattr(alone.page, way).click()
    alone.settle(qtbot)
    close(alone)

    assert begun(services, Unfinished.RUBRIC, Rubric) == []


def test_what_could_not_be_kept_is_said_once(qtbot, services, opened, monkeypatch):
    def busy(*_of):
        raise WorkspaceBusy("Somebody else writes.")

    alone = opened(build_setup_page)
    monkeypatch.setattr(services.unfinished._store, "keep", busy)
    for letter in "To":
        qtbot.keyClicks(alone.page.name, letter)
        alone.page.rest()
        alone.settle(qtbot)

    assert [error.message for error in alone.ask.errors] == ["Somebody else writes."]


def test_what_was_chosen_of_an_evaluation_that_is_gone_is_still_there_but_for_its_outputs(
    services, opened
):
    draft = SetupDraft(name="Tone", evaluation_id="gone", reviewers=("ada",))
    services.unfinished.keep(Unfinished.REVIEW, "setup", draft)

    alone = opened(build_setup_page)

    assert (alone.page.chosen.name, alone.page.chosen.reviewers) == ("Tone", ("ada",))
    assert alone.ask.errors == []
    assert alone.page.facts.text()
