"""What a reviewer sees, hears and does not see."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from tests.builders import a_rubric
from tests.gui.review.reviewing.conftest import TEXTS
from tests.gui.review.reviewing.sitting_down import a_set_up_review
from tests.gui.test_accessibility import nameless
from workbench.domain.datasets import Case
from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import Question, QuestionKind, Rubric
from workbench.gui.review.reviewing.prepared import View

Key = Qt.Key
HIDDEN = ("demo", "brief", "greetings", "sha256", "run-0", "model", "lead")
ALL_QUESTIONS = a_rubric(
    Question("tone", "Is the tone right?", least_means="off", most_means="right"),
    Question("true", "Is it true?", QuestionKind.YES_NO),
    Question("which", "Which?", QuestionKind.CHOICE, choices=("a", "b", "c", "d", "e", "f")),
    Question("why", "Why?", QuestionKind.TEXT),
)


def everything_told(page):
    """All words that are seen, heard or copied."""
    for widget in (page, *page.findChildren(QWidget)):
        yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
        yield from (widget.windowTitle(), widget.objectName())
        if isinstance(widget, QLabel | QLineEdit):
            yield widget.text()
        if isinstance(widget, QPlainTextEdit | QTextEdit):
            yield widget.toPlainText()
    yield QGuiApplication.clipboard().text()


@pytest.mark.parametrize("kind", list(ReviewKind))
def test_a_reviewer_is_told_nothing_of_where_a_text_is_from(sit_down, services, kind):
    plan = {"labels": ("one", "two")} if kind is ReviewKind.LABEL else {}
    reviewer = sit_down(a_set_up_review(services, *TEXTS, "More.", kind=kind, **plan))
    reviewer.half.pane.plain.text.selectAll()
    reviewer.half.pane.plain.text.copy()

    told = "\n".join(everything_told(reviewer.page)).casefold()

    assert reviewer.text.casefold() in told
    assert [word for word in HIDDEN if word in told] == []


def test_of_an_open_review_one_is_told_what_made_the_text(sit_down, services):
    reviewer = sit_down(a_set_up_review(services, "text", blind=False))

    assert "demo/brief" in reviewer.half.pane.heading.text()


@pytest.mark.parametrize("kind", list(ReviewKind))
def test_everything_that_takes_the_keyboard_has_a_name(sit_down, services, kind):
    plan = {"labels": ("one", "two")} if kind is ReviewKind.LABEL else {}
    reviewer = sit_down(
        a_set_up_review(services, "a", "b", kind=kind, rubric=ALL_QUESTIONS, **plan)
    )

    assert nameless(reviewer.page) == []


def test_what_was_asked_is_read_whole_where_there_is_room(qtbot, sit_down, services):
    long = Case(values=(("ticket", "Since this morning every file fails to open. " * 8),))
    reviewer = sit_down(a_set_up_review(services, "One moment.", "Sorry.", case=long))
    for _ in range(2):
        value = reviewer.page.desk.inputs.findChild(QPlainTextEdit, "reviewing.input")
        qtbot.waitUntil(lambda seen=value: seen.visibleRegion().boundingRect() == seen.rect())
        assert value.height() >= 3 * value.fontMetrics().lineSpacing()

        reviewer.press("4", "y")
        reviewer.enter()


@pytest.mark.parametrize(("key", "name"), [("c", "reviewing.comment.0"), ("s", "skip.0")])
def test_words_of_a_question_further_down_do_not_take_the_keys_away(
    qtbot, sit_down, services, key, name
):
    words = ("Send it", "After a small change", "Certainly not")
    asked = (
        Question("tone", "Is the tone right?"),
        Question("send", "Would you send it?", QuestionKind.CHOICE, choices=words),
    )
    reviewer = sit_down(a_set_up_review(services, "Yours.", rubric=a_rubric(*asked)))

    reviewer.press(key)

    qtbot.waitUntil(lambda: QApplication.focusWidget().objectName() == name)
    assert reviewer.field("send").answer() is None


def test_all_words_grow_with_the_text_while_one_reads(sit_down, review, theme):
    reviewer = sit_down(review)
    words = (
        reviewer.page.form.rows[0].text,
        reviewer.page.desk.inputs.findChild(QPlainTextEdit, "reviewing.input"),
    )
    before = [each.font().pointSizeF() for each in words]

    theme.set_text_scale(1.5)

    after = [each.font().pointSizeF() for each in words]
    assert after == pytest.approx([1.5 * size for size in before])


def test_an_answer_takes_no_more_room_when_it_is_chosen(sit_down, services):
    words = ("As it is", "After a small change", "No")
    asked = Question("send", "Would you send it?", QuestionKind.CHOICE, choices=words)
    reviewer = sit_down(a_set_up_review(services, "Yours.", rubric=a_rubric(asked)))
    button = reviewer.field("send").buttons[1]
    before = written_columns(button)

    reviewer.press("2")

    assert button.isChecked()
    assert written_columns(button) == before


def written_columns(button):
    """The first and the last column of pixels that have something of the words."""
    image = button.grab().toImage()
    middle = range(image.height() // 4, 3 * image.height() // 4)
    inside = range(5, image.width() - 5)
    fill = image.pixel(5, middle[0])
    written = [x for x in inside if any(image.pixel(x, y) != fill for y in middle)]
    return written[0], written[-1]


def test_a_screen_reader_hears_the_progress(sit_down, review, monkeypatch):
    heard = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: heard.append(event.message())
    )
    reviewer = sit_down(review)

    reviewer.press("4", "y")
    reviewer.enter()

    assert heard[-1] == "2 of 3. 1 of 3 answered."


def test_json_is_a_list_of_names_and_values_and_markdown_is_formatted(sit_down, services):
    reviewer = sit_down(a_set_up_review(services, '{"intent": "return"}'))
    pane = reviewer.half.pane
    assert pane.view is View.TREE
    assert pane.tree.tree.rootIndex().isValid()

    pane.switch.click()

    assert pane.view is View.PLAIN
    assert pane.plain.exact_text == '{"intent": "return"}'


@pytest.mark.parametrize(
    "text",
    [
        "<img src=http://example.org/x.png><script>alert(1)</script>",
        "![x](http://example.org/x.png) **b** [l](javascript:alert(1))",
        "word " * 200_000,
        "x" * 1_000_000,
        "\u202egnissim\u202c 👩\u200d🚒 " + "🏳️\u200d🌈" * 5_000,
        "",
    ],
    ids=["html", "markdown", "words", "one word", "signs", "nothing"],
)
@pytest.mark.parametrize("kind", [ReviewKind.RATE, ReviewKind.CORRECT])
def test_hostile_text_is_shown_and_judged_like_any_other(sit_down, services, kind, text):
    reviewer = sit_down(a_set_up_review(services, text, "other", kind=kind))
    while reviewer.text != text:
        reviewer.press(Key.Key_Right, modifier=Qt.KeyboardModifier.AltModifier)
        reviewer.settle()
    key = reviewer.item.key

    reviewer.press("s", "1") if not reviewer.page.desk.correction.isVisible() else (
        reviewer.page.footer.skip.click(),
        reviewer.press("1"),
    )
    reviewer.settle()

    assert reviewer.said()[key].skipped == "I cannot tell"


def test_a_corrected_text_shows_what_was_changed_and_can_be_as_it_was(sit_down, services):
    review = a_set_up_review(
        services, "Send it\r\nwithin 30 days.", kind=ReviewKind.CORRECT, rubric=Rubric()
    )
    reviewer = sit_down(review)
    key, correction = reviewer.item.key, reviewer.page.desk.correction
    assert correction.edit.hasFocus()

    correction.edit.selectAll()
    reviewer.press("Send it within 14 days.")
    reviewer.qtbot.waitUntil(correction.diff.isVisible)
    assert "14" in correction.diff.toPlainText()
    correction.back.click()
    assert correction.answer() == "Send it\r\nwithin 30 days."
    assert not correction.diff.isVisible()
    reviewer.press(Key.Key_End)
    reviewer.press(" Thanks.")
    reviewer.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    reviewer.settle()

    corrected = reviewer.said()[key].answer("correction")
    assert corrected == "Send it\nwithin 30 days. Thanks."


def test_a_text_that_is_right_as_it_is_is_kept_to_the_character(sit_down, services):
    text = "Send it\r\nwithin 30\u2028days \ud83d."
    review = a_set_up_review(services, text, kind=ReviewKind.CORRECT, rubric=Rubric())
    reviewer = sit_down(review)
    key = reviewer.item.key

    reviewer.press(Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    reviewer.settle()

    assert reviewer.said()[key].answer("correction") == text


def test_full_screen_is_asked_for_by_f11_and_left_by_escape(sit_down, review):
    reviewer = sit_down(review)
    asked = []
    reviewer.page.full_screen_wanted.connect(asked.append)
    action = reviewer.actions["answer.full_screen"]
    reviewer.page.addAction(action)
    assert action.shortcut() == QKeySequence("F11")
    reviewer.qtbot.waitUntil(action.isEnabled)

    reviewer.press(Key.Key_F11)
    assert reviewer.page.full_screen
    reviewer.press(Key.Key_Escape)

    assert asked == [True, False]


def test_the_keyboard_goes_from_the_questions_through_the_text_and_the_buttons(sit_down, review):
    reviewer = sit_down(review)
    reached = set()

    for _stop in range(30):
        reached.add(QApplication.focusWidget().objectName())
        reviewer.press(Key.Key_Tab)

    assert {"answer.tone.0", "answer.true.0", "reviewing.next", "reviewing.skip"} <= reached
    assert {"reviewing.comment.0", "reviewing.leave", "reviewing.full_screen"} <= reached


def test_enter_presses_the_button_that_has_the_keyboard(sit_down, review):
    reviewer = sit_down(review)

    reviewer.page.footer.skip.setFocus()
    reviewer.press(Key.Key_Return)

    assert reviewer.page.skipping.isVisible()
    assert reviewer.said() == {}


def test_themes_and_text_sizes_change_while_one_reads(sit_down, review, theme):
    reviewer = sit_down(review)
    small = reviewer.half.pane.plain.text.font().pointSizeF()

    theme.choose("dark")
    theme.set_text_scale(1.5)

    assert reviewer.half.pane.plain.text.font().pointSizeF() > small
    assert reviewer.page.grab().width() > 0
