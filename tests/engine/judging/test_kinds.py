"""What each judged kind makes of the judge's answer."""

from __future__ import annotations

import pytest

from tests.engine.judging.conftest import says
from workbench.domain.checks import Verdict

STATEMENT = {"statement": "It lasts two years.", "reason": "“two years”"}


def rubric(score, passed, reason="It greets."):
    return says(reason=reason, score=score, **{"pass": passed})


def test_a_rubric_gives_the_judges_verdict_its_reasons_and_what_it_cost(make_court):
    court = make_court(rubric(8, True))

    score = court.score({"metric": "tone"})

    assert score == (
        Verdict.PASSED, 0.8, "It greets.", "tone", (), "judgment-0002", None, 1.0
    )  # fmt: skip
    run = court.bench.recorded("judgment-0002")
    assert (run.job.evaluation, run.job.version) == ("evaluation-1", 1)
    assert court.bench.parts.prompts.prompt(run.job.prompt_id).path == "judges/llm-rubric"


@pytest.mark.parametrize(
    ("answer", "check", "verdict", "value"),
    [
        (rubric(8, True), {"threshold": 0.9}, Verdict.FAILED, 0.8),
        (rubric(9, True), {"threshold": 0.9}, Verdict.PASSED, 0.9),
        (rubric(9, False), {"threshold": 0.9}, Verdict.FAILED, 0.9),
        (rubric(8, True), {"type": "not-llm-rubric"}, Verdict.FAILED, 0.2),
        (rubric(1, False), {"type": "not-llm-rubric"}, Verdict.PASSED, 0.9),
        (rubric(4, True), {"scale": {"1": "rude", "5": "kind"}}, Verdict.PASSED, 0.75),
    ],
)
def test_a_threshold_a_not_and_a_scale_count(make_court, answer, check, verdict, value):
    score = make_court(answer).score(check)

    assert score.verdict is verdict
    assert score.value == pytest.approx(value)


def test_the_written_scale_is_shown_to_the_judge(make_court):
    court = make_court(rubric(4, True))

    court.score({"scale": {"5": "kind", "1": "rude"}})

    assert "- 1: rude\n- 5: kind" in court.sent()[0][0]


@pytest.mark.parametrize(
    "scale", [{"1": "only"}, {"a": "x", "b": "y"}, "high", {"1e9": "x", "1": "y"}]
)
def test_a_scale_that_is_none_is_an_error_and_nobody_is_asked(make_court, scale):
    court = make_court(rubric(4, True))

    score = court.score({"scale": scale})

    assert score.verdict is Verdict.ERROR
    assert "scale" in score.reason
    assert court.bench.gateway.calls == []


@pytest.mark.parametrize(
    ("category", "check", "verdict", "value"),
    [
        ("subset", {}, Verdict.PASSED, 1),
        ("superset", {}, Verdict.PASSED, 1),
        ("agree", {}, Verdict.PASSED, 1),
        ("differ", {}, Verdict.PASSED, 1),
        ("disagree", {}, Verdict.FAILED, 0),
        ("D", {}, Verdict.FAILED, 0),
        ("superset", {"factuality": {"superset": 0}}, Verdict.FAILED, 0),
        ("subset", {"subset": 0.4}, Verdict.PASSED, 0.4),
        ("subset", {"subset": 0.4, "threshold": 0.5}, Verdict.FAILED, 0.4),
        ("differ", {"config": {"differButFactual": 0.5}}, Verdict.PASSED, 0.5),
        ("disagree", {"type": "not-factuality"}, Verdict.PASSED, 1),
    ],
)
def test_categories_of_facts_have_scores_that_a_check_may_set(
    make_court, category, check, verdict, value
):
    court = make_court(says(reason="Both say nine.", category=category))

    score = court.score({"type": "factuality", "value": "It opens at nine.", **check})

    assert (score.verdict, score.value) == (verdict, value)
    assert "Both say nine." in score.reason


def test_facts_are_held_against_the_expected_answer_where_there_is_no_value(make_court):
    court = make_court(says(reason="r", category="agree"))

    score = court.score({"type": "factuality", "value": None}, expected="It opens at nine.")

    assert score.passed
    assert "It opens at nine." in court.sent()[0][1]


@pytest.mark.parametrize("meets", [True, False])
def test_a_criterion_is_met_or_not(make_court, meets):
    court = make_court(says(reason="It says 12 euros.", meets=meets))

    score = court.score({"type": "model-graded-closedqa", "value": "Names a price."})

    assert (score.passed, score.value) == (meets, float(meets))
    assert "Greet me." in court.sent()[0][1]


def test_faithfulness_is_the_share_of_statements_that_the_context_supports(make_court):
    answer = says(
        statements=[
            {**STATEMENT, "supported": True},
            {"statement": "It is free.", "reason": "Nothing is said.", "supported": False},
        ]
    )
    court = make_court(answer)
    values = {"query": "How long?", "context": ["Two years.", "By post."]}

    score = court.score({"type": "context-faithfulness", "threshold": 0.6}, values=values)

    assert (score.verdict, score.value) == (Verdict.FAILED, 0.5)
    assert "“It is free.”: Nothing is said." in score.reason
    assert "Two years.\n\nBy post." in court.sent()[0][1]


