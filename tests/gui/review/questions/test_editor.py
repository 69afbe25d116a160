from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from workbench.domain.rubrics import Question, QuestionKind
from workbench.gui.review.questions.editor import QuestionsEditor

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
A, B = (
    Question("a", "Is it right?"),
    Question("b", "Which?", QuestionKind.CHOICE, choices=("x", "y")),
)


@pytest.fixture
def editor(qtbot, theme, icons):
    editor = QuestionsEditor(theme, icons, "questions")
    qtbot.addWidget(editor)
    editor.resize(700, 600)
    editor.show_questions((A, B))
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    return editor


def texts(editor):
    return [each.text for each in editor.questions]


def test_a_question_is_added_and_written(qtbot, editor):
    qtbot.mouseClick(editor.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.cards[-1].text.hasFocus())

    qtbot.keyClicks(editor.cards[-1].text, "Why?")

    assert texts(editor) == ["Is it right?", "Which?", "Why?"]
    assert editor.questions[-1].kind is QuestionKind.SCALE


def test_typing_is_undone_in_one_step_with_the_keys_of_the_list(qtbot, editor):
    field = editor.cards[0].text
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClicks(field, " Really?")
    qtbot.keyClicks(editor.cards[0].help, "say")

    qtbot.keyClick(editor.cards[0].help, Qt.Key.Key_Z, CONTROL)
    assert (editor.questions[0].help, field.text()) == ("", "Is it right? Really?")
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    assert texts(editor)[0] == field.text() == "Is it right?"
    assert not editor.undone.isEnabled()
    qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert field.text() == "Is it right? Really?"


def test_a_question_moves_by_keys_and_the_keyboard_goes_along(qtbot, editor):
    field = editor.cards[0].text
    field.setFocus()

    qtbot.keyClick(field, Qt.Key.Key_Down, ALT)

    assert texts(editor) == ["Which?", "Is it right?"]
    assert field.hasFocus()
    assert [card.number.text() for card in editor.cards] == ["1", "2"]
    qtbot.waitUntil(lambda: editor.cards[0].y() < editor.cards[1].y())


def test_a_removed_question_comes_back(qtbot, editor):
    qtbot.mouseClick(editor.cards[0].remove, Qt.MouseButton.LeftButton)
    assert texts(editor) == ["Which?"]
    assert editor.cards[0].text.hasFocus()

    qtbot.mouseClick(editor.undone, Qt.MouseButton.LeftButton)

    assert texts(editor) == ["Is it right?", "Which?"]


def test_the_last_question_can_be_removed_by_keyboard(qtbot, editor):
    for _each in range(2):
        editor.cards[0].remove.setFocus()
        qtbot.keyClick(editor.cards[0].remove, Qt.Key.Key_Space)

    assert editor.questions == ()
    assert editor.add.hasFocus()


def test_each_kind_has_its_own_fields(editor):
    card = editor.cards[0]
    assert not card.scale.isHidden()
    assert card.choices.isHidden()

    card.kind.setCurrentIndex(card.kind.findData("choice"))

    assert card.scale.isHidden()
    assert not card.choices.isHidden()
    assert editor.questions[0].kind is QuestionKind.CHOICE


def test_answers_of_a_choice_are_lines(qtbot, editor):
    answers = editor.cards[1].choices.answers
    answers.setFocus()
    qtbot.keyClick(answers, Qt.Key.Key_End, CONTROL)
    qtbot.keyClick(answers, Qt.Key.Key_Return)
    qtbot.keyClicks(answers, "z")

    assert editor.questions[1].choices == ("x", "y", "z")
    qtbot.keyClick(answers, Qt.Key.Key_Z, CONTROL)
    assert answers.toPlainText() == "x\ny"


def test_ends_of_a_scale_have_words(qtbot, editor):
    scale = editor.cards[0].scale
    scale.most.setValue(3)
    qtbot.keyClicks(scale.most_means, "fully")
    qtbot.keyClicks(scale.least_means, "hardly")

    question = editor.questions[0]
    assert (question.least, question.most) == (1, 3)
    assert (question.least_means, question.most_means) == ("hardly", "fully")


def test_what_is_missing_stands_in_the_card_until_it_is_there(qtbot, editor):
    editor.cards[0].text.selectAll()
    qtbot.keyClick(editor.cards[0].text, Qt.Key.Key_Backspace)
    assert editor.cards[0].problem.isHidden()

    assert editor.show_problems()
    assert "Write the question" in editor.cards[0].problem.text()

    qtbot.keyClicks(editor.cards[0].text, "How?")
    assert editor.cards[0].problem.isHidden()
    assert not editor.show_problems()


def test_the_first_and_last_question_cannot_move_further(editor):
    assert not editor.cards[0].up.isEnabled()
    assert not editor.cards[-1].down.isEnabled()
    assert editor.cards[0].down.isEnabled()


def test_all_of_a_new_question_is_seen_where_the_page_scrolls(qtbot, editor):
    page = QScrollArea()
    qtbot.addWidget(page)
    page.setWidgetResizable(True)
    page.setWidget(editor)
    page.resize(700, 420)
    page.show()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)

    editor.add_question()

    new = editor.cards[-1]
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)
    qtbot.waitUntil(lambda: new.visibleRegion().boundingRect() == new.rect())
    page.takeWidget()


def test_questions_that_others_took_the_place_of_are_brought_back(qtbot, editor):
    editor.start_over_with([Question("c", "How long?")])
    assert texts(editor) == ["How long?"]

    qtbot.mouseClick(editor.undone, Qt.MouseButton.LeftButton)

    assert editor.questions == (A, B)
