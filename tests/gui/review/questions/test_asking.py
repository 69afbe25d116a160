from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.rubrics import Question, QuestionKind
from workbench.gui.review.questions.asking import (
    changed,
    copies,
    moved,
    new_question,
    problem_of,
    tidied,
    without,
)

A, B, C = (Question(each, each.upper()) for each in "abc")


def test_questions_are_changed_and_removed_by_their_id():
    other = replace(B, text="Else?")

    assert changed((A, B, C), other) == (A, other, C)
    assert without((A, B, C), "b") == (A, C)


@given(st.integers(0, 2), st.integers(-5, 5))
def test_a_question_moves_no_further_than_the_end_and_none_is_lost(place, steps):
    questions = (A, B, C)

    after = moved(questions, questions[place].id, steps)

    assert after.index(questions[place]) == min(max(place + steps, 0), 2)
    assert sorted(each.id for each in after) == ["a", "b", "c"]


def test_a_new_question_is_like_no_other():
    assert new_question().id != new_question().id
    assert {each.id for each in copies((A, B))}.isdisjoint({"a", "b"})


def test_what_is_missing_of_a_question_is_said():
    choice = Question("x", "Which?", QuestionKind.CHOICE, choices=("one", " one ", ""))

    assert problem_of(A) == ""
    assert "Write" in problem_of(Question("x", "  "))
    assert "two answers" in problem_of(choice)
    assert "larger" in problem_of(Question("x", "How?", least=5, most=5))
    assert "101 steps" in problem_of(Question("x", "How?", least=-1, most=100))
    assert problem_of(Question("x", "How?", QuestionKind.TEXT, least=5, most=5)) == ""


def test_questions_are_kept_without_blanks_and_empty_choices():
    (kept,) = tidied([Question("x", " Which? ", choices=("one ", "", "two", "one"))])

    assert (kept.text, kept.choices) == ("Which?", ("one", "two"))
