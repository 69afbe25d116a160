"""The overview of a review: what it says, and what is done to a review from it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.gui.review.open_review import judged, made
from workbench.domain.errors import NotFound
from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import Rubric
from workbench.gui.review.seams import Part


@pytest.fixture
def kept(services):
    return made(services, instructions="Read as a customer.")


@pytest.fixture
def review(qtbot, kept, open_review):
    review = open_review()
    qtbot.waitUntil(lambda: review.title == kept.plan.name)
    return review


def words(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def test_it_says_what_is_asked_and_how(review):
    asked = words(review.overview.asked)

    assert asked[0] == "Read as a customer."
    assert asked[2:4] == ["Is the tone right?", "1 to 5"]
    assert asked[5:7] == ["Is it true?", "yes or no"]
    assert review.overview.head.asks.text() == (
        "Rate one output · 3 outputs · 2 reviewers · everyone judges all of them · "
        "blind: no model, version or cost is shown"
    )


def test_labels_to_choose_from_are_named(qtbot, services, review):
    labels = made(
        services, name="Intents", kind=ReviewKind.LABEL, labels=("refund", "other"), rubric=Rubric()
    )
    review.choose(qtbot, labels)

    qtbot.waitUntil(lambda: "one of: refund, other" in words(review.overview.asked))


def test_each_reviewer_has_a_line_with_progress_and_time(qtbot, services, kept, review):
    judged(services, kept, "ada", 3)
    judged(services, kept, "bo", 1)
    lines = review.overview.table.lines

    qtbot.waitUntil(lambda: lines.index(1, 1).data() == "1 of 3")
    assert [lines.index(0, column).data() for column in range(5)] == [
        "ada",
        "3 of 3",
        "1 min 30 s",
        "–",
        "–",
    ]


def test_the_buttons_say_for_whom(qtbot, review):
    review.overview.table.choose("bo")

    assert review.overview.pack.text() == "Write a pack for bo…"


def test_a_pack_is_written_for_the_reviewer_and_stands_in_the_log(qtbot, review, kept, tmp_path):
    path = tmp_path / "for bo.html"
    review.ask.files = [path]
    review.overview.table.choose("bo")

    with qtbot.waitSignal(review.place.file_written):
        review.press(qtbot, "review.pack")

    assert "review-pack/1" in path.read_text(encoding="utf-8")
    qtbot.waitUntil(lambda: "Pack written for bo" in words(review.overview.log))
    qtbot.waitUntil(lambda: review.overview.table.lines.index(1, 3).data() == "just now")


def test_packs_for_everyone_are_written_into_a_folder(qtbot, review, tmp_path):
    review.ask.files = [tmp_path]

    with qtbot.waitSignal(review.place.file_written):
        review.press(qtbot, "review.packs")

    assert {path.name for path in tmp_path.glob("*.html")} == {
        "Refund answers for ada.html",
        "Refund answers for bo.html",
    }


def test_whoever_judged_everything_gets_no_pack_with_the_others(
    qtbot, services, review, kept, tmp_path
):
    judged(services, kept, "ada", 3)
    lines = review.overview.table.lines
    qtbot.waitUntil(lambda: lines.index(0, 1).data() == "3 of 3")
    review.ask.files = [tmp_path]

    with qtbot.waitSignal(review.place.file_written):
        review.press(qtbot, "review.packs")

    assert [path.name for path in tmp_path.glob("*.html")] == ["Refund answers for bo.html"]


def test_packs_that_are_there_are_replaced_only_when_agreed(qtbot, review, tmp_path):
    (tmp_path / "Refund answers for bo.html").write_text("mine")
    review.ask.files = [tmp_path]
    review.ask.confirm = lambda *_words: False

    review.press(qtbot, "review.packs")
    qtbot.waitUntil(lambda: review.background.idle)

    assert [path.name for path in tmp_path.glob("*.html")] == ["Refund answers for bo.html"]
    assert (tmp_path / "Refund answers for bo.html").read_text() == "mine"


def test_a_folder_that_cannot_be_written_is_told(qtbot, review, tmp_path):
    review.ask.files = [tmp_path / "no such folder" / "pack.html"]

    review.press(qtbot, "review.pack")

    qtbot.waitUntil(lambda: bool(review.ask.errors))


def test_renaming_shows_everywhere(qtbot, review):
    review.ask.texts = ["  Refunds, again "]

    review.press(qtbot, "review.rename")

    qtbot.waitUntil(lambda: review.title == "Refunds, again")
    qtbot.waitUntil(lambda: review.names() == ["Refunds, again"])


def test_a_closed_review_asks_nobody_until_it_is_opened_again(qtbot, review, actions):
    review.press(qtbot, "review.close")

    qtbot.waitUntil(lambda: review.overview.head.state.text() == "closed")
    assert not actions["review.pack"].isEnabled()
    assert "closed" in actions.reason("review.pack")
    assert not review.overview.pack.isEnabled()

    review.press(qtbot, "review.reopen")

    qtbot.waitUntil(lambda: review.overview.head.state.text() == "not begun")
    qtbot.waitUntil(lambda: review.overview.pack.isEnabled())


def test_removing_asks_once_with_the_name_and_says_what_goes(qtbot, services, review, kept):
    judged(services, kept, "ada", 2)
    qtbot.waitUntil(lambda: review.overview.table.lines.index(0, 1).data() == "2 of 3")

    review.press(qtbot, "review.remove")

    qtbot.waitUntil(lambda: review.place.part is Part.EMPTY)
    assert len(review.ask.questions) == 1
    assert "“Refund answers” is removed" in review.ask.questions[0]
    assert "2 judgments" in review.ask.questions[0]
    with pytest.raises(NotFound):
        services.reviews.review(kept.id)


def test_the_way_to_where_the_outputs_are_from(qtbot, review, kept):
    assert review.overview.head.source.text() == "From support/triage"

    with qtbot.waitSignal(review.place.prompt_wanted) as wanted:
        review.overview.head.source.click()

    assert wanted.args == [kept.plan.prompt_id]


def test_hostile_names_are_shown_as_they_are(qtbot, services, review):
    name, person = "<b>bold</b>\u202eevil & co", "<img src=x>\u202eRob & Co"
    made(services, name=name, reviewers=(person,), instructions="<script>alert(1)</script>")

    qtbot.waitUntil(lambda: len(review.names()) == 2)
    row = review.lists.reviews.index(0, 0)
    review.lists.list.setCurrentIndex(row)
    qtbot.waitUntil(lambda: review.title.startswith("<b>bold"))

    assert "\u202e" not in review.title
    assert "\u202e" not in review.overview.pack.text()
    told = [label for label in review.overview.findChildren(QLabel) if "<" in label.text()]
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in told)
