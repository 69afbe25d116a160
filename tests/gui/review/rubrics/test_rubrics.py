from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from tests.builders import a_rubric
from tests.gui.review.alone import Alone
from workbench.bootstrap import close_services, open_services
from workbench.domain.rubrics import Rubric
from workbench.gui.review.rubrics.building import build_rubrics_page

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def services(tmp_path):
    services = open_services(tmp_path / "workspace.db", empty=True)
    yield services
    close_services(services)


@pytest.fixture
def alone(qtbot, services, theme, icons, actions):
    alone = Alone(services, theme, icons, actions, build_rubrics_page)
    qtbot.addWidget(alone.page)
    alone.page.resize(1000, 640)
    alone.page.show()
    alone.page.activateWindow()
    qtbot.waitUntil(alone.page.isActiveWindow)
    yield alone
    alone.background.close()


@pytest.fixture
def quality(services):
    return services.rubrics.save(a_rubric(id=""))


def choose_new(page, words):
    action = next(each for each in page.list.menu.actions() if words in each.text())
    action.trigger()


def texts(page):
    return [each.text for each in page.editor.questions]


def test_without_a_rubric_it_says_what_belongs_there(qtbot, alone):
    alone.begin(qtbot)

    page = alone.page
    assert page.stack.currentWidget() is page.empty
    assert isinstance(page.first.menu(), QMenu)
    assert [each.text() for each in page.list.menu.actions() if each.text()] == [
        "Without questions",
        "Legal or medical safety",
        "Pick the better one",
        "Quality of a support answer",
    ]


def test_a_template_is_a_beginning_that_is_kept_once_it_is_saved(qtbot, alone, services):
    alone.begin(qtbot)
    page = alone.page

    choose_new(page, "support")
    assert page.name.hasFocus()
    assert page.words.text() == "It is not kept yet."
    qtbot.keyClicks(page.name, "Support")
    qtbot.keyClick(page.name, Qt.Key.Key_S, CONTROL)
    alone.settle(qtbot)

    (kept,) = services.rubrics.rubrics()
    assert (kept.name, kept.version, len(kept.questions)) == ("Support", 1, 5)
    assert kept.questions[0].id != "helps"
    assert page.words.text() == "Version 1, as it is kept."
    assert not page.save.isEnabled()


def test_saving_makes_the_next_version_and_reviews_keep_theirs(qtbot, alone, services, quality):
    from tests.builders import NOON, a_plan
    from workbench.domain.reviews import Review

    plan = a_plan(name="Refunds", rubric=quality)
    services.reviews._reviews.add(Review("r", NOON, "ada", plan, "d"), [], b"")
    alone.begin(qtbot, rubric_id=quality.id)
    page = alone.page
    assert page.uses.text() == "Asked in Refunds (v1), which keeps its version."

    page.editor.add.click()
    qtbot.keyClicks(page.editor.cards[-1].text, "Anything else?")
    assert page.words.text() == "Changed. Saving makes version 2; version 1 stays as it is."
    assert page.list.names[0].startswith("• Quality")
    qtbot.mouseClick(page.save, Qt.MouseButton.LeftButton)
    alone.settle(qtbot)

    assert services.rubrics.rubric(quality.id).version == 2
    assert services.rubrics.rubric(quality.id, 1) == quality
    assert page.list.names == ["Quality\nv2 · 3 questions"]


def test_what_is_missing_is_said_and_nothing_is_kept(qtbot, alone, services):
    alone.begin(qtbot)
    page = alone.page
    choose_new(page, "Without")

    assert page.facts.text() == "Add a question."
    page.editor.add.click()
    page.save.click()

    assert "Write the question" in page.editor.cards[0].problem.text()
    assert page.editor.cards[0].text.hasFocus()
    assert services.rubrics.rubrics() == []


def test_undo_takes_back_what_was_written_and_then_nothing_is_to_be_saved(qtbot, alone, quality):
    alone.begin(qtbot)
    page = alone.page
    page.editor.cards[0].remove.click()
    assert page.save.isEnabled()

    qtbot.keyClick(page.editor.cards[0].text, Qt.Key.Key_Z, CONTROL)

    assert texts(page) == ["Is the tone right?", "Is it true?"]
    assert not page.save.isEnabled()
    assert page.list.names == ["Quality\nv1 · 2 questions"]


def test_changes_that_are_not_kept_yet_stay_when_another_rubric_is_looked_at(
    qtbot, alone, services, quality
):
    services.rubrics.save(Rubric(name="Other", questions=quality.questions[:1]))
    alone.begin(qtbot, rubric_id=quality.id)
    page = alone.page
    page.editor.cards[0].remove.click()

    qtbot.keyClick(page.list.list, Qt.Key.Key_Up)
    assert page.name.text() == "Other"
    qtbot.keyClick(page.list.list, Qt.Key.Key_Down)

    assert texts(page) == ["Is it true?"]
    qtbot.mouseClick(page.discard, Qt.MouseButton.LeftButton)
    assert texts(page) == ["Is the tone right?", "Is it true?"]


def test_a_copy_has_questions_of_its_own(qtbot, alone, quality):
    alone.begin(qtbot)
    page = alone.page

    qtbot.mouseClick(page.list.duplicate, Qt.MouseButton.LeftButton)

    assert page.name.text() == "Quality (copy)"
    ids = {each.id for each in page.editor.questions}
    assert ids.isdisjoint({each.id for each in quality.questions})


def test_a_rubric_is_put_aside_and_brought_back(qtbot, alone, services, quality):
    alone.begin(qtbot)
    page = alone.page

    qtbot.mouseClick(page.list.archive, Qt.MouseButton.LeftButton)
    alone.settle(qtbot)
    assert services.rubrics.rubrics() == []
    assert page.list.aside.text() == "Put aside: 1"

    qtbot.mouseClick(page.list.aside, Qt.MouseButton.LeftButton)
    assert not page.use.isEnabled()
    qtbot.mouseClick(page.list.archive, Qt.MouseButton.LeftButton)
    alone.settle(qtbot)

    assert services.rubrics.rubrics() == [quality]
    assert page.list.names == ["Quality\nv1 · 2 questions"]


def test_a_rubric_is_asked_in_a_review(qtbot, alone, quality):
    alone.begin(qtbot)

    with qtbot.waitSignal(alone.page.rubric_chosen) as chosen:
        qtbot.mouseClick(alone.page.use, Qt.MouseButton.LeftButton)

    assert chosen.args == [quality.id]


def test_the_preview_follows_every_letter(qtbot, alone, quality):
    alone.begin(qtbot)
    page = alone.page

    qtbot.keyClick(page.editor.cards[0].text, Qt.Key.Key_End)
    qtbot.keyClicks(page.editor.cards[0].text, "!")

    assert page.preview.texts[0] == "Is the tone right?!"


def test_where_there_is_little_room_the_preview_stands_beneath(qtbot, alone, quality):
    alone.begin(qtbot)
    page = alone.page
    unit = page._theme.unit

    page.resize(150 * unit, 640)
    qtbot.waitUntil(lambda: page._card.parentWidget() is page._inside)
    page.resize(260 * unit, 640)
    qtbot.waitUntil(lambda: page._card.parentWidget() is not page._inside)
    assert page._card.isVisible()


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_off_at_the_side_in_a_small_window(qtbot, alone, quality, theme, scale):
    theme.set_text_scale(scale)
    alone.begin(qtbot)
    page = alone.page

    page.resize(650, 560)

    qtbot.waitUntil(lambda: page._inside.minimumSizeHint().width() <= page._inside.width())
    assert page.width() == 650
