from __future__ import annotations

import pytest

from workbench.domain.answering import is_answered, unanswered, why_refused
from workbench.domain.rubrics import Question, QuestionKind

SCALE = Question("tone", "Tone?", least=1, most=5)
YES_NO = Question("true", "True?", QuestionKind.YES_NO)
CHOICE = Question("which", "Which?", QuestionKind.CHOICE, choices=("a", "b"))
TEXT = Question("why", "Why?", QuestionKind.TEXT, required=False)
PREFERENCE = Question("preference", "Better?", QuestionKind.PREFERENCE)
CORRECTION = Question("correction", "How?", QuestionKind.CORRECTION)


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        (SCALE, [1, 3, 5]),
        (YES_NO, [True, False]),
        (CHOICE, ["a", "b"]),
        (TEXT, ["", "because"]),
        (PREFERENCE, ["first", "second", "tie"]),
        (CORRECTION, ["", "as it should be"]),
    ],
)
def test_what_a_question_allows_is_an_answer(question, answers):
    assert [why_refused(question, answer) for answer in answers] == [""] * len(answers)


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        (SCALE, [0, 6, -1, True, "3"]),
        (YES_NO, [1, 0, "yes"]),
        (CHOICE, ["c", "A", "", 1, True]),
        (TEXT, [1, True]),
        (PREFERENCE, ["third", "", 1]),
        (CORRECTION, [1, False]),
    ],
)
def test_anything_else_is_refused_in_words(question, answers):
    assert all(why_refused(question, answer) for answer in answers)


def test_what_has_to_be_answered_and_was_not_is_named():
    asked = (SCALE, YES_NO, TEXT)

    assert unanswered(asked, {"tone": 1}) == [YES_NO]
    assert unanswered(asked, {"tone": 1, "true": False}) == []


def test_a_blank_text_answers_nothing_but_an_empty_correction_does():
    assert not is_answered(TEXT, " \n")
    assert is_answered(CORRECTION, "")
    assert not is_answered(CORRECTION, None)
    assert is_answered(YES_NO, False)
