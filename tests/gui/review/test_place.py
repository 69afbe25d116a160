"""Review as a place: its list, which page is seen, and that it follows what others do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from tests.gui.review.open_review import judged, made
from workbench.gui.kit.memory import Memory
from workbench.gui.kit.summaries_model import SummaryRole
from workbench.gui.review.seams import Part

NARROW = (930, 580)


def test_an_empty_place_says_what_belongs_there_and_offers_it(qtbot, open_review):
    review = open_review()

    qtbot.waitUntil(lambda: review.place.part is Part.EMPTY)
    assert "people judge outputs" in review.place.empty.text.text()
    assert not review.place.empty.new.isHidden()
    assert review.names() == []


def test_reviews_are_listed_newest_first_and_the_newest_is_shown(qtbot, services, open_review):
    made(services, name="Older")
    made(services, name="Newer")

    review = open_review()

    qtbot.waitUntil(lambda: review.title == "Newer")
    assert review.names() == ["Newer", "Older"]


def test_the_review_seen_last_is_shown_again(qtbot, services, open_review, tmp_path):
    memory = Memory(tmp_path / "window.ini")
    older = made(services, name="Older")
    made(services, name="Newer")
    memory.keep("review", older.id)

    review = open_review(memory)

    qtbot.waitUntil(lambda: review.title == "Older")


def test_a_judgment_made_elsewhere_shows_in_the_list_and_in_the_overview(
    qtbot, services, open_review
):
    kept = made(services)
    review = open_review()
    qtbot.waitUntil(lambda: review.title == kept.plan.name)

    judged(services, kept, "ada", 2)

    def done():
        return review.lists.reviews.index(0, 0).data(SummaryRole).done

    qtbot.waitUntil(lambda: done() == 2)
    table = review.overview.table.lines
    qtbot.waitUntil(lambda: table.index(0, 1).data() == "2 of 3")


def test_a_review_set_up_elsewhere_is_listed_at_once(qtbot, services, open_review):
    review = open_review()

    made(services, name="From the terminal")

    qtbot.waitUntil(lambda: review.names() == ["From the terminal"])


def test_a_review_removed_elsewhere_gives_way_to_the_next(qtbot, services, open_review):
    made(services, name="Stays")
    gone = made(services, name="Goes")
    review = open_review()
    qtbot.waitUntil(lambda: review.title == "Goes")

    services.reviews.remove(gone.id)

    qtbot.waitUntil(lambda: review.title == "Stays")
    assert review.names() == ["Stays"]
    assert review.ask.errors == []


def test_enter_in_the_list_goes_to_the_review(qtbot, services, open_review):
    kept = made(services)
    review = open_review()
    qtbot.waitUntil(lambda: review.title == kept.plan.name)
    review.lists.list.setFocus()

    qtbot.keyClick(review.lists.list, Qt.Key.Key_Return)

    assert review.overview.table.hasFocus()


def test_a_line_is_read_out_with_its_kind_its_state_and_how_far_it_is(qtbot, services, open_review):
    kept = made(services)
    judged(services, kept, "ada")
    review = open_review()
    qtbot.waitUntil(lambda: review.names() != [])

    said = review.lists.reviews.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert said.startswith("Refund answers, Rate one output, under way, 1 of 6 judged")


def test_keys_of_write_change_no_draft_that_is_not_seen(qtbot, open_review, actions):
    review = open_review()
    run = []
    actions.on("run.start", lambda: run.append(True))
    asked = QKeyEvent(
        QEvent.Type.ShortcutOverride, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
    )
    asked.ignore()

    QApplication.sendEvent(review.place, asked)
    qtbot.keyClick(review.place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert asked.isAccepted()
    assert run == []


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_off_at_the_side_in_a_small_window(
    qtbot, services, open_review, theme, scale
):
    theme.set_text_scale(scale)
    kept = made(services, reviewers=("A person with quite a long name", "bo"))
    review = open_review()
    review.place.resize(*NARROW)
    qtbot.waitUntil(lambda: review.title == kept.plan.name)

    assert review.place.minimumSizeHint().width() <= NARROW[0]
    inside = review.overview.area
    assert inside.widget().width() <= inside.viewport().width()
    table = review.overview.table
    shown = [table.columnWidth(c) for c in range(5) if not table.isColumnHidden(c)]
    assert sum(shown) <= table.viewport().width()


def test_the_keyboard_is_in_the_overview_when_another_page_is_left(qtbot, services, open_review):
    kept = made(services)
    judged(services, kept, "ada")
    review = open_review()
    qtbot.waitUntil(lambda: review.title == kept.plan.name)
    review.press(qtbot, "review.learned")
    qtbot.waitUntil(lambda: review.place.part is Part.LEARNED)

    review.place.page(Part.LEARNED).left.emit()

    assert review.place.part is Part.OVERVIEW
    assert review.overview.table.hasFocus()


def test_enter_on_a_reviewer_begins_to_judge_as_that_one_with_the_whole_room(
    qtbot, services, open_review
):
    kept = made(services)
    review = open_review()
    qtbot.waitUntil(lambda: review.title == kept.plan.name)
    table = review.overview.table
    table.choose("bo")
    table.setFocus()
    qtbot.waitUntil(lambda: review.actions["review.begin"].isEnabled())

    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert review.place.part is Part.REVIEWING
    assert not review.lists.isVisible()
    qtbot.waitUntil(lambda: review.background.idle)


def test_a_new_review_is_set_up_in_place_of_the_one_that_is_seen(qtbot, services, open_review):
    kept = made(services)
    review = open_review()
    qtbot.waitUntil(lambda: review.title == kept.plan.name)

    review.lists.new.click()

    assert review.place.part is Part.SETUP
    qtbot.waitUntil(lambda: review.background.idle)

    review.place.page(Part.SETUP).left.emit()

    qtbot.waitUntil(lambda: review.title == kept.plan.name)
