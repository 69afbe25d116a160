from __future__ import annotations

import pytest

from tests.builders import a_column, a_rubric
from tests.services.judged import RUBRIC, JudgedBench, two_columns, yes_no
from workbench.domain.agreements import StandIn
from workbench.domain.checks import CellScore, Check, Score, Verdict
from workbench.domain.evaluations import Cell
from workbench.domain.json_values import JsonObject
from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import FIRST, SECOND, TIE, Question, QuestionKind, Rubric
from workbench.domain.runs import Outcome
from workbench.services.calibration import people_pass

TRUE = Question("true", "Is it true?", QuestionKind.YES_NO)
TONE = Question("tone", "Is the tone right?")
SHORT = Check("contains", value="Dear")
CLEARER = Check("pairwise-preference", value="the clearer one")
ONE = (a_column(version=3, model="m"),)


@pytest.fixture
def bench():
    return JudgedBench()


def calibrated(bench, judge, question=TRUE, *, checks=(RUBRIC,), **people):
    """`judge`: a word for each check."""
    evaluation = bench.evaluate(ONE, judge, checks=checks)
    items = len(judge.split()[0])
    plan = {"rubric": a_rubric(question), "reviewers": tuple(people)}
    review = bench.review(evaluation, *range(items), **plan)
    bench.say(review, question.id, **people)
    return bench.figures.figures(review.id).calibrations


def test_a_judge_that_says_what_people_say_may_stand_in(bench):
    [found] = calibrated(bench, "pf" * 50, ada=yes_no("yn" * 50), bo=yes_no("yn" * 50))

    assert (found.check, found.model_graded) == ('llm-rubric "Is it true?"', True)
    assert (found.verdict, found.items, found.confusion) == (StandIn.YES, 100, (50, 0, 0, 50))
    assert found.people_kappa.value == found.kappa.value == found.same.value == 1.0
    assert found.more_needed is None
    assert found.sentence.startswith(
        'llm-rubric "Is it true?" may stand in for people on “Is it true?”.'
    )


def test_a_judge_that_passes_everything_may_not(bench):
    [found] = calibrated(bench, "p" * 60, ada=yes_no("yn" * 30), bo=yes_no("yn" * 30))

    assert found.verdict is StandIn.NO
    assert (found.bias.value, found.confusion) == (0.5, (30, 30, 0, 0))
    assert "must not stand in for people" in found.sentence


def test_a_judge_that_is_only_too_kind_is_told_so(bench):
    judge = ("p" * 6 + "f" * 4) * 30
    people = ("y" * 4 + "n" * 6) * 30

    [found] = calibrated(bench, judge, ada=yes_no(people), bo=yes_no(people))

    assert found.verdict is StandIn.NO
    assert "It is kinder than people: 20 points (" in found.sentence


def test_few_outputs_cannot_tell(bench):
    [found] = calibrated(bench, "ppff", ada=yes_no("yynn"), bo=yes_no("yynn"))

    assert found.verdict is StandIn.CANNOT_TELL
    assert found.more_needed >= 26
    assert found.sentence.startswith("Can't tell yet whether")
    assert f"About {found.more_needed} more outputs would settle it." in found.sentence


def test_one_person_alone_cannot_tell(bench):
    [found] = calibrated(bench, "pf" * 40, ada=yes_no("yn" * 40))

    assert (found.verdict, found.people_kappa) == (StandIn.CANNOT_TELL, None)
    assert "it is not known how far people agree" in found.sentence


def test_people_who_do_not_agree_cannot_be_stood_in_for(bench):
    said = {"ada": yes_no("yn" * 60), "bo": yes_no("yynn" * 30), "cy": yes_no("yyyynnnn" * 15)}

    [found] = calibrated(bench, "pf" * 60, **said)

    assert found.verdict is StandIn.NO


def test_a_scale_passes_from_its_middle_on_and_says_so(bench):
    [found] = calibrated(bench, "ppff", TONE, ada=[5, 3, 2, 1])

    assert found.confusion == (2, 0, 0, 2)
    assert "(3 or more counts as passed)" in found.sentence


def test_the_majority_of_people_counts_and_a_draw_is_left_out(bench):
    said = {"ada": yes_no("yyn-"), "bo": yes_no("yny-"), "cy": yes_no("ny--")}

    [found] = calibrated(bench, "ppfp", **said)

    assert (found.items, found.divided, found.confusion) == (2, 1, (2, 0, 0, 0))


def test_errors_of_a_judge_say_nothing(bench):
    [found] = calibrated(bench, "pef", ada=yes_no("yyn"))

    assert found.items == 2


