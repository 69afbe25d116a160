"""From the first item to the last, with the keys of a reviewer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.builders import a_rubric
from tests.gui.review.reviewing.conftest import TEXTS
from tests.gui.review.reviewing.sitting_down import a_set_up_review
from workbench.domain.errors import WorkbenchError
from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import Question, QuestionKind, Rubric

Key = Qt.Key


def judge(reviewer, *keys):
    reviewer.press(*keys)
    reviewer.enter()


def test_an_item_is_judged_with_three_keys_and_the_next_one_is_there(sit_down, review):
    reviewer = sit_down(review)
    first, text = reviewer.item.key, reviewer.text
    assert reviewer.progress == "1 of 3"

    judge(reviewer, "4", "y")

    assert reviewer.said()[first].answers == (("tone", 4), ("true", True))
    assert reviewer.progress == "2 of 3"
    assert reviewer.text in TEXTS
    assert reviewer.text != text


def test_enter_says_what_is_missing_and_goes_on_only_when_it_is_answered(sit_down, review):
    reviewer = sit_down(review)

    judge(reviewer, "4")

    assert reviewer.progress == "1 of 3"
    assert "Is it true?" in reviewer.page.footer.words.text()
    assert reviewer.field("true").isAncestorOf(QApplication.focusWidget())
    assert reviewer.said() == {}
    judge(reviewer, "n")
    assert reviewer.progress == "2 of 3"


def test_at_the_end_one_is_thanked(sit_down, review):
    reviewer = sit_down(review)

    for _each in range(3):
        judge(reviewer, "2", "n")

    assert reviewer.page.end.isVisible()
    assert "3 of 3" in reviewer.page.end.text.text()
    assert len(reviewer.said()) == 3


def test_who_comes_back_goes_on_where_they_stopped(sit_down, review):
    reviewer = sit_down(review)
    judge(reviewer, "4", "y")
    second = reviewer.item.key

    again = sit_down(review)

    assert again.item.key == second
    assert again.progress == "2 of 3"


def test_going_back_shows_what_was_said_and_changing_it_is_a_new_judgment(sit_down, review):
    reviewer = sit_down(review)
    first = reviewer.item.key
    judge(reviewer, "4", "y")

    reviewer.press(Key.Key_Backspace)
    reviewer.settle()

    assert reviewer.item.key == first
    assert reviewer.page.form.answers() == {"tone": 4, "true": True}
    reviewer.page.form.rows[0].field.focus_first()
    judge(reviewer, "2")
    assert reviewer.said()[first].answers == (("tone", 2), ("true", True))
    said = reviewer.services.reviews.everything_said(review.id)
    assert [each.answer("tone") for each in said] == [4, 2]
    assert reviewer.progress == "2 of 3"


def test_looking_back_without_a_change_says_nothing_new(sit_down, review):
    reviewer = sit_down(review)
    judge(reviewer, "4", "y")

    reviewer.press(Key.Key_Left, modifier=Qt.KeyboardModifier.AltModifier)
    reviewer.settle()
    reviewer.enter()

    assert len(reviewer.services.reviews.everything_said(review.id)) == 1
    assert reviewer.progress == "2 of 3"


def test_ctrl_z_takes_answers_back_one_by_one_and_then_the_item_before(sit_down, review):
    reviewer = sit_down(review)
    first = reviewer.item.key
    judge(reviewer, "4", "y")
    reviewer.press("5")

    control = Qt.KeyboardModifier.ControlModifier
    reviewer.press(Key.Key_Z, modifier=control)
    assert reviewer.page.form.answers() == {}
    assert reviewer.progress == "2 of 3"
    reviewer.press(Key.Key_Z, modifier=control)
    reviewer.settle()

    assert reviewer.item.key == first
    assert reviewer.page.form.answers() == {"tone": 4, "true": True}
    assert reviewer.said() == {}
    judge(reviewer, "y")
    assert reviewer.said()[first].answer("tone") == 4


def test_a_skipped_item_has_its_reason_and_can_be_looked_at_again(sit_down, review):
    reviewer = sit_down(review)
    first = reviewer.item.key

    reviewer.press("s", "2")
    reviewer.settle()
    judge(reviewer, "4", "y")
    judge(reviewer, "4", "y")

    assert reviewer.said()[first].skipped == "This is not my field"
    assert "One was skipped" in reviewer.page.end.text.text()
    reviewer.page.end.again.click()
    reviewer.settle()
    assert reviewer.item.key == first
    assert "This is not my field" in reviewer.page.footer.words.text()
    judge(reviewer, "3", "y")
    assert reviewer.said()[first].judged
    assert reviewer.page.end.isVisible()


def test_one_can_skip_in_own_words_or_think_better_of_it(sit_down, review):
    reviewer = sit_down(review)
    first = reviewer.item.key

    reviewer.press("s", Key.Key_Escape)
    assert reviewer.page.form.isVisible()
    reviewer.press("s")
    reviewer.page.skipping.line.setFocus()
    reviewer.press("It is in Dutch")
    reviewer.enter()

    assert reviewer.said()[first].skipped == "It is in Dutch"
    assert reviewer.progress == "2 of 3"


def test_a_judgment_that_cannot_be_kept_stands_on_screen_again(sit_down, review, monkeypatch):
    reviewer = sit_down(review)

    def fail(*_given, **_more):
        raise WorkbenchError("The disk is full.")

    monkeypatch.setattr(type(reviewer.services.reviews), "judge", fail)
    judge(reviewer, "4", "y")
    reviewer.qtbot.waitUntil(lambda: reviewer.progress == "1 of 3")

    assert [error.message for error in reviewer.ask.errors] == ["The disk is full."]
    assert reviewer.page.form.answers() == {"tone": 4, "true": True}
    assert reviewer.presenter.sitting.answered == 0


def test_the_side_is_turned_back_before_a_preference_is_kept(sit_down, services):
    texts = tuple(f"text {n}" for n in range(16))
    review = a_set_up_review(services, *texts, kind=ReviewKind.PREFER, rubric=Rubric())
    reviewer = sit_down(review)
    items = {item.key: item for item in services.reviews.items(review.id)}

    for _each in range(8):
        judge(reviewer, Key.Key_Left)

    said = reviewer.said()
    assert {each.swapped for each in said.values()} == {True, False}
    for key, judgment in said.items():
        shown = services.reviews.shown(review.id, "ada", [items[key]])[0]
        assert judgment.answer("preference") == ("second" if shown.swapped else "first")


def test_a_preference_is_given_with_the_arrow_keys(sit_down, services):
    review = a_set_up_review(services, "a", "b", kind=ReviewKind.PREFER, rubric=Rubric())
    reviewer = sit_down(review)
    field = reviewer.field("preference")

    reviewer.press(Key.Key_Right)
    assert field.answer() == "second"
    reviewer.press(Key.Key_Down)
    assert field.answer() == "tie"
    reviewer.press("1")
    assert field.answer() == "first"


def test_two_texts_stand_one_below_the_other_in_a_narrow_window(sit_down, services):
    review = a_set_up_review(services, "a", "b", kind=ReviewKind.PREFER, rubric=Rubric())
    reviewer = sit_down(review)
    left, right = (half.pane for half in reviewer.page.desk.halves)
    assert (left.title.text(), right.title.text()) == ("Left", "Right")

    reviewer.page.resize(700, 860)

    reviewer.qtbot.waitUntil(lambda: right.title.text() == "Lower")
    assert "Upper" in reviewer.field("preference").buttons[0].text()


def test_a_label_is_chosen_by_its_number_or_by_typing_how_it_begins(sit_down, services):
    labels = ("Return", "Refund", "Exchange", "Complaint", "Praise", "Something else")
    review = a_set_up_review(
        services, *TEXTS, kind=ReviewKind.LABEL, labels=labels, rubric=Rubric()
    )
    reviewer = sit_down(review)
    first = reviewer.item.key

    judge(reviewer, "2")
    assert reviewer.said()[first].answer("label") == "Refund"
    second = reviewer.item.key
    reviewer.press("comp", Key.Key_Return)
    assert reviewer.field("label").answer() == "Complaint"
    reviewer.enter()
    assert reviewer.said()[second].answer("label") == "Complaint"


def test_every_kind_of_question_is_answered(sit_down, services):
    rubric = a_rubric(
        Question("wide", "How many?", least=0, most=100),
        Question("ten", "Of ten?", least=1, most=10),
        Question("which", "Which?", QuestionKind.CHOICE, choices=("a", "b"), required=False),
        Question("why", "Why?", QuestionKind.TEXT),
    )
    reviewer = sit_down(a_set_up_review(services, "text", rubric=rubric))
    key = reviewer.item.key

    reviewer.field("wide").box.setFocus()
    reviewer.press("42")
    reviewer.field("ten").focus_first()
    reviewer.press("0", "2")
    assert reviewer.field("why").edit.hasFocus()
    reviewer.press("So it is.")
    reviewer.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    reviewer.settle()

    answers = (("wide", 42), ("ten", 10), ("which", "b"), ("why", "So it is."))
    assert reviewer.said()[key].answers == answers


def test_a_closed_review_is_said_to_be_closed(sit_down, services, review):
    services.reviews.close(review.id)

    reviewer = sit_down(review)

    assert reviewer.page.end.title.text() == "This review is closed"


def test_the_first_unanswered_item_is_one_step_away(sit_down, review):
    reviewer = sit_down(review)
    first = reviewer.item.key
    forward = Qt.KeyboardModifier.AltModifier
    for _each in range(2):
        reviewer.press(Key.Key_Right, modifier=forward)
        reviewer.settle()
    assert reviewer.progress == "3 of 3"

    reviewer.page.footer.open.click()
    reviewer.settle()

    assert reviewer.item.key == first
