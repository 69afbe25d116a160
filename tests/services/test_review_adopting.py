from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import a_case, a_column, a_job, a_plan, a_rubric, a_run
from tests.services.judged import JudgedBench, two_columns, yes_no
from workbench.domain.adoptions import AdoptedAs
from workbench.domain.review_choosing import Candidate
from workbench.domain.reviews import ReviewKind
from workbench.domain.rubrics import FIRST, SECOND, TIE, Question, QuestionKind, Rubric

TRUE = Question("true", "Is it true?", QuestionKind.YES_NO)
ONE = (a_column(version=3, model="m"),)
CORRECT = {"kind": ReviewKind.CORRECT, "rubric": Rubric()}
LABEL = {"kind": ReviewKind.LABEL, "rubric": Rubric(), "labels": ("refund", "complaint")}


@pytest.fixture
def bench():
    return JudgedBench()


def said(bench, question, cases=3, *, plan, **people):
    evaluation = bench.evaluate(ONE, "p" * cases)
    review = bench.review(evaluation, *range(cases), reviewers=tuple(people), **plan)
    bench.say(review, question, **people)
    return review


def offered(bench, review):
    [adoption, *_] = bench.adopting.choices(review.id)
    return bench.adopting.offer(review.id, adoption)


def cases(bench):
    return bench.datasets.dataset("dataset-1").cases


def test_agreed_corrections_become_expected_values(bench):
    review = said(bench, "correction", plan=CORRECT, ada=["A", "B", None], bo=["A ", None, None])

    offer = offered(bench, review)
    adopted = bench.adopting.adopt(offer)

    assert [(each.case, each.before, each.after) for each in offer.cases] == [
        ("case 0", "", "A"),
        ("case 1", "", "B"),
    ]
    assert offer.cases[0].said == (("ada", "A"), ("bo", "A"))
    assert offer.sentence == "2 cases would get another expected value."
    assert [case.expected for case in cases(bench)] == ["A", "B", ""]
    assert len(adopted.changes) == 2


def test_an_offer_changes_nothing(bench):
    review = said(bench, "correction", plan=CORRECT, ada=["A", "B", "C"])
    before = bench.datasets.dataset("dataset-1")

    offered(bench, review)

    assert bench.datasets.dataset("dataset-1") == before


def test_where_people_differ_nothing_is_offered_unless_most_agree(bench):
    people = {"ada": ["A", "A", "A"], "bo": ["B", "B", "A"], "cy": [None, "B", "A"]}
    review = said(bench, "correction", plan=CORRECT, **people)

    offer = offered(bench, review)

    assert [each.offered for each in offer.cases] == [False, True, True]
    assert "People differ" in offer.cases[0].note
    assert offer.cases[1].after == "B"
    assert offer.cases[1].note == "Not all agree: ada said otherwise."
    assert offer.sentence == ("2 cases would get another expected value; 1 is left as it is.")


def test_frozen_cases_of_evaluations_never_change(bench):
    review = said(bench, "correction", plan=CORRECT, ada=["A", "B", "C"])
    evaluation = bench.evaluations.evaluation(review.plan.evaluation_id)

    bench.adopting.adopt(offered(bench, review))

    frozen = bench.evaluations.frozen_dataset(evaluation.dataset_digest)
    assert [case.expected for case in frozen.cases] == ["", "", ""]


def test_what_was_done_is_taken_back_in_one_step(bench):
    review = said(bench, "correction", plan=CORRECT, ada=["A", "B", "C"])
    before = bench.datasets.dataset("dataset-1")

    adopted = bench.adopting.adopt(offered(bench, review))
    bench.adopting.take_back(adopted)

    assert bench.datasets.dataset("dataset-1") == before


def test_a_case_that_was_changed_since_is_left_alone_and_told(bench):
    review = said(bench, "correction", plan=CORRECT, ada=["A", "B", "C"])
    offer = offered(bench, review)
    dataset = bench.datasets.dataset("dataset-1")
    own = replace(dataset.cases[0], expected="Mine")
    bench.datasets.save(replace(dataset, cases=(own, *dataset.cases[1:])))

    adopted = bench.adopting.adopt(offer)

    assert [case.expected for case in cases(bench)] == ["Mine", "B", "C"]
    assert adopted.notes == (
        "case 0: This case was changed since the offer was made, and is left as it is.",
    )
    assert [each.case for each in adopted.changes] == ["case 1", "case 2"]


def test_only_the_chosen_cases_change(bench):
    review = said(bench, "correction", plan=CORRECT, ada=["A", "B", "C"])
    offer = offered(bench, review)

    bench.adopting.adopt(offer, [offer.cases[1].case_id])

    assert [case.expected for case in cases(bench)] == ["", "B", ""]


def test_everything_else_of_a_case_stays(bench):
    review = said(bench, "correction", plan=CORRECT, ada=["A", "B", "C"])
    before = cases(bench)

    bench.adopting.adopt(offered(bench, review))

    assert [replace(case, expected="") for case in cases(bench)] == list(before)


def test_the_preferred_outputs_become_expected_values(bench):
    evaluation = bench.evaluate(two_columns(), "pppp", "pppp")
    pairs = [(2 * case, 2 * case + 1) for case in range(4)]
    plan = {"kind": ReviewKind.PREFER, "rubric": Rubric()}
    review = bench.review(evaluation, *pairs, reviewers=("ada", "bo", "cy"), **plan)
    bench.say(
        review,
        "preference",
        ada=[FIRST, SECOND, FIRST, TIE],
        bo=[FIRST, SECOND, SECOND, TIE],
        cy=[SECOND, SECOND, TIE, FIRST],
    )

    offer = offered(bench, review)

    assert [each.after for each in offer.cases] == ["Output 0.", "Output 3.", "", ""]
    assert [each.offered for each in offer.cases] == [True, True, False, False]
    assert offer.cases[3].note == "Neither output was preferred."
    assert ("ada", "") in offer.cases[3].said