def test_without_a_threshold_the_share_is_told_and_passes_as_in_promptfoo(make_court):
    court = make_court(says(statements=[]))
    values = {"query": "How long?", "context": "Two years."}

    score = court.score({"type": "context-faithfulness"}, values=values)

    assert (score.verdict, score.value) == (Verdict.PASSED, 0.0)


def test_recall_looks_for_the_expected_answer_in_the_context(make_court):
    court = make_court(says(statements=[{**STATEMENT, "supported": True}]))

    score = court.score(
        {"type": "context-recall", "value": "It lasts two years.", "threshold": 1},
        values={"context": "Two years of warranty."},
    )

    assert score.passed
    assert "It lasts two years." in court.sent()[0][1]
    assert "Good morning." not in court.sent()[0][1]


def test_recall_takes_the_prompt_for_the_context_where_there_is_none(make_court):
    court = make_court(says(statements=[{**STATEMENT, "supported": True}]))

    court.score(
        {"type": "context-recall", "value": "Two years."}, question="By the way: two years."
    )

    assert "By the way: two years." in court.sent()[0][1]


@pytest.mark.parametrize(
    ("context", "parts", "relevant", "value"),
    [
        (["One.", "Two.", "Three.", "Four."], 4, [2], 0.25),
        ("First line\n\nSecond line", 2, [1, 2], 1.0),
        ("One sentence. Another one! A third?", 3, [], 0.0),
    ],
)
def test_relevance_is_the_share_of_the_context_that_is_needed(
    make_court, context, parts, relevant, value
):
    court = make_court(says(reason="r", relevant=relevant))

    score = court.score(
        {"type": "context-relevance", "threshold": 0.2},
        values={"query": "Which?", "context": context},
    )

    assert (score.value, score.passed) == (value, value >= 0.2)
    assert f"in {parts} parts" in court.sent()[0][1]


def test_a_part_that_is_not_there_cannot_be_needed(make_court):
    court = make_court(says(reason="r", relevant=[3]))

    score = court.score(
        {"type": "context-relevance"}, values={"query": "Which?", "context": ["One.", "Two."]}
    )

    assert score.verdict is Verdict.ERROR


@pytest.mark.parametrize("kind", ["context-faithfulness", "context-relevance"])
@pytest.mark.parametrize(
    ("values", "missing"),
    [({"context": "Two years."}, "query"), ({"query": "How long?"}, "context")],
)
def test_a_variable_that_is_missing_is_named_and_nobody_is_asked(make_court, kind, values, missing):
    court = make_court(says(statements=[]))

    score = court.score({"type": kind}, values=values)

    assert score.verdict is Verdict.ERROR
    assert f"the variable {missing}" in score.reason
    assert court.bench.gateway.calls == []


def test_grading_in_steps_asks_for_the_steps_and_then_for_the_grade(make_court):
    court = make_court(says(reason="r", steps=["Look.", "Think."]), says(reason="Clear.", score=7))

    score = court.score({"type": "g-eval", "value": "Reads well."})

    assert (score.verdict, score.value, score.reason) == (Verdict.PASSED, 0.7, "Clear.")
    assert "1. Look.\n2. Think." in court.sent()[1][1]


def test_several_criteria_are_graded_one_by_one_and_the_mean_counts(make_court):
    court = make_court(
        says(reason="r", steps=["Look."]),
        says(reason="r", steps=["Think."]),
        says(reason="Clear.", score=9),
        says(reason="Long.", score=4),
    )

    score = court.score({"type": "g-eval", "value": ["Clear.", "Short."]})

    assert score.value == pytest.approx(0.65)
    assert score.verdict is Verdict.FAILED
    assert sorted(score.reason.splitlines()) == ["Clear.", "Long."]


def test_the_relevance_of_an_answer_is_how_near_its_questions_are_to_the_real_one(make_court):
    questions = ["What is the capital of France?", "Is Paris a capital?", "Where is Paris?"]
    court = make_court(says(reason="r", questions=questions))

    near = court.score(
        {"type": "answer-relevance", "threshold": 0.3}, question="What is the capital of France?"
    )
    far = court.score(
        {"type": "answer-relevance", "threshold": 0.3}, question="How do I bake sourdough bread?"
    )

    assert near.passed
    assert far.verdict is Verdict.FAILED
    assert near.value > far.value
    assert len(court.bench.gateway.calls) == 1
    assert "Is Paris a capital?" in near.reason


@pytest.mark.parametrize("value", [None, "", "  "])
@pytest.mark.parametrize("kind", ["llm-rubric", "model-graded-closedqa", "g-eval", "factuality"])
def test_a_check_that_does_not_say_what_is_good_is_an_error(make_court, kind, value):
    court = make_court(rubric(8, True))

    score = court.score({"type": kind, "value": value})

    assert score.verdict is Verdict.ERROR
    assert court.bench.gateway.calls == []