def test_models_come_before_rules(bench):
    found = calibrated(bench, "ppff pfpf", checks=(SHORT, RUBRIC), ada=yes_no("yynn"))

    assert [each.check for each in found] == ['llm-rubric "Is it true?"', 'contains "Dear"']
    assert [each.model_graded for each in found] == [True, False]
    assert [each.confusion for each in found] == [(1, 1, 1, 1), (2, 0, 0, 2)]


def test_checks_with_the_same_words_are_told_apart(bench):
    found = calibrated(bench, "pp pf", checks=(RUBRIC, RUBRIC), ada=yes_no("yy"))

    assert [each.check for each in found] == [
        'llm-rubric "Is it true?"',
        'llm-rubric "Is it true?" (2)',
    ]


def test_checks_inside_a_set_are_calibrated_one_by_one(bench):
    together = Check("assert-set", checks=(SHORT, RUBRIC))
    evaluation = bench.evaluate(ONE, "pp", checks=(together,))
    parts = (Score(Verdict.PASSED, 1.0), Score(Verdict.FAILED, 0.0))
    score = CellScore(Verdict.FAILED, 0.5, (Score(Verdict.FAILED, 0.5, parts=parts),))
    bench.evaluations.record_cells(
        evaluation.id, [Cell(n, f"run-{n}", Outcome.FINISHED, score=score) for n in range(2)]
    )
    review = bench.review(evaluation, 0, 1, rubric=a_rubric(TRUE))
    bench.say(review, "true", ada=yes_no("yy"))

    found = bench.figures.figures(review.id).calibrations

    assert [each.check for each in found] == ['llm-rubric "Is it true?"', 'contains "Dear"']


def test_texts_and_choices_say_neither_good_nor_bad(bench):
    choice = Question("kind", "Which kind?", QuestionKind.CHOICE, choices=("a", "b"))

    assert calibrated(bench, "pp", choice, ada=["a", "b"]) == ()


@pytest.mark.parametrize(
    ("question", "answer", "passes"),
    [
        (TRUE, True, True),
        (TRUE, "odd", None),
        (TONE, 3, True),
        (TONE, 2, False),
        (TONE, "odd", None),
        (Question("s", "", least=1, most=4), 2, False),
        (Question("s", "", least=1, most=4), 3, True),
        (Question("s", "", least=0, most=1), 1, True),
        (Question("p", "", QuestionKind.PREFERENCE), TIE, None),
        (Question("t", "", QuestionKind.TEXT), "words", None),
    ],
)
def test_when_an_answer_is_a_pass(question, answer, passes):
    assert people_pass(question, answer) is passes


def compared(bench, check, wins, columns=None, pair=(0, 1)):
    """`wins`: by case what the second of the pair came to against the first."""
    columns = columns or two_columns()
    evaluation = bench.evaluate(columns, *["p" * len(wins)] * len(columns), checks=(check,))
    numbers = [tuple(len(columns) * case + each for each in pair) for case in range(len(wins))]
    for (_, number), value in zip(numbers, wins, strict=True):
        parts = (Score(Verdict.PASSED, value), Score(Verdict.PASSED, value))
        score = Score(Verdict.PASSED, value, parts=parts)
        cell = Cell(
            number,
            f"run-{number}",
            Outcome.FINISHED,
            score=CellScore(Verdict.PASSED, value, (score,)),
        )
        bench.evaluations.record_cells(evaluation.id, [cell])
    plan = {"kind": ReviewKind.PREFER, "rubric": Rubric()}
    return bench.review(evaluation, *numbers, **plan)


def test_a_judge_of_pairs_is_held_against_what_people_prefer_without_ties(bench):
    review = compared(bench, CLEARER, [1.0, 0.0, 0.5, 1.0, 0.0])
    bench.say(review, "preference", ada=[SECOND, FIRST, FIRST, FIRST, TIE])

    [found] = bench.figures.figures(review.id).calibrations

    assert (found.items, found.confusion) == (3, (1, 0, 1, 1))
    assert "ties are left out" in found.sentence
    assert found.model_graded


def test_of_three_columns_only_the_pairs_that_were_compared_count(bench):
    columns = (*two_columns(), a_column(version=4, model="openai/gpt"))

    first = compared(bench, CLEARER, [1.0], columns, pair=(0, 2))
    bench.say(first, "preference", ada=[SECOND])

    assert len(bench.figures.figures(first.id).calibrations) == 1


@pytest.mark.parametrize("against", [1, "v3"])
def test_a_pair_that_the_judge_may_not_have_compared_is_left_out(bench, against):
    columns = (*two_columns(), a_column(version=4, model="openai/gpt"))
    check = Check("pairwise-preference", config=JsonObject((("against", against),)))

    review = compared(bench, check, [1.0], columns, pair=(0, 2))
    bench.say(review, "preference", ada=[SECOND])

    assert bench.figures.figures(review.id).calibrations == ()
