"""Three people judge an evaluation blind, two of them in browsers: from its setup to a release."""

from __future__ import annotations

import hashlib
import json
import subprocess

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Reviewer, started
from tests.journeys.answering import answers
from tests.journeys.conftest import close, home_at, windows
from tests.journeys.judged_greetings import (
    EVALUATION,
    MODELS,
    OUTPUTS,
    evaluated_greetings,
    told_of_origin,
)
from tests.journeys.keyboard import press, write
from tests.journeys.people import RUBRIC, Browsing, opinion
from tests.journeys.review_figures import (
    PEOPLE,
    assert_agreement,
    assert_calibration,
    texts_of,
)
from tests.journeys.reviewing import Reviewing, everything_told, file_named, tab_to
from tests.journeys.terminal import Terminal
from tests.journeys.window import focused_name
from workbench.gui.review.learned.confusion import ConfusionView
from workbench.gui.review.seams import Part

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.timeout(300)]

HALF = OUTPUTS // 2


@pytest.fixture
def home(tmp_path):
    with home_at(tmp_path) as folder:
        yield folder


@pytest.fixture
def open_one(qapp, home):
    with windows(qapp) as open_one:
        yield open_one


@pytest.fixture
def browse(home):
    """A browser; what is downloaded is in its folder."""
    folder = home / "downloads"
    folder.mkdir()
    driver = started(folder)
    try:
        yield lambda name: Browsing(Reviewer(driver, folder), name)
    finally:
        driver.quit()


def test_three_people_judge_forty_outputs_blind_and_a_release_rests_on_it(open_one, browse, home):
    workspace = evaluated_greetings(home).workspace
    window = open_one(workspace).settle()
    reviewing = Reviewing(window)
    set_up_from_the_evaluation(reviewing)
    packs = [write_pack(reviewing, name, home / f"{name}.html") for name in ("Ada", "Bo")]

    reviewing.drop(judge_with_a_reload(browse("Ada"), packs[0], home))
    reviewing.take_in(OUTPUTS)
    bo = browse("Bo")
    with file_named(judge_with_a_comment_and_a_gap(bo, packs[1], home)):
        press("Ctrl+Alt+O")
    reviewing.take_in(OUTPUTS)
    assert_agreement(window.services, reviewing.review, missing=1)
    reviewing.drop(answer_after_all(bo, home))
    reviewing.take_in(0)
    assert_agreement(window.services, reviewing.review)

    reviewing.sit_down("Cy")
    reviewing.judge("Cy", range(1, HALF + 1))
    close(window)
    window = open_one(workspace).settle()
    reviewing = Reviewing(window)
    reviewing.sit_down("Cy")
    reviewing.judge("Cy", range(HALF + 1, OUTPUTS + 1))
    leave_at_the_end(reviewing)

    everybody_is_understood(reviewing)
    assert_agreement(window.services, reviewing.review)
    see_what_was_learned(reviewing)
    write_report(reviewing, home / "report.html")
    approve_on_the_report(reviewing)
    export(window, home / "team-prompts")
    the_registry_holds(window, reviewing.review, home / "team-prompts")


def set_up_from_the_evaluation(reviewing):
    window = reviewing.window
    press("Ctrl+2")
    reviewing.ready("review.of_evaluation")
    window.command("have people review these outputs")
    page = reviewing.page(Part.SETUP)
    window.wait(lambda: focused_name() == "setup.name")
    window.wait(lambda: str(OUTPUTS) in page.source.found.text())
    tab_to("setup.rubric")
    rubrics = page.questions.rubric
    press("Down")
    window.wait(rubrics.view().isVisible)
    write(RUBRIC.name)
    press("Return")
    window.wait(lambda: rubrics.currentText().startswith(RUBRIC.name))
    tab_to("setup.names.field")
    for name in PEOPLE:
        write(f"{name}\n")
    window.wait(lambda: page.words.text() == "3 people, 40 outputs, all shared: 40 each")
    press("Ctrl+Return")
    reviewing.page(Part.OVERVIEW)
    plan = reviewing.review.plan
    assert (plan.blind, plan.reviewers, plan.shared) == (True, PEOPLE, None)
    assert EVALUATION in plan.source


def write_pack(reviewing, name, path):
    reviewing.choose(name)
    reviewing.ready("review.pack")
    with file_named(path):
        reviewing.window.command("write the reviewer's pack")
    reviewing.wait(path.exists)
    assert told_of_origin(reviewing.window.services, path.read_text(encoding="utf-8")) == []
    return path


def judge_with_a_reload(ada, pack, home):
    ada.open(pack)
    ada.judge(*range(1, 18), of=OUTPUTS)
    ada.reviewer.driver.refresh()
    assert f"17 of {OUTPUTS} are done" in ada.reviewer.text()
    ada.reviewer.begin()
    ada.judge(*range(18, OUTPUTS + 1), of=OUTPUTS)
    return ada.save(home, "from ada.json")


