"""Comments on passages: by what is selected, in the text as it is stored."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from tests.gui.review.reviewing.sitting_down import a_set_up_review
from workbench.domain.reviews import Comment, ReviewKind
from workbench.domain.rubrics import Rubric
from workbench.gui.review.reviewing.prepared import View

Key = Qt.Key
HOSTILE = "👩\u200d🚒 e\u0301 \u202eleft\u202c\r\n\x00 " + "long " * 500 + "end \ud83d of it"


def keep(reviewer, words):
    reviewer.press("c", words, Key.Key_Return)


def judged(reviewer):
    key = reviewer.item.key
    reviewer.press("4", "y")
    reviewer.enter()
    return reviewer.said()[key]


@pytest.mark.parametrize(
    "passage", ["👩\u200d🚒", "\u202eleft\u202c\r\n", "end \ud83d of", "long long"]
)
def test_a_comment_is_kept_with_the_code_points_of_its_passage(sit_down, services, passage):
    reviewer = sit_down(a_set_up_review(services, HOSTILE))
    start = HOSTILE.index(passage)
    reviewer.select(start, start + len(passage))

    keep(reviewer, "Is this so?")

    comment = Comment("Is this so?", 0, start, start + len(passage), passage)
    assert judged(reviewer).comments == (comment,)


def test_without_a_selection_a_comment_is_on_the_whole(sit_down, review):
    reviewer = sit_down(review)

    keep(reviewer, "Fine.")

    assert judged(reviewer).comments == (Comment("Fine.", 0),)


def test_a_comment_is_listed_with_its_passage_marked_and_is_changed_and_removed(sit_down, services):
    reviewer = sit_down(a_set_up_review(services, "You may send them back."))
    notes, text = reviewer.half.notes, reviewer.half.pane.plain.text
    reviewer.select(8, 12)
    keep(reviewer, "Whom?")
    assert [card.where.text() for card in notes.cards] == ["“send”"]
    assert [each.cursor.selectedText() for each in text.extraSelections()] == ["send"]

    notes.cards[0].edit.click()
    reviewer.press("Whom exactly?", Key.Key_Return)
    assert [card.words.text() for card in notes.cards] == ["Whom exactly?"]
    notes.cards[0].where.click()
    assert text.textCursor().position() == 8
    notes.cards[0].remove.click()

    assert notes.cards == []
    assert text.extraSelections() == []
    assert judged(reviewer).comments == ()


def test_what_is_written_and_not_kept_goes_along_with_the_answers(sit_down, review):
    reviewer = sit_down(review)
    reviewer.press("c", "Half a")
    reviewer.page.form.begin()

    assert [each.text for each in judged(reviewer).comments] == ["Half a"]


def test_a_passage_of_formatted_text_is_found_in_what_is_stored(sit_down, services):
    text = "# Shoes\n\nYou **may** send *them* back.\n\n- one\n- You may not"
    reviewer = sit_down(a_set_up_review(services, text))
    pane = reviewer.half.pane
    assert pane.view is View.FORMATTED
    shown = pane.formatted.toPlainText()
    select(pane.formatted, shown.index("may send them"), len("may send them"))

    keep(reviewer, "How?")

    comment = judged(reviewer).comments[0]
    assert text[comment.start : comment.end] == comment.quote == "may** send *them"


def test_a_passage_that_is_not_found_is_asked_for_in_the_plain_text(sit_down, services):
    reviewer = sit_down(a_set_up_review(services, "**a**[b](x) ![b](b)"))
    pane = reviewer.half.pane
    select(pane.formatted, pane.formatted.toPlainText().index("image"), 5)

    reviewer.press("c")

    assert pane.view is View.PLAIN
    assert "plain text" in reviewer.page.footer.words.text()
    assert reviewer.half.notes.cards == []


def test_comments_on_a_pair_are_on_the_output_whichever_side_it_was_on(sit_down, services):
    texts = tuple(f"text {n}" for n in range(12))
    review = a_set_up_review(services, *texts, kind=ReviewKind.PREFER, rubric=Rubric())
    reviewer = sit_down(review)
    items = {item.key: item for item in services.reviews.items(review.id)}

    for _each in range(6):
        right = reviewer.page.desk.halves[1]
        right.pane.comment.click()
        reviewer.press(right.pane.plain.exact_text, Key.Key_Return)
        reviewer.press(Key.Key_Left)
        reviewer.enter()

    for key, judgment in reviewer.said().items():
        comment = judgment.comments[0]
        number = items[key].run_ids[comment.output].removeprefix("run-")
        assert comment.text == f"text {number}"
        assert comment.output == (0 if judgment.swapped else 1)


def test_an_earlier_comment_is_there_when_one_goes_back(sit_down, review):
    reviewer = sit_down(review)
    reviewer.select(0, 2)
    keep(reviewer, "Hm.")
    judged(reviewer)

    reviewer.press(Key.Key_Backspace)
    reviewer.settle()

    assert [card.words.text() for card in reviewer.half.notes.cards] == ["Hm."]


def select(edit, start, length):
    cursor = edit.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