def test_labels_take_the_place_of_others_of_the_same_list(bench):
    review = said(bench, "label", plan=LABEL, ada=["refund", "refund", None])
    dataset = bench.datasets.dataset("dataset-1")
    labelled = replace(dataset.cases[0], labels=("critical", "complaint"))
    bench.datasets.save(replace(dataset, cases=(labelled, *dataset.cases[1:])))

    offer = offered(bench, review)
    bench.adopting.adopt(offer)

    assert offer.adoption.into is AdoptedAs.LABEL
    assert (offer.cases[0].before, offer.cases[0].after) == (
        "critical\ncomplaint",
        "critical\nrefund",
    )
    assert [case.labels for case in cases(bench)] == [("critical", "refund"), ("refund",), ()]


def test_labels_are_taken_back_too(bench):
    review = said(bench, "label", plan=LABEL, ada=["refund", "complaint", None])

    adopted = bench.adopting.adopt(offered(bench, review))
    bench.adopting.take_back(adopted)

    assert [case.labels for case in cases(bench)] == [(), (), ()]


def test_what_stands_so_already_is_no_change(bench):
    review = said(bench, "label", plan=LABEL, ada=["refund", None, None])
    bench.adopting.adopt(offered(bench, review))

    again = offered(bench, review)

    assert again.changes == ()
    assert again.cases[0].note == "It stands so already."
    assert again.sentence == "No case would get other labels; 1 is left as it is."


def test_answers_to_other_questions_bring_their_question_along(bench):
    tone = Question("tone", "Is the tone right?")
    review = said(bench, "true", plan={"rubric": a_rubric(TRUE, tone)}, ada=yes_no("yn-"))
    bench.say(review, "tone", ada=[4, None, None])
    both = bench.adopting.choices(review.id)

    offers = [bench.adopting.offer(review.id, adoption) for adoption in both]

    assert [each.words for each in both] == [
        "Answers become labels: Is it true?",
        "Answers become labels: Is the tone right?",
    ]
    assert [[each.after for each in offer.cases] for offer in offers] == [
        ["true: yes", "true: no"],
        ["tone: 4"],
    ]


def test_free_texts_are_nothing_to_adopt(bench):
    why = Question("why", "Why?", QuestionKind.TEXT)
    review = said(bench, "why", plan={"rubric": a_rubric(why)}, ada=["a", "b", "c"])

    assert bench.adopting.choices(review.id) == ()


def test_of_a_review_of_pairs_other_answers_are_about_neither_output(bench):
    evaluation = bench.evaluate(two_columns(), "p", "p")
    plan = {"kind": ReviewKind.PREFER, "rubric": a_rubric(TRUE)}
    review = bench.review(evaluation, (0, 1), **plan)

    assert [each.question.id for each in bench.adopting.choices(review.id)] == ["preference"]


def test_a_case_with_other_values_than_were_judged_is_left_out(bench):
    review = said(bench, "correction", plan=CORRECT, ada=["A", "B", "C"])
    dataset = bench.datasets.dataset("dataset-1")
    other = replace(dataset.cases[0], values=(("name", "somebody else"),))
    bench.datasets.save(replace(dataset, cases=(other, *dataset.cases[1:])))

    offer = offered(bench, review)

    assert not offer.cases[0].offered
    assert "other values now" in offer.cases[0].note


def test_answers_about_cases_that_are_gone_are_told(bench):
    review = said(bench, "correction", plan=CORRECT, ada=["A", "B", "C"])
    dataset = bench.datasets.dataset("dataset-1")
    bench.datasets.save(replace(dataset, cases=dataset.cases[2:]))

    offer = offered(bench, review)

    assert [each.case for each in offer.cases] == ["case 2"]
    assert offer.notes == ("2 judged outputs belong to no case that a dataset has now.",)


def test_runs_of_the_board_find_their_case_in_the_prompts_datasets(bench):
    case = a_case("Ada")
    bench.datasets.keep_case("prompt-greetings/hello", case)
    bench.runs.record(a_run("one", job=a_job("one", case=case), text="Hi"))
    bench.runs.record(a_run("two", job=a_job("two", case=replace(case, id="")), text="Hi"))
    candidates = [Candidate(("one",)), Candidate(("two",))]
    review = bench.reviews.create(a_plan(**CORRECT), candidates, author="lead")
    bench.say(review, "correction", ada=["Hello Ada.", "Hello."])

    offer = offered(bench, review)
    bench.adopting.adopt(offer)

    [kept] = bench.datasets.cases_for("prompt-greetings/hello")
    assert kept.expected == "Hello Ada."
    assert offer.notes == ("1 judged output belongs to no case that a dataset has now.",)


def test_several_outputs_of_one_case_are_voted_on_together(bench):
    evaluation = bench.evaluate(two_columns(), "p", "p")
    review = bench.review(evaluation, 0, 1, reviewers=("ada",), **CORRECT)
    bench.say(review, "correction", ada=["One", "Another"])

    [case] = offered(bench, review).cases

    assert not case.offered
    assert case.said == (("ada", "One"), ("ada", "Another"))


def test_after_the_evaluation_is_removed_the_prompts_own_datasets_are_looked_through(bench):
    review = said(bench, "correction", plan=CORRECT, ada=["A", "B", "C"])
    bench.evaluations.remove(review.plan.evaluation_id)

    assert len(offered(bench, review).changes) == 3