def judge_with_a_comment_and_a_gap(bo, pack, home):
    bo.open(pack)
    bo.judge(*range(1, 9), of=OUTPUTS)
    bo.comment("How are you", "Why so formal?")
    bo.judge(*range(9, OUTPUTS), of=OUTPUTS)
    bo.reviewer.press("s", Keys.ENTER)
    bo.reviewer.until(lambda: bo.reviewer.all("main.end"))
    return bo.save(home, "from bo.json")


def answer_after_all(bo, home):
    """The last one, which was skipped."""
    bo.reviewer.click(".back")
    bo.reviewer.click(".notice button")
    bo.answer()
    return bo.save(home, "from bo again.json")


def leave_at_the_end(reviewing):
    page = reviewing.page(Part.REVIEWING)
    reviewing.wait(lambda: page.end.isVisible() and focused_name() == "reviewing.done")
    reviewing.wait(lambda: len(reviewing.said_by("Cy")) == OUTPUTS)
    press("Return")
    reviewing.page(Part.OVERVIEW)


def everybody_is_understood(reviewing):
    """What is on record is what each of them thinks of that text."""
    texts = texts_of(reviewing.window.services, reviewing.review)
    thought = {
        (key, name): dict(zip(("tone", "named"), opinion(name, text), strict=True))
        for key, text in texts.items()
        for name in PEOPLE
    }
    assert {(j.item, j.reviewer): dict(j.answers) for j in reviewing.judgments} == thought
    [comment] = [comment for each in reviewing.judgments for comment in each.comments]
    assert (comment.text, comment.quote) == ("Why so formal?", "How are you")


def see_what_was_learned(reviewing):
    services, review = reviewing.window.services, reviewing.review
    reviewing.ready("review.learned")
    reviewing.window.command("what was learned")
    page = reviewing.page(Part.LEARNED)
    reviewing.ready("review.approve")

    told = "\n".join(label.text() for label in page.sections.findChildren(QLabel))
    for agreement in services.review_figures.figures(review.id).agreements:
        assert f"{agreement.alpha.value:.2f}" in agreement.sentence
        assert agreement.sentence in told
    assert f"lab/{MODELS[0]}" in "\n".join(everything_told(page)), "nothing is hidden at the end"
    confusion = assert_calibration(services, review)
    words = ("both pass", "judge is kinder", "judge is stricter", "both fail")
    counted = "; ".join(f"{each}: {n}" for each, n in zip(words, confusion, strict=True))
    assert counted in [view.accessibleDescription() for view in page.findChildren(ConfusionView)]


def write_report(reviewing, path):
    with file_named(path):
        reviewing.window.command("write a report")
    reviewing.wait(path.exists)
    report = path.read_text(encoding="utf-8")
    for told in (*PEOPLE, "Why so formal?", "Krippendorff", EVALUATION):
        assert told in report


def approve_on_the_report(reviewing):
    window = reviewing.window
    reviewing.ready("review.approve")
    window.command("attach to an approval")
    dialog = window.dialog("approve")
    window.wait(lambda: dialog.version.number == 2 and dialog.offers.chosen)
    assert reviewing.review.plan.name in [each.name for each in dialog.offers.chosen]
    write("Three people read it")
    tab_to("approve.approve")
    press("Return")
    window.dialog_gone()


def export(window, folder):
    """To a registry that is begun with it."""
    press("Ctrl+1", "Ctrl+Alt+1")
    write("hello")
    press("Return")
    window.wait(lambda: window.path == "hello" and window.reason("release.export") == "")
    press("Ctrl+Shift+E")
    dialog = window.dialog("export")
    with answers(
        (QFileDialog, lambda: write(str(folder.parent))),
        (QFileDialog, lambda: press("Return")),
        (QInputDialog, lambda: (press("Ctrl+A"), write(folder.name), press("Return"))),
    ):
        press("Alt+N")
    window.wait(lambda: dialog.plan or dialog.form.problem.text())
    assert dialog.plan, dialog.form.problem.text()
    tab_to("export.do")
    press("Return")
    window.wait(lambda: "Exported in commit" in dialog.form.foot.words.text())
    press("Escape")
    window.dialog_gone()


def the_registry_holds(window, review, folder):
    [kept] = window.services.review_reports.of_review(review.id)
    report = window.services.review_reports.report(kept.digest)
    stated = [
        json.loads(path.read_text(encoding="utf-8"))["predicate"]["digest"]["sha256"]
        for path in folder.glob("prompts/**/evidence/*.json")
    ]
    assert hashlib.sha256(report.markdown.encode()).hexdigest() in stated
    terminal = Terminal(window.services.workspace)
    assert terminal("registry", "verify", "--registry", folder).status == 0
    left = subprocess.run(["git", "-C", folder, "status", "--porcelain"], capture_output=True)
    assert (left.returncode, left.stdout) == (0, b"")
